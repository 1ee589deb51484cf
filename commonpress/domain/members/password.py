"""What nobody may choose as a password besides what is short or common: what others know of the account."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from commonpress.engines.lib import text

ALIKE = 0.7  # of the letters in common, counted without order, as Django's own validator does
SHORTEST = 3  # letters of a name that say anything


class UnlikeTheAccount:
    """For AUTH_PASSWORD_VALIDATORS. Django's own takes addresses apart at every dot, and lets "ben.writes" pass."""

    def validate(self, password: str, user: Any = None) -> None:
        if user and (why := refusal(password, email=user.email, names=(user.name, user.handle))):
            raise ValidationError(why, code="password_too_similar")

    def get_help_text(self) -> str:
        return _("It is neither your mail address nor your name.")


def refusal(password: str, *, email: str = "", names: tuple[str, ...] = ()) -> str:
    """Why this is no password for the account, in words; empty when it may be. No user need exist yet."""
    if any(alike(password, part) for part in of_address(email)):
        return _(
            "This is nearly your mail address, which somebody else would try first. Choose a few words that have nothing "
            "to do with it."
        )
    if any(alike(password, name) for name in names):
        return _(
            "This is nearly your name, which somebody else would try first. Choose a few words that have nothing to do "
            "with it."
        )
    return ""


def of_address(email: str) -> Iterator[str]:
    local, _at, domain = email.partition("@")
    yield from (email, local, local.partition("+")[0], domain)


def alike(password: str, other: str) -> bool:
    ours, theirs = plain(password), plain(other)
    if len(theirs) < SHORTEST:
        return False
    matcher = SequenceMatcher(a=ours, b=theirs)
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE


def plain(words: str) -> str:
    return "".join(character for character in text.fold(words) if character.isalnum())
