"""What may be a password, and how it is kept."""

from pathlib import Path

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from commonpress.config.accounts import ACCOUNT_RATE_LIMITS
from commonpress.domain.members.models import Member

ROOT = Path(__file__).resolve().parents[2]
SIGN_IN = "/account/sign-in/"


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


def test_a_password_is_compared_as_it_was_typed(ben: Member) -> None:
    """Neither cut, trimmed nor folded: nor is the long end of it forgotten."""
    typed = "  Ferry \u0219i far, la amiaz\u0103 " + "and back again " * 8
    ben.set_password(typed)
    ben.save(update_fields=["password"])
    assert Client().post(SIGN_IN, {"login": ben.email, "password": typed}).status_code == 302
    for near in (typed.strip(), typed.lower(), typed[:-1], typed[:72], typed.replace("\u0219", "s")):
        assert Client().post(SIGN_IN, {"login": ben.email, "password": near}).status_code == 200, near


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        (SIGN_IN, {"login", "password", "remember"}),
        ("/account/password/forgotten/", {"email"}),
        ("/account/code/", {"email"}),
    ],
)
def test_no_way_in_asks_for_a_hint_or_a_secret_question(db: None, path: str, fields: set[str]) -> None:
    assert set(Client().get(path).context["form"].fields) <= fields


def test_the_limits_of_tries_stand_in_the_docs() -> None:
    """Each of them as the docs write it: so many a minute, an hour, ten minutes."""
    page = " ".join((ROOT / "docs" / "accounts.md").read_text(encoding="utf-8").split())
    per = {"m": "a minute", "h": "an hour", "10m": "in ten minutes"}
    for action in ("login", "login_failed", "signup", "request_login_code", "reset_password"):
        for limit in ACCOUNT_RATE_LIMITS[action].split(","):
            most, span, _whose = limit.split("/")
            assert f"{most} {per[span]}" in page, (action, limit)
