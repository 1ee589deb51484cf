"""The news sitemap (Google's, ns sitemap-news/0.9): what was first published in the last two days."""

from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet

from commonpress.domain.stories.models import Story
from commonpress.engines.lib import clock
from commonpress.engines.site import options
from commonpress.engines.site.address import absolute
from commonpress.interfaces.syndication.moments import rfc3339
from commonpress.interfaces.syndication.sitemaps import SPACE, S, canonical
from commonpress.interfaces.syndication.xml import add, document, root

NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
N = f"{{{NEWS}}}"
RECENT = timedelta(days=2)
MOST = 1_000
CHINESE = {"zh-cn", "zh-tw"}  # the two that Google wants with their country


def render() -> bytes:
    name = options.paper().name
    top = root(f"{S}urlset", {None: SPACE, "news": NEWS})
    for path, language, published, headline in rows():
        url = add(top, f"{S}url")
        add(url, f"{S}loc", absolute(f"/{path}/"))
        news = add(url, f"{N}news")
        publication = add(news, f"{N}publication")
        add(publication, f"{N}name", name)
        add(publication, f"{N}language", iso639(language))
        add(news, f"{N}publication_date", rfc3339(published))
        add(news, f"{N}title", headline)
    return document(top)


def rows() -> "QuerySet[Story, tuple[Any, ...]]":
    """Path, language, first publication and headline, newest first; paid and skipped ones are out. One query."""
    found = canonical().filter(published_at__gt=clock.now() - RECENT, published_at__lte=clock.now())
    found = found.exclude(kind=Story.Kind.SPONSORED).exclude(skipped(options.paper().news_sitemap_skips))
    found = found.order_by("-published_at", "-pk")
    return found.values_list("path", "language", "published_at", "headline")[:MOST]


def skipped(names: tuple[str, ...]) -> Q:
    """``section:sport``, ``kind:opinion`` or ``story:42``; a bare word is a section, which includes what is within it."""
    found = Q(pk__in=[])
    for name in names:
        what, _, which = name.strip().rpartition(":")
        if what in {"", "section"}:
            found |= Q(section__slug=which) | Q(section__parent__slug=which)
        elif what == "kind":
            found |= Q(kind=which)
        elif what == "story" and which.isascii() and which.isdigit():
            found |= Q(pk=int(which))
    return found


def iso639(language: str) -> str:
    """``pt-BR`` is ``pt``."""
    return language.lower() if language.lower() in CHINESE else language.split("-")[0].lower()
