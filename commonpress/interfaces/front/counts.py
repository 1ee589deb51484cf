"""What fills the holes of a page: how often a story was read, and the token its readers are counted by."""

from collections.abc import Mapping, Sequence

from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import ngettext

from commonpress.engines.edge.holes import maker
from commonpress.engines.lib import numbers
from commonpress.engines.readership import token, totals
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


@maker("seen")
def seen(subjects: Sequence[str]) -> Mapping[str, str]:
    return {subject: token.make(subject) for subject in subjects}
