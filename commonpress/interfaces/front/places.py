"""The addresses under the cache tags of stories, sections, topics, authors and pages (see edge/places.py)."""

from collections.abc import Iterable

from django.urls import reverse

from commonpress.domain.stories.models import Section, Story
from commonpress.engines.edge.places import place
from commonpress.engines.media.address import url_of
from commonpress.engines.media.models import Picture


@place("front")
def front(_: str) -> Iterable[str]:
    return [reverse("home")]


@place("site")
def site(_: str) -> Iterable[str]:
    """The front page and the sections; everything else is forgotten within half a minute."""
    return [reverse("home"), *(section.get_absolute_url() for section in Section.objects.all())]


@place("story")
def story(number: str) -> Iterable[str]:
    paths = Story.objects.filter(pk=number, path__isnull=False).values_list("path", flat=True)
    return [f"/{path}/" for path in paths if path]


@place("comments")
def comments(number: str) -> Iterable[str]:
    """The story's page and the first of its conversation; further pages are forgotten within half a minute."""
    return [
        f"{address}{rest}" for address in story(number) for rest in ("", "comments/", "comments/count.json")
    ]


@place("section")
def section(slug: str) -> Iterable[str]:
    """The section and the one it lies within, which shows its stories too."""
    parents = Section.objects.filter(children__slug=slug).values_list("slug", flat=True)
    return [reverse("section", args=[each]) for each in (slug, *parents)]


@place("media")
def media(stem: str) -> Iterable[str]:
    """The files of a picture, the smaller copies too."""
    found = Picture.objects.filter(name__startswith=f"{stem}.")
    return [url_of(name) for picture in found for name in picture.files]


@place("topic")
def topic(slug: str) -> Iterable[str]:
    return [reverse("topic", args=[slug])]


@place("author")
def author(handle: str) -> Iterable[str]:
    return [reverse("author", args=[handle])]


@place("corrections")
def corrections(_: str) -> Iterable[str]:
    return [reverse("corrections")]


@place("page")
def page(slug: str) -> Iterable[str]:
    return [reverse("page", args=[slug])]


@place("archive")
def archive(month: str) -> Iterable[str]:
    year, _, number = month.partition("-")
    return [reverse("year", args=[int(year)]), reverse("month", args=[int(year), int(number)])]
