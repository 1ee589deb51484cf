import gzip
from collections.abc import Callable

import brotli
import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from commonpress.engines.edge import compress
from commonpress.engines.edge.public import public, tag

PAGE = "<p>The ferry came back at noon.</p>" * 100


@public
def page(request: HttpRequest) -> HttpResponse:
    return tag(HttpResponse(PAGE), ["front", "story:1", "front"])


def ask(**headers: str) -> HttpResponse:
    return page(RequestFactory().get("/", headers={k.replace("_", "-"): v for k, v in headers.items()}))


@pytest.mark.parametrize(
    ("accepted", "coding", "unpack"),
    [
        ("br, gzip", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("gzip, br;q=0", "gzip", gzip.decompress),
    ],
)
def test_a_public_page_goes_out_in_the_coding_asked_for(
    accepted: str, coding: str, unpack: Callable[[bytes], bytes]
) -> None:
    response = ask(accept_encoding=accepted)
    assert response["Content-Encoding"] == coding
    assert unpack(response.content).decode() == PAGE
    assert response["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("accepted", ["", "identity", "br;q=0", "zstd", ";;;", "br;q=x"])
def test_who_asks_for_no_coding_gets_none(accepted: str) -> None:
    response = ask(accept_encoding=accepted)
    assert "Content-Encoding" not in response
    assert response.content.decode() == PAGE


def test_each_coding_has_its_own_validator_and_each_is_answered_304() -> None:
    plain, packed = ask(), ask(accept_encoding="br")
    assert plain["ETag"] != packed["ETag"]
    again = ask(accept_encoding="br", if_none_match=packed["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert "Content-Encoding" not in again
    assert ask(accept_encoding="br", if_none_match=plain["ETag"]).status_code == 200


def test_only_reading_is_public() -> None:
    assert page(RequestFactory().post("/")).status_code == 405


def test_an_error_is_not_made_cacheable() -> None:
    response = public(lambda _: HttpResponse("no", status=404))(RequestFactory().get("/"))
    assert "Cache-Control" not in response
    assert "ETag" not in response


def test_the_tags_are_named_once() -> None:
    assert ask()["Cache-Tag"] == "front, story:1"


def test_pictures_and_crumbs_are_not_compressed() -> None:
    assert not compress.is_worthwhile("image/jpeg", 10_000)
    assert not compress.is_worthwhile("text/html; charset=utf-8", 20)
    assert compress.is_worthwhile("application/rss+xml", 10_000)


def test_a_page_whose_every_change_is_known_says_when_it_was() -> None:
    answer = tag(HttpResponse(PAGE), ["front"], changed=784111777)
    assert answer["Last-Modified"] == "Sun, 06 Nov 1994 08:49:37 GMT"
    assert "Last-Modified" not in tag(HttpResponse(PAGE), ["front"])
