"""What may be a password, and how it is kept."""

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from commonpress.domain.members.models import Member


def test_a_long_sentence_is_a_password(ben: Member) -> None:
    validate_password("the tide comes in at noon and goes out again in the evening, twice " * 2, ben)


@pytest.mark.parametrize(
    "word", ["", "short", "password", "password1", "12345678", "qwertyuiop", "iloveyou1"]
)
def test_common_and_short_ones_are_none(ben: Member, word: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(word, ben)


def test_they_are_kept_as_slow_hashes() -> None:
    """In a paper; the tests themselves may hash quickly."""
    from django.conf import global_settings

    from commonpress.config import settings as own

    assert not hasattr(own, "PASSWORD_HASHERS")
    assert global_settings.PASSWORD_HASHERS[0].endswith("PBKDF2PasswordHasher")
    assert PBKDF2PasswordHasher.iterations >= 1_000_000
