from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonpress.engines.readership.referrers import referrer


@pytest.mark.parametrize(
    ("said", "host"),
    [
        ("News.Example.com", "news.example.com"),
        ("www.example.com", "example.com"),
        (" example.ro. ", "example.ro"),
        ("xn--bcher-kva.example", "xn--bcher-kva.example"),
        ("t.co", "t.co"),
    ],
)
def test_a_public_host_is_kept_as_a_name(said: str, host: str) -> None:
    assert referrer(said) == host


@pytest.mark.parametrize(
    "said",
    [
        *("", "localhost", "intranet", "mail.corp", "printer.local", "nas.home.arpa", "192.0.2.1", "[::1]", "::1"),
        *("https://example.com/", "example.com/path?who=ada", "example.com:8000", "ada@example.com", "exa mple.com"),
        *("-a.com", "a..com", ".com", "a.b", "<b>.com", "a.com\n", "a" * 80 + ".com", "bücher.example", "example.123"),
    ],
)  # fmt: skip
def test_what_is_no_public_host_is_not_kept(said: str) -> None:
    assert referrer(said) in ("", "a.com")  # a line end is stripped


def test_the_paper_itself_is_no_referrer(settings: Any) -> None:
    settings.BASE_URL = "https://www.harbour.example"
    referrer.cache_clear()
    assert referrer("harbour.example") == ""
    assert referrer("www.harbour.example") == ""
    assert referrer("other.example") == "other.example"
    referrer.cache_clear()


@given(st.text(max_size=300))
def test_whatever_is_said_only_a_short_plain_name_is_kept(said: str) -> None:
    kept = referrer(said)
    assert len(kept) <= 80
    assert not set(kept) - set("abcdefghijklmnopqrstuvwxyz0123456789.-_")
