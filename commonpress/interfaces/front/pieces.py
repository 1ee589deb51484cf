"""Pieces of a page that many pages show, made once and kept as markup.

The template of a piece sees nothing but its key: a named tuple of all it shows. So nothing kept can be old, and there
is nothing to purge; what is no longer shown falls out. Add a field here before a template may use it.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from commonpress.interfaces.front.markup import render as set_by_jinja

KEPT = 2048  # pieces; one is about a kilobyte
KEPT_COMMENTS = 4096  # apart from the others, which a long thread would drive out


class CardPiece(NamedTuple):
    """``card.html``"""

    size: str
    level: int
    in_section: bool
    subject: str
    url: str
    headline: str
    words: str
    language: str
    section_label: str
    kind: str
    kind_name: str
    is_sponsored: bool
    authors: tuple[str, ...]
    published: SafeString
    picture: SafeString


class SlotCard(NamedTuple):
    """One creative of a slot. ``is_own``: of the paper itself, not of a sponsor."""

    number: int  # of the placement
    creative: int
    subject: str
    language: str
    headline: str
    words: str
    sponsor: str
    host: str
    is_own: bool
    picture: SafeString


class SlotPiece(NamedTuple):
    """``front/_slot.html``: the card that is shown first, and those a script may show in its place."""

    slot: str
    place: str
    card: SlotCard
    others: tuple[SlotCard, ...]


class Link(NamedTuple):
    label: str
    address: str


class Logo(NamedTuple):
    url: str
    width: int
    height: int


class MastheadPiece(NamedTuple):
    """``_masthead.html``"""

    name: str
    logo: Logo | None
    tagline: str
    at_home: bool
    day: SafeString | str
    section_links: SafeString


class ColophonPiece(NamedTuple):
    """``_colophon.html``"""

    name: str
    tagline: str
    menu: tuple[Link, ...]
    year: int | None
    feed: str
    licence: str
    licence_url: str


class Choice(NamedTuple):
    value: str
    words: str


class ChoicesPiece(NamedTuple):
    """``front/_search_choices.html``: sections, authors and languages of the paper, on each page of answers."""

    sections: tuple[Choice, ...]
    authors: tuple[Choice, ...]
    languages: tuple[str, ...]
    section: str
    author: str
    language: str


class CommentPiece(NamedTuple):
    """``comment.html``: one comment that readers see, without what stands below it."""

    number: int
    subject: str
    story: int
    story_url: str
    language: str
    name: str
    handle: str  # of a member with a page of their own
    role: str
    to: str  # whom it answers, where answers are set flat
    at: SafeString
    edited: SafeString
    body: str
    is_open: bool


class SearchBoxPiece(NamedTuple):
    """``front/_search_box.html``"""

    name: str  # of the paper
    q: str


class AllSectionsPiece(NamedTuple):
    """``front/_all_sections.html``"""

    section_links: SafeString


Piece = (
    SearchBoxPiece
    | AllSectionsPiece
    | CardPiece
    | SlotPiece
    | MastheadPiece
    | ColophonPiece
    | ChoicesPiece
    | CommentPiece
)
OF_A_STORY: Mapping[type[Any], str] = {CardPiece: "card.html", CommentPiece: "comment.html"}  # of ``jinja2/``
OF_THE_PAPER: Mapping[type[Any], str] = {
    SlotPiece: "front/_slot.html",
    MastheadPiece: "_masthead.html",
    ColophonPiece: "_colophon.html",
    ChoicesPiece: "front/_search_choices.html",
    SearchBoxPiece: "front/_search_box.html",
    AllSectionsPiece: "front/_all_sections.html",
}
TEMPLATES = {**OF_A_STORY, **OF_THE_PAPER}


def markup(piece: Piece) -> SafeString:
    """The piece in the language of the interface."""
    kept = _comments if isinstance(piece, CommentPiece) else _pieces
    return kept(TEMPLATES[type(piece)], get_language(), piece)


def _made(template: str, language: str | None, piece: Piece) -> SafeString:
    context = piece._asdict() | {"piece": piece}
    make = set_by_jinja if type(piece) in OF_A_STORY else render_to_string
    return make(template, context)


_pieces = lru_cache(maxsize=KEPT)(_made)
_comments = lru_cache(maxsize=KEPT_COMMENTS)(_made)
