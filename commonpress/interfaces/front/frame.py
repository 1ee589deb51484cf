"""What every page carries around its own content. Nothing here may depend on who reads."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone, translation

from commonpress.domain.stories import access
from commonpress.domain.stories.models import Section
from commonpress.engines.edge import holes
from commonpress.engines.edge.page import LIFE_SECONDS
from commonpress.engines.edge.public import tag
from commonpress.engines.site import options
from commonpress.engines.site.address import absolute
from commonpress.engines.site.look import url as look_url
from commonpress.engines.site.menu import menu
from commonpress.interfaces.front import counts
from commonpress.interfaces.front.templatetags.paper import section_links

FEED_TYPES = (
    ("rss", "application/rss+xml"),
    ("atom", "application/atom+xml"),
    ("json", "application/feed+json"),
)


class Feed(NamedTuple):
    """One link by which a program finds a feed."""

    title: str
    type: str
    url: str


@dataclass(frozen=True)
class Head:
    """What a page says of itself to machines and in the browser's tab. Addresses are root-relative."""

    title: str
    path: str
    description: str = ""
    canonical: str = ""  # absolute, when it is not this site
    is_indexed: bool = True
    feeds: tuple[tuple[str, str], ...] = ()  # (title, prefix that ends with a slash)
    social: list[tuple[str, str]] = field(default_factory=list)
    json_ld: list[dict[str, Any]] = field(default_factory=list)


def render(
    template: str,
    head: Head,
    context: dict[str, Any],
    *,
    tags: Iterable[str] = (),
    part_tags: Iterable[str] = (),
    sections: list[Section] | None = None,
    status: int = 200,
    seconds: float | None = None,
) -> HttpResponse:
    """One public page in the frame of the paper. Two queries (sections and menu), one when ``sections`` is given.

    It is kept ``seconds`` at most, and never past midnight: the masthead tells the day.
    """
    shown = {**frame(head, access.sections() if sections is None else sections), **context}
    shown["links_of_sections"] = section_links(shown)  # once: they stand at both ends of the page
    with counts.reading():
        body, found = holes.fill(render_to_string(template, shown).encode())
    response = HttpResponse(body, status=status)
    return tag(
        response,
        ["site", *tags],
        holes=found,
        part_tags=part_tags,
        seconds=min(seconds or LIFE_SECONDS, until_midnight()),
    )


def until_midnight() -> float:
    now = timezone.localtime()
    tomorrow = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return max(1.0, (tomorrow - now).total_seconds())


def frame(head: Head, sections: list[Section]) -> dict[str, Any]:
    paper = options.paper()
    return {
        "paper": paper,
        "sections": sections,
        "menu": menu(),
        "look_url": look_url(paper),
        "logo": paper.logo,
        "icon_url": paper.icon,
        "today": timezone.localtime(),
        "head": head,
        "title": head.title,
        "canonical": head.canonical or absolute(head.path),
        "feeds": feeds_of(head),
        "social": head.social,
        "json_ld": head.json_ld,
        "LANGUAGE_CODE": translation.get_language(),
    }


def feeds_of(head: Head) -> tuple[Feed, ...]:
    site = (options.paper().name, "/")
    return tuple(
        Feed(f"{title} ({kind.upper() if kind != 'atom' else 'Atom'})", mime, f"{prefix}feed.{kind}")
        for title, prefix in dict.fromkeys((*head.feeds, site))
        for kind, mime in FEED_TYPES
    )
