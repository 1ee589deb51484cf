"""What fills the holes of a page: how often a story was read and commented on, what readers left at a comment, and the
tokens its readers are counted by."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any

from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.translation import ngettext

from commonpress.domain.conversation import reactions
from commonpress.domain.stories import access
from commonpress.domain.stories.models import Story
from commonpress.engines.edge.holes import maker
from commonpress.engines.lib import numbers
from commonpress.engines.lib.prepared import Prepared
from commonpress.engines.readership import token, totals
from commonpress.engines.readership.models import Kind
from commonpress.engines.site import options

KEPT = 4096  # counts in words
COMMENTED = Prepared(
    lambda stories: Story.objects.filter(pk__in=stories).order_by().values_list("pk", "comment_count"),
    stories=access.SOME,
)
# What the page that is being made has read already, by hole: its holes need not ask again.
_read: ContextVar[dict[tuple[str, str], Any] | None] = ContextVar("read", default=None)


@contextmanager
def reading() -> Iterator[None]:
    """Around the making of a page: what ``read`` is told inside fills the holes of this page, and of no other."""
    token = _read.set({})
    try:
        yield
    finally:
        _read.reset(token)


def read(hole: str, subject: str, value: Any) -> None:
    found = _read.get()
    if found is not None:
        found[hole, subject] = value


def known(hole: str, subjects: Sequence[str]) -> tuple[dict[str, Any], list[str]]:
    """What was read of these already, and those that must be asked for."""
    found = _read.get() or {}
    had = {subject: found[hole, subject] for subject in subjects if (hole, subject) in found}
    return had, [subject for subject in subjects if subject not in had]


@maker("views")
def views(subjects: Sequence[str]) -> Mapping[str, str]:
    """How often each was read, in words; nothing for what nobody read. One query, and one for the language."""
    language = options.paper().language
    with translation.override(language):
        return {subject: phrase(total, language) for subject, total in totals.seen(subjects).items() if total}


@lru_cache(maxsize=KEPT)
def phrase(total: int, language: str) -> str:
    """``language`` is the active one."""
    said = ngettext("%(shown)s view", "%(shown)s views", numbers.shown(total))
    return format_html("<span>{}</span>", said % {"shown": numbers.compact(total, language)})


@maker("comments")
def comments(subjects: Sequence[str]) -> Mapping[str, str]:
    """How many comments readers see under each, in words; nothing for none. Two queries, none for what was read."""
    found, missing = known("comments", subjects)
    if missing:
        rows = COMMENTED.rows(stories=[number(subject) for subject in missing])
        found |= {f"story:{pk}": count for pk, count in rows}
    language = options.paper().language
    with translation.override(language):
        return {subject: comments_said(count, language) for subject, count in found.items() if count}


@lru_cache(maxsize=KEPT)
def comments_said(count: int, language: str) -> str:
    """``language`` is the active one."""
    said = ngettext("%(shown)s comment", "%(shown)s comments", numbers.shown(count))
    return format_html("<span>{}</span>", said % {"shown": numbers.compact(count, language)})


@maker("reactions")
def reactions_left(subjects: Sequence[str]) -> Mapping[str, str]:
    """The words readers left at each comment, with how often; nothing for none. Two queries, none for what was read."""
    found, missing = known("reactions", subjects)
    if missing:
        asked = reactions.counts(number(subject) for subject in missing)
        found |= {f"comment:{pk}": counts for pk, counts in asked.items()}
    with translation.override(options.paper().language):
        chosen = reactions.chosen()
        return {subject: left(counts, chosen) for subject, counts in found.items() if counts}


def left(found: Mapping[str, int], chosen: Mapping[str, object]) -> str:
    rows = [(kind, words, found[kind]) for kind, words in chosen.items() if kind in found]
    items = format_html_join("\n", '<li data-kind="{}">{} <b>{}</b></li>', rows)
    return format_html('<ul class="reactions">{}</ul>', items) if rows else ""


def number(subject: str) -> int:
    return int(subject.partition(":")[2])


@maker("seen")
def seen(subjects: Sequence[str]) -> Mapping[str, str]:
    return {subject: token.make(subject) for subject in subjects}


@maker("clicked")
def clicked(subjects: Sequence[str]) -> Mapping[str, str]:
    return {subject: token.make(subject, Kind.CLICKED) for subject in subjects}
