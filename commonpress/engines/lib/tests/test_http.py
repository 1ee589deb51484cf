import gzip
import os
import socket
import ssl
from collections.abc import Iterator
from threading import Event
from time import monotonic, sleep
from typing import Any

import pytest

from commonpress.engines.lib import http, public
from commonpress.engines.lib.http import Refused, Unreachable, fetch
from commonpress.engines.lib.tests.servers import CERTIFICATE, Server, moves, says, serving
from tests.late import Lateness

HTML = "Content-Type: text/html; charset=utf-8"


def anywhere(address: str, port: int) -> str | None:
    return None


@pytest.fixture
def canary() -> Iterator[Server]:
    """A server on this machine that nothing may reach."""
    with serving(says(HTML, b"secret")) as server:
        yield server


def answers(monkeypatch: pytest.MonkeyPatch, *replies: list[str]) -> list[str]:
    """Make every name resolve to each of ``replies`` in turn; returns the names asked for."""
    asked: list[str] = []

    def getaddrinfo(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(host)
        found = replies[min(len(asked), len(replies)) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return asked


def test_a_page_is_fetched_with_our_name_and_nothing_else() -> None:
    with serving(says(HTML + "\nX-Tide: high", b"<p>hi")) as server:
        got = fetch(server.url + "a b".replace(" ", "%20") + "?q=ș#part", types=["text/html"], judge=anywhere)
    assert (got.status, got.type, got.body) == (200, "text/html", b"<p>hi")
    assert got.headers["x-tide"] == "high"
    assert got.url == server.url + "a%20b?q=ș"
    request = server.requests[0].decode("ascii")
    assert request.startswith("GET /a%20b?q=%C8%99 HTTP/1.1\r\n")
    assert "User-Agent: Commonpress/" in request
    assert "ookie" not in request
    assert "eferer" not in request


def test_a_missing_page_is_an_answer_without_body() -> None:
    with serving(says(HTML, b"gone", status="404 Not Found")) as server:
        got = fetch(server.url, types=["image/"], judge=anywhere)
    assert (got.status, got.body) == (404, b"")


def test_what_did_not_change_is_answered_without_a_body() -> None:
    with serving(says(HTML + '\nETag: "tide"', b"", status="304 Not Modified")) as server:
        got = fetch(server.url, types=["text/xml"], judge=anywhere, headers={"If-None-Match": '"tide"'})
    assert (got.status, got.body, got.headers["etag"]) == (304, b"", '"tide"')
    assert 'If-None-Match: "tide"' in server.requests[0].decode("ascii")


WITHOUT_JUDGE = "127.0.0.1 2130706433 0177.0.0.1 0x7f.1 localhost １２７.0.0.1"
SPELLINGS = (
    "127.0.0.1 2130706433 0177.0.0.1 0x7f.1 0x7f000001 127.1 0 0.0.0.0 localhost localhost. LOCALHOST "
    "[::1] [::] [::ffff:127.0.0.1] [::ffff:7f00:1] [::127.0.0.1] [0:0:0:0:0:0:0:1] "
    "１２７.0.0.1 ⓛocalhost 127。0。0。1"
)


@pytest.mark.parametrize("host", SPELLINGS.split())
def test_no_spelling_of_this_machine_reaches_it(host: str, canary: Server) -> None:
    """Only the rule about addresses is asked, or the canary's odd port alone would be enough to refuse."""
    with pytest.raises((Refused, Unreachable)):
        fetch(f"http://{host}:{canary.port}/", judge=lambda address, _: public.refusal(address, 80))
    with pytest.raises((Refused, Unreachable)):
        fetch(f"http://{host}/")
    assert canary.requests == []


@pytest.mark.parametrize("host", WITHOUT_JUDGE.split())
def test_the_same_spellings_do_reach_it_when_allowed(host: str, canary: Server) -> None:
    """The control: it is the judge that refuses them, not a typing mistake of ours."""
    assert fetch(f"http://{host}:{canary.port}/", judge=anywhere).body == b"secret"


@pytest.mark.parametrize(
    "url",
    [
        *("file:///etc/passwd", "ftp://a.example/", "gopher://a.example/", "//a.example/", "a.example", ""),
        *(
            "http://",
            "http:///x",
            "http://user:pw@a.example/",
            "http://a.example@127.0.0.1/",
            "http://a b.example/",
        ),
        *(
            "http://a.example/\r\nX: y",
            "http://a.example:0/",
            "http://a.example:99999/",
            "http://[::1",
            "http://a\\@b/",
        ),
        *("http://8.8.8.8:22/", "https://8.8.8.8:8443/", "http://a.example/" + "x" * 9000),
    ],
)
def test_addresses_against_the_rules_are_refused(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, ["8.8.8.8"])
    monkeypatch.setattr(socket.socket, "connect", None)
    with pytest.raises(Refused) as caught:
        fetch(url)
    assert caught.value.reason


def test_one_private_address_among_public_ones_refuses_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, ["8.8.8.8", "10.0.0.1"])
    monkeypatch.setattr(socket.socket, "connect", None)
    with pytest.raises(Refused, match=r"10\.0\.0\.1"):
        fetch("http://a.example/")


def test_a_name_is_asked_for_once_and_its_judged_address_is_the_one_reached(
    canary: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rebinding: the second answer would be another address, and nobody asks for it."""
    asked = answers(monkeypatch, ["127.0.0.1"], ["127.0.0.9"])
    judged: list[tuple[str, int]] = []

    def judge(address: str, port: int) -> None:
        judged.append((address, port))

    assert fetch(f"http://a.example:{canary.port}/", judge=judge).body == b"secret"
    assert asked == ["a.example"]
    assert judged == [("127.0.0.1", canary.port)]
    assert f"Host: a.example:{canary.port}".encode() in canary.requests[0]


def test_a_redirect_to_this_machine_is_judged_again(canary: Server) -> None:
    with serving(moves(canary.url)) as server:

        def only_first(address: str, port: int) -> str | None:
            return None if port == server.port else f"{address} is not public"

        with pytest.raises(Refused, match="not public"):
            fetch(server.url, judge=only_first)
        for elsewhere in ("file:///etc/passwd", "http://u:p@a.example/", "http://"):
            with serving(moves(elsewhere)) as other, pytest.raises(Refused):
                fetch(other.url, judge=anywhere)
    assert canary.requests == []


def test_redirects_are_followed_to_their_end_and_no_further(canary: Server) -> None:
    with serving(moves(canary.url)) as server:
        assert fetch(server.url, judge=anywhere).url == canary.url
        with pytest.raises(Refused, match="redirects"):
            fetch(server.url, max_redirects=0, judge=anywhere)


def test_a_loop_of_redirects_ends() -> None:
    with serving(moves("/again")) as server:
        with pytest.raises(Refused, match="more than 5 redirects"):
            fetch(server.url, judge=anywhere)
        assert len(server.requests) == 6


def test_an_answer_of_the_wrong_type_is_refused() -> None:
    with serving(says(HTML, b"x")) as page, serving(says("", b"x")) as untyped:
        for server in (page, untyped):
            with pytest.raises(Refused, match="content type"):
                fetch(server.url, types=["image/", "application/json"], judge=anywhere)
        assert fetch(page.url, types=["text/"], judge=anywhere).body == b"x"


def test_size_is_bounded_as_declared_as_sent_and_as_decoded() -> None:
    bomb = gzip.compress(bytes(20_000_000))
    declared = b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n"
    with (
        serving(says("Content-Encoding: gzip", bomb)) as packed,
        serving(lambda talk, _: talk.sendall(declared)) as boasting,
        serving(endless) as stream,
    ):
        for server in (packed, boasting, stream):
            with pytest.raises(Refused, match="more than 1000000 bytes"):
                fetch(server.url, max_bytes=1_000_000, judge=anywhere)


def test_an_honest_packed_answer_is_unpacked() -> None:
    with serving(says("Content-Encoding: gzip", gzip.compress(b"tide" * 9))) as server:
        assert fetch(server.url, judge=anywhere).body == b"tide" * 9
    with serving(says("Content-Encoding: gzip", b"not gzip at all")) as broken, pytest.raises(Refused):
        fetch(broken.url, judge=anywhere)


def endless(talk: socket.socket, _asked: bytes) -> None:
    talk.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        talk.sendall(bytes(65536))


def drip(start: bytes) -> Any:
    def script(talk: socket.socket, _asked: bytes) -> None:
        talk.sendall(start)
        while True:
            talk.sendall(b"a")
            sleep(0.05)

    return script


@pytest.mark.parametrize(
    "start",
    [
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX-Slow: ",
        b"",
    ],
)
def test_a_slow_drip_is_cut_off_at_the_deadline(start: bytes) -> None:
    with serving(drip(start)) as server:
        began = monotonic()
        with Lateness() as late, pytest.raises(Unreachable):
            fetch(server.url, seconds=0.5, judge=anywhere)
        assert monotonic() - began < 1.5 + late.seconds


def test_silence_and_a_slow_name_end_at_the_deadline_too(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(lambda *_: sleep(3)) as server, pytest.raises(Unreachable, match="longer than"):
        fetch(server.url, seconds=0.3, judge=anywhere)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [Event().wait(2)][:0])  # empty, and late
    with pytest.raises(Unreachable, match="not resolved in time"):
        fetch("http://a.example/", seconds=0.3)


def test_a_closed_port_and_a_broken_answer_are_unreachable() -> None:
    other = b"SSH-2.0-OpenSSH\r\n\r\n"
    with serving(lambda talk, _: talk.sendall(other)) as server, pytest.raises(Unreachable):
        fetch(server.url, judge=anywhere)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(Unreachable, match="no connection"):
        fetch(f"http://127.0.0.1:{port}/", judge=anywhere)


def test_an_answer_cut_short_is_unreachable() -> None:
    short = b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"
    with serving(lambda talk, _: talk.sendall(short)) as server, pytest.raises(Unreachable):
        fetch(server.url, judge=anywhere)


def test_a_certificate_must_be_trusted_and_for_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(says(HTML, b"locked"), tls=True) as server:
        named, numbered = f"https://localhost:{server.port}/", f"https://127.0.0.1:{server.port}/"
        with pytest.raises(Unreachable):
            fetch(named, judge=anywhere)
        trusting = ssl.create_default_context(cafile=os.fspath(CERTIFICATE))
        monkeypatch.setattr(http, "trust", lambda: trusting)
        assert fetch(named, judge=anywhere).body == b"locked"
        with pytest.raises(Unreachable):
            fetch(numbered, judge=anywhere)


def test_proxies_of_the_system_are_not_used(canary: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    assert fetch(canary.url, judge=anywhere).body == b"secret"


def test_a_name_no_resolver_can_be_asked_for_is_refused() -> None:
    with pytest.raises(Refused, match="not a host name"):
        fetch("http://ș" + "a" * 70 + ".example/")


def test_who_hung_up_first_is_not_hung_up_on() -> None:
    """The timer may fire when the other side is gone."""
    one, other = socket.socketpair()
    other.close()
    one.close()
    http.hang_up(one)
    assert one.fileno() == -1
