"""Sentences with a number in them, and words that mean something else elsewhere: what a template cannot say alone."""

from django.utils import translation
from django.utils.translation import ngettext, pgettext

from commonpress.engines.lib import numbers


def minutes(n: int) -> str:
    return ngettext("%(minutes)s minute’s read", "%(minutes)s minutes’ read", n) % {"minutes": n}


def comments(n: int) -> str:
    return _counted(n, ngettext("%(shown)s comment", "%(shown)s comments", numbers.shown(n)))


def all_comments(n: int) -> str:
    said = ngettext("Read the %(shown)s comment", "Read all %(shown)s comments", numbers.shown(n))
    return _counted(n, said)


def changed() -> str:
    return pgettext("of a comment", "changed")


def own_name(language: str) -> str:
    """What a language calls itself."""
    name: str = translation.get_language_info(language)["name_local"]
    return name


def _counted(n: int, said: str) -> str:
    return said % {"shown": numbers.compact(n, translation.get_language() or "en")}
