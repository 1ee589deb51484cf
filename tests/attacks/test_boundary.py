"""Requests that two programs could read in two ways, and senders who say they are somebody else: raw, on the server."""

import time

import pytest

from tests.attacks.line import PROXY, STRANGER, Target, ask, send, statuses, told

SMUGGLED = b"GET /smuggled-7f3a/ HTTP/1.1\r\nHost: paper.example\r\n\r\n"
HEAD = b"POST /seen/ HTTP/1.1\r\nHost: paper.example\r\n"
AMBIGUOUS = {
    "CL.TE": HEAD + b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SMUGGLED,
    "TE.CL": HEAD
    + b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n"
    + b"%x\r\n" % len(SMUGGLED)
    + SMUGGLED
    + b"\r\n0\r\n\r\n",
    "two lengths": HEAD + b"Content-Length: 0\r\nContent-Length: %d\r\n\r\n" % len(SMUGGLED) + SMUGGLED,
    "a list of lengths": HEAD + b"Content-Length: 0, %d\r\n\r\n" % len(SMUGGLED) + SMUGGLED,
    "a signed length": HEAD + b"Content-Length: +%d\r\n\r\n" % len(SMUGGLED) + SMUGGLED,
    "a length of no number": HEAD + b"Content-Length: 0x10\r\n\r\n" + SMUGGLED,
    "a space before the colon": HEAD + b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + SMUGGLED,
    "an unknown coding": HEAD + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + SMUGGLED,
    "chunked in the middle": HEAD + b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + SMUGGLED,
    "a folded line": HEAD + b"Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n" + SMUGGLED,
    "a length of chunk that overflows": HEAD
    + b"Transfer-Encoding: chunked\r\n\r\n10000000000000000\r\n"
    + SMUGGLED,
    "a bare carriage return": b"GET / HTTP/1.1\r\nHost: paper.example\r\nX: a\rGET /smuggled-7f3a/ HTTP/1.1\r\n\r\n",
    "a NUL": b"GET /\x00 HTTP/1.1\r\nHost: paper.example\r\n\r\n",
    "a NUL in a header": b"GET / HTTP/1.1\r\nHost: paper.example\r\nX: a\x00b\r\n\r\n",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
}


@pytest.mark.parametrize("how", AMBIGUOUS)
def test_nothing_is_smuggled_in(target: Target, how: str) -> None:
    """Either the line is refused or it is read in one way, with the rest of it as part of the first request's body."""
    came = send(target.server, AMBIGUOUS[how] + b"GET /after/ HTTP/1.1\r\nHost: x\r\n\r\n", wait=0.4)
    codes = statuses(came)
    assert len(codes) <= 1 or codes[0] >= 400 or how == "TE.CL", (codes, came[:300])
    assert all(code < 500 for code in codes), codes
    assert 200 not in codes, came[:300]


@pytest.mark.parametrize("how", ["CL.TE", "two lengths"])
def test_the_same_line_without_the_trick_is_two_answers(target: Target, how: str) -> None:
    """The control: pipelined requests do come through, so that what was refused above was refused for its form."""
    came = send(target.server, HEAD + b"Content-Length: 0\r\n\r\n" + SMUGGLED, wait=3)
    assert len(statuses(came)) == 2, how


def test_of_two_hosts_neither_poisons(target: Target) -> None:
    line = b"GET http://evil-7f3a.example/ HTTP/1.1\r\nHost: paper.example\r\nConnection: close\r\n\r\n"
    two = b"GET / HTTP/1.1\r\nHost: paper.example\r\nHost: evil-7f3a.example\r\nConnection: close\r\n\r\n"
    for data in (line, two):
        assert b"evil-7f3a" not in send(target.server, data, wait=1)
    assert b"evil-7f3a" not in ask(target.server, "/").body


def test_what_a_stranger_forwards_is_believed_by_nobody(target: Target) -> None:
    """At a trusted proxy's address the same words are believed: that is the control."""
    for source, secure in ((STRANGER, False), (PROXY, True)):
        answer = ask(
            target.server, "/account/sign-in/", source=source, host="paper.example", x_forwarded_proto="https"
        )
        assert bool(answer["strict-transport-security"]) is secure


def test_a_slow_or_endless_head_is_cut_off(target: Target) -> None:
    """A head that never ends is refused at its size, and other readers are answered meanwhile."""
    began = time.monotonic()
    came = send(target.server, b"GET / HTTP/1.1\r\nHost: paper.example\r\nX: " + b"a" * 2_000_000, wait=2)
    assert told(came).status in {0, 400, 431}
    many = b"".join(b"X-%d: a\r\n" % number for number in range(20_000))
    assert told(send(target.server, b"GET / HTTP/1.1\r\n" + many + b"\r\n", wait=2)).status in {0, 400, 431}
    assert ask(target.server, "/", host="paper.example").status == 200
    assert time.monotonic() - began < 10


BROKEN = "%0d%0aSet-Cookie:%20evil-7f3a=1%0d%0a%0d%0a<b>"
PLACES = (
    "/search/?q={}", "/account/sign-in/?next=/{}", "/{}", "/section/harbour{}/", "/by/olga{}/", "/flag/?subject={}",
    "/account/{}", "/search?q={}", "/2026/11/{}/", "/media/{}.jpg", "/api/v1/stories/?cursor={}", "/sitemap{}.xml",
)  # fmt: skip


@pytest.mark.parametrize(
    "mark", [BROKEN, BROKEN.replace("%0d", ""), BROKEN.replace("%0a", ""), "%e5%98%8a%e5%98%8d" + BROKEN]
)
def test_no_text_in_an_address_becomes_a_header(target: Target, mark: str) -> None:
    for place in PLACES:
        answer = ask(target.server, place.format(mark), host="paper.example")
        assert 200 <= answer.status < 500, place
        assert "evil-7f3a" not in str(answer.headers.get("set-cookie", "")), place
        assert "evil-7f3a" not in "".join(answer.headers), place
