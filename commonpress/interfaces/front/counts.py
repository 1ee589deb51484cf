"""What fills the holes of a page: how often a story was read and commented on, what readers left at a comment, and the
tokens its readers are counted by."""

from collections.abc import Mapping, Sequence

from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.translation import ngettext

from commonpress.domain.conversation import reactions
from commonpress.domain.stories.models import Story
from commonpress.engines.edge.holes import maker
from commonpress.engines.lib import numbers
from commonpress.engines.readership import token, totals
from commonpress.engines.readership.models import Kind
from commonpress.engines.site import options


@maker("views")
def views(subjects: Sequence[str]) -> Mapping[str, str]:
    """How often each was read, in words; nothing for what nobody read. One query, and one for the language."""
    language = options.paper().language
    with translation.override(language):
        return {subject: phrase(total, language) for subject, total in totals.seen(subjects).items() if total}


def phrase(total: int, language: str) -> str:
    said = ngettext("%(shown)s view", "%(shown)s views", numbers.shown(total))
    return format_html("<span>{}</span>", said % {"shown": numbers.compact(total, language)})


@maker("comments")
def comments(subjects: Sequence[str]) -> Mapping[str, str]:
    """How many comments readers see under each, in words; nothing for none. Two queries, as above."""
    rows = Story.objects.filter(pk__in=[number(subject) for subject in subjects], comment_count__gt=0)
    found = rows.order_by().values_list("pk", "comment_count")
    language = options.paper().language
    with translation.override(language):
        return {f"story:{pk}": comments_said(count, language) for pk, count in found}


def comments_said(count: int, language: str) -> str:
    said = ngettext("%(shown)s comment", "%(shown)s comments", numbers.shown(count))
    return format_html("<span>{}</span>", said % {"shown": numbers.compact(count, language)})


@maker("reactions")
def reactions_left(subjects: Sequence[str]) -> Mapping[str, str]:
    """The words readers left at each comment, with how often; nothing for none. Two queries."""
    counts = reactions.counts(number(subject) for subject in subjects)
    with translation.override(options.paper().language):
        chosen = reactions.chosen()
        return {f"comment:{pk}": left(found, chosen) for pk, found in counts.items()}


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
