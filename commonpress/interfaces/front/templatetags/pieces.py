"""The pieces of a page as tags: ``{% load pieces %}``. Each gathers all that its template shows (``front/pieces.py``)."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.template import Context
from django.utils.safestring import SafeString
from jinja2 import pass_context

from commonpress.domain.sponsors.models import Campaign, Placement
from commonpress.engines.media.templatetags.pictures import picture
from commonpress.engines.site.options import Paper
from commonpress.interfaces.front import counts, markup, pieces
from commonpress.interfaces.front.cards import Card
from commonpress.interfaces.front.templatetags.paper import day_in_full, section_links, when
from commonpress.interfaces.front.templatetags.talk import thread

register = template.Library()
NOTHING = SafeString("")


@register.simple_tag
def card(
    card: Card,
    size: str = "line",
    level: int = 3,
    sizes: str = "",
    *,
    in_section: bool = False,
    eager: bool = False,
) -> SafeString:
    """A story on a list: "lead", "second", "first", "line", or "plain" without its picture. ``level`` is the heading's."""
    counts.read("comments", card.story.subject, card.story.comment_count)
    shows_picture = size != "plain" and card.picture is not None
    return pieces.markup(
        pieces.CardPiece(
            size=size,
            level=level,
            in_section=in_section,
            subject=card.story.subject,
            url=card.url,
            headline=card.headline,
            words=card.standfirst or card.excerpt,
            language=card.language,
            section_label=card.section_label,
            kind=card.kind,
            kind_name=card.kind_name,
            is_sponsored=card.is_sponsored,
            authors=tuple(author.name for author in card.authors),
            published=when(card.published_at, "day") if card.published_at else NOTHING,
            picture=picture(card.picture, sizes=sizes, lazy=not eager) if shows_picture else NOTHING,
        )
    )


@register.simple_tag
def slot(placements: Sequence[Placement] | str | None) -> SafeString:
    """The placements that may stand here, the first of them shown; nothing, and no room, without one."""
    if not placements or isinstance(placements, str):
        return NOTHING
    shown, *others = [slot_card(placement) for placement in placements]
    first = placements[0]
    return pieces.markup(pieces.SlotPiece(first.slot, first.get_slot_display(), shown, tuple(others)))


def slot_card(placement: Placement) -> pieces.SlotCard:
    creative = placement.creative
    return pieces.SlotCard(
        number=placement.pk,
        creative=creative.pk,
        subject=placement.subject,
        language=creative.language,
        headline=creative.headline,
        words=creative.words,
        sponsor=creative.campaign.sponsor.name,
        host=(urlsplit(creative.address).hostname or "").removeprefix("www."),
        is_own=creative.campaign.goal == Campaign.Goal.HOUSE,
        picture=picture(creative.picture, sizes="9rem") if creative.picture else NOTHING,
    )


@register.simple_tag(takes_context=True)
def masthead(context: Context, *, at_home: bool = False) -> SafeString:
    paper = context.get("paper") or Paper()
    return pieces.markup(
        pieces.MastheadPiece(
            name=paper.name,
            logo=logo_of(paper),
            tagline=paper.shown_tagline,
            at_home=at_home,
            day=day_in_full(context.get("today")),
            section_links=section_links(context) if context.get("sections") else NOTHING,
        )
    )


def logo_of(paper: Paper) -> pieces.Logo | None:
    logo = paper.logo
    return pieces.Logo(logo["url"], logo["width"], logo["height"]) if logo else None


@register.simple_tag(takes_context=True)
def discovery(context: Context) -> SafeString:
    """What the head of a page tells machines; of a page that says nothing of itself, that it is not to be found."""
    paper = context.get("paper") or Paper()
    given = {name: context.get(name) or () for name in ("feeds", "verification", "social", "json_ld")}
    is_indexed = getattr(context.get("head"), "is_indexed", False)  # a desk's table has a head as well
    one = {"canonical": context.get("canonical"), "icon_url": context.get("icon_url"), "name": paper.name}
    return markup.render("discovery.html", {**given, **one, "is_indexed": is_indexed})


@register.simple_tag(takes_context=True)
def colophon(context: Context) -> SafeString:
    paper = context.get("paper") or Paper()
    feeds, today = context.get("feeds"), context.get("today")
    return pieces.markup(
        pieces.ColophonPiece(
            name=paper.name,
            tagline=paper.shown_tagline,
            menu=tuple(pieces.Link(item["label"], item["address"]) for item in context.get("menu") or ()),
            year=today.year if today else None,
            feed=feeds[0].url if feeds else "",
            licence=paper.licence,
            licence_url=paper.licence_url,
        )
    )


@register.simple_tag(takes_context=True)
def search_box(context: Context) -> SafeString:
    paper = context.get("paper") or Paper()
    return pieces.markup(pieces.SearchBoxPiece(name=paper.name, q=context.get("q") or ""))


@register.simple_tag(takes_context=True)
def all_sections(context: Context) -> SafeString:
    return pieces.markup(pieces.AllSectionsPiece(section_links(context)))


# What the templates of ``jinja2/`` call; those that look around themselves are given what lies around.
CALLED = {
    "all_sections": pass_context(all_sections),
    "card": card,
    "search_box": pass_context(search_box),
    "slot": slot,
    "thread": pass_context(thread),
}


@register.simple_tag(takes_context=True)
def part(context: Context, template: str, **more: Any) -> SafeString:
    """A template of ``jinja2/``, which sees all that this one sees, and ``more``."""
    around: dict[Any, Any] = context.flatten()
    return markup.render(template, {**around, **CALLED, **more})
