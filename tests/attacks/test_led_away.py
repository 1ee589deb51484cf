"""Nobody is led off the site by an address somebody made up: thousands of spellings, in every place that leads on."""

from collections.abc import Iterator
from itertools import product
from urllib.parse import quote, urlsplit

import pytest
from django.test import Client

from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Story

HOSTS = (
    "evil.example",
    "evil.example:443",
    "ben@evil.example",
    "testserver@evil.example",
    "evil.example%23@testserver",
)
BEFORE = (
    "//", "///", "////", "\\\\", "/\\", "\\/", "/\\/", "https://", "HTTPS://", "http:/", "http:", "https:\\\\", "/%2f",
    "/%5c", "%2f%2f", "/\t/", "/\n/", "/\r/", "\t//", "\x00//", " //", "\u2028//", "\u3000//", "/.//", "/..//", "/;//",
    "javascript://", "data:text/html,//", "vbscript:", "ftp://", "//\u3002", "/\u2215", "\uff0f\uff0f", "https:///",
)  # fmt: skip
AFTER = ("", "/", "/account/", "?x", "#x", "\\", "/%2e%2e", "%00", "//")
FIELDS = ("next", "return", "url", "to", "back", "redirect", "continue")
PLACES = (
    "/account/sign-in/",
    "/account/join/",
    "/account/code/",
    "/account/elsewhere/cancelled/",
    "/.well-known/change-password",
)


def spellings() -> Iterator[str]:
    for before, host, after in product(BEFORE, HOSTS, AFTER):
        yield f"{before}{host}{after}"


def leads_away(location: str) -> bool:
    """As a browser reads it: backslashes are slashes, tabs and line ends are nothing."""
    read = location.replace("\\", "/").strip("".join(map(chr, range(33))))
    for nothing in "\t\r\n":
        read = read.replace(nothing, "")
    parts = urlsplit(read)
    return read.startswith("//") or bool(parts.scheme and parts.netloc not in {"testserver", ""}) or parts.scheme in {
        "javascript", "data", "vbscript"
    }  # fmt: skip


def test_no_spelling_leads_off_the_site_after_signing_in(ben: Member) -> None:
    from django.contrib.auth.hashers import make_password

    ben.password = make_password("harbour-light-1862", hasher="md5")  # so many times in a row
    ben.save(update_fields=["password"])
    client = Client()
    client.force_login(ben)
    every = list(spellings())
    assert len(every) > 1500
    for number, spelling in enumerate(every):
        place = PLACES[number % len(PLACES)]
        answer = client.get(place, {FIELDS[0]: spelling, FIELDS[1 + number % 6]: spelling})
        assert answer.status_code < 500, spelling
        location = answer.headers.get("Location", "")
        assert not leads_away(location), (place, spelling, location)


@pytest.mark.parametrize("place", ["/", "/search", "/section/harbour", "/by/ben", "/account", "/go/1"])
def test_a_missing_slash_is_added_to_no_other_site(client: Client, story: Story, place: str) -> None:
    for before in BEFORE:
        answer = client.get(quote(f"{before}evil.example{place}", safe="/\\:%;") or "/")
        assert not leads_away(answer.headers.get("Location", "")), before


def test_the_judge_knows_what_leads_away() -> None:
    for bad in (
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "\t//evil.example",
        "javascript:alert(1)",
    ):
        assert leads_away(bad), bad
    for good in ("/account/", "/search/?q=//x", "http://testserver/"):
        assert not leads_away(good), good
