"""The feeds and sitemaps under the cache tags of what they list (see edge/places.py)."""

from collections.abc import Iterable

from django.urls import reverse

from commonpress.engines.edge.places import place
from commonpress.interfaces.syndication.views.feeds import FORMATS


@place("front")
def front(_: str) -> Iterable[str]:
    maps = [reverse(name) for name in ("sitemap", "sitemap-news", "sitemap-sections")]
    return [*(reverse("feed", args=[kind]) for kind in FORMATS), *maps]


@place("section")
def section(slug: str) -> Iterable[str]:
    return [reverse("section-feed", args=[slug, kind]) for kind in FORMATS]


@place("topic")
def topic(slug: str) -> Iterable[str]:
    return [reverse("topic-feed", args=[slug, kind]) for kind in FORMATS]


@place("author")
def author(handle: str) -> Iterable[str]:
    return [reverse("author-feed", args=[handle, kind]) for kind in FORMATS]


@place("corrections")
def corrections(_: str) -> Iterable[str]:
    return [reverse("corrections-feed", args=[kind]) for kind in FORMATS]
