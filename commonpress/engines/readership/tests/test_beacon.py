from typing import Any

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from commonpress.engines.readership import beacon, token
from commonpress.engines.readership.tests.people import CHROME, HEADERS, NOON, body, judged, sent


def test_what_a_browser_shows_is_a_sight() -> None:
    (sight,) = judged("story:7", referrer="www.Example.com")
    assert (sight.subject, sight.kind, sight.agent, sight.referrer) == (
        "story:7",
        "seen",
        "chrome-desktop",
        "example.com",
    )


def test_several_things_ripen_together_each_once() -> None:
    assert [sight.subject for sight in judged("story:1", "creative:2", "story:1")] == [
        "story:1",
        "creative:2",
    ]


@pytest.mark.parametrize(
    "header",
    [
        {"sec_gpc": "1"},
        {"sec_purpose": "prefetch;prerender"},
        {"sec_purpose": "prefetch"},
        {"purpose": "prefetch"},
        {"x_moz": "prefetch"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"user_agent": ""},
        {"user_agent": "curl/8.5.0"},
        {"user_agent": CHROME.replace("Chrome/", "HeadlessChrome/")},
        {"sec_ch_ua": '"HeadlessChrome";v="141"'},
    ],
    ids=str,
)
def test_what_is_no_reader_is_not_seen(header: dict[str, str]) -> None:
    assert judged("story:1")
    assert judged("story:1", **header) == []


@pytest.mark.parametrize("header", [{"sec_gpc": "0"}, {"sec_fetch_site": ""}, {"origin": ""}], ids=str)
def test_what_says_less_may_still_be_a_reader(header: dict[str, str]) -> None:
    assert judged("story:1", **header)


def test_the_papers_own_address_is_its_origin_whatever_host_a_proxy_names(settings: Any) -> None:
    settings.BASE_URL = "https://harbour.example"
    assert judged("story:1", origin="https://harbour.example", host="127.0.0.1:8000")
    assert not judged("story:1", origin="null", host="")


def test_a_bad_token_is_left_out_and_the_good_ones_count() -> None:
    good = token.make("story:1", now=NOON)
    said = beacon.parse(f"t={good}&t=forged&t={good[:-1]}2".encode(), HEADERS, "192.0.2.7")
    assert said
    assert [sight.subject for sight in beacon.judge(said, NOON)] == ["story:1"]


@pytest.mark.parametrize(
    "written",
    [
        b"",
        b"t",
        b"r=example.com",
        b"t=a&x=b",
        b"t=a&r=b&r=c&r=d&t",
        b"\xff\xfe",
        "t=ș".encode(),
        b"{}",
        b"&".join([b"t=a"] * 21),
        b"t=" + b"a" * 4096,
    ],
    ids=lambda written: repr(written[:20]),
)
def test_what_is_no_beacon_is_refused(written: bytes) -> None:
    assert beacon.parse(written, HEADERS, "192.0.2.7") is None


def test_twenty_are_the_most() -> None:
    said = beacon.parse(b"&".join([b"t=a"] * 20) + b"&r=example.com", HEADERS, "192.0.2.7")
    assert said
    assert len(said.tokens) == beacon.MOST


@given(st.binary(max_size=600))
def test_any_body_is_borne(written: bytes) -> None:
    said = beacon.parse(written, HEADERS, "192.0.2.7")
    assert said is None or beacon.judge(said, NOON) == []


def test_headers_as_django_has_them_do_as_well(rf: RequestFactory) -> None:
    request = rf.post("/seen/", headers=HEADERS)
    assert beacon.parse(body("story:1"), request.headers, "a") == beacon.parse(body("story:1"), HEADERS, "a")


def test_a_secret_that_was_changed_makes_the_old_tokens_worthless(settings: Any) -> None:
    said = token.make("story:1", now=NOON)
    assert token.read(said, NOON)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", []
    assert token.read(said, NOON) is None


def test_an_address_is_shown_by_no_repr() -> None:
    said = sent("story:1", address="198.51.100.77")
    assert "198.51" not in repr(said)
    assert "198.51" not in repr(beacon.judge(said, NOON)) + repr(judged("story:1", address="198.51.100.77"))


def test_judging_asks_no_database() -> None:
    assert judged("story:1")  # pytest-django refuses one here
