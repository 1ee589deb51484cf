import io
from typing import Any

import pytest
from django.http import HttpResponse, StreamingHttpResponse

from commonpress.engines.edge import bridge
from commonpress.engines.edge.tests.people import Headers, Protocol, Scope, run
from commonpress.engines.lib import peers

pytestmark = pytest.mark.usefixtures("one_connection")

PROXY = peers.networks(["127.0.0.0/8"])


def environ(
    headers: dict[str, str], client: str = "203.0.113.9:1", trusted: peers.Networks = ()
) -> dict[str, Any]:
    scope = Scope("POST", "/studio/", "a=1", Headers(headers), client)
    return bridge.environ_of(scope, io.BytesIO(b"body"), trusted)


def test_a_request_arrives_whole() -> None:
    found = environ({"host": "paper.example", "content-type": "text/plain", "cookie": "a=1"})
    assert found["PATH_INFO"] == "/studio/"
    assert found["QUERY_STRING"] == "a=1"
    assert (found["CONTENT_TYPE"], found["CONTENT_LENGTH"]) == ("text/plain", "4")
    assert (found["HTTP_HOST"], found["HTTP_COOKIE"], found["REMOTE_ADDR"]) == (
        "paper.example",
        "a=1",
        "203.0.113.9",
    )


@pytest.mark.parametrize(
    "name", ["x_forwarded_for", "x-forwarded-for", "x-forwarded-proto", "forwarded", "remote_user"]
)
def test_a_header_that_could_deceive_is_left_out(name: str) -> None:
    found = environ({name: "127.0.0.1"})
    assert found["REMOTE_ADDR"] == "203.0.113.9"
    assert found["wsgi.url_scheme"] == "http"
    assert not [key for key in found if "FORWARDED" in key or key == "HTTP_REMOTE_USER"]


def test_a_trusted_proxy_names_the_reader_and_the_scheme() -> None:
    given = {"x-forwarded-for": "198.51.100.1, 203.0.113.7", "x-forwarded-proto": "https"}
    found = environ(given, "127.0.0.1:2", PROXY)
    assert (found["REMOTE_ADDR"], found["wsgi.url_scheme"]) == ("203.0.113.7", "https")
    assert environ(given, "192.0.2.1:2", PROXY)["REMOTE_ADDR"] == "192.0.2.1"


def test_a_body_too_large_is_read_to_nobody() -> None:
    told = Scope("POST", "/", headers=Headers({"content-length": str(bridge.LARGEST_BODY + 1)}))
    with pytest.raises(bridge.TooLarge):
        run(lambda: bridge.body_of(told, Protocol()))


def test_a_body_that_never_ends_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bridge, "LARGEST_BODY", 10)
    with pytest.raises(bridge.TooLarge):
        run(lambda: bridge.body_of(Scope("POST", "/"), Protocol(b"x" * 11)))


def answer(response: Any) -> bridge.Answer:
    def django(_: Any, start: Any) -> Any:
        start("200 OK", list(response.items()))
        return response

    return bridge.ask(django, {})


def test_a_short_answer_comes_whole_and_a_long_one_in_pieces() -> None:
    assert answer(HttpResponse("words")).body == b"words"
    short = StreamingHttpResponse(iter([b"a", b"b"]), headers={"Content-Length": "2"})
    assert answer(short).body == b"ab"
    endless = answer(StreamingHttpResponse(iter([b"a", b"b"])))
    assert list(endless.body) == [b"a", b"b"]


def test_a_body_is_read_whole_and_a_question_has_none() -> None:
    told = Headers({"content-length": "4"})
    assert run(lambda: bridge.body_of(Scope("POST", "/", headers=told), Protocol(b"body"))).read() == b"body"
    assert run(lambda: bridge.body_of(Scope("GET", "/"), Protocol(b"body"))).read() == b""


def test_a_length_beyond_all_measure_is_not_waited_for() -> None:
    told = Scope("POST", "/", headers=Headers({"content-length": str(bridge.DRAINED_BYTES + 1)}))
    protocol = Protocol()
    with pytest.raises(bridge.TooLarge):
        run(lambda: bridge.body_of(told, protocol))


def test_what_goes_on_for_ever_is_drained_so_far_and_no_further(monkeypatch: pytest.MonkeyPatch) -> None:
    class Endless(Protocol):
        pieces = 0

        async def __aiter__(self) -> Any:
            while True:
                Endless.pieces += 1
                yield b"x" * 10

    monkeypatch.setattr(bridge, "LARGEST_BODY", 20)
    monkeypatch.setattr(bridge, "DRAINED_BYTES", 50)
    with pytest.raises(bridge.TooLarge):
        run(lambda: bridge.body_of(Scope("POST", "/"), Endless()))
    assert Endless.pieces == 6


def test_what_is_exactly_as_large_as_may_be_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bridge, "LARGEST_BODY", 4)
    scope = Scope("POST", "/", headers=Headers({"content-length": "4"}))
    assert run(lambda: bridge.body_of(scope, Protocol(b"body"))).read() == b"body"


def test_an_empty_body_has_no_length_and_http_2_names_the_host_apart() -> None:
    scope = Scope("POST", "/", authority="paper.example", http_version="2")
    found = bridge.environ_of(scope, io.BytesIO(), ())
    assert "CONTENT_LENGTH" not in found
    assert found["HTTP_HOST"] == "paper.example"


def test_a_header_that_came_twice_is_joined_as_its_kind_asks() -> None:
    found = bridge.headers_of([("cookie", "a=1"), ("cookie", "b=2"), ("accept", "x"), ("accept", "y")])
    assert found == {"HTTP_COOKIE": "a=1; b=2", "HTTP_ACCEPT": "x,y"}


def test_no_part_of_an_address_is_lost_on_the_way() -> None:
    assert (
        bridge.base("GET", "/știri/", "", io.BytesIO())["PATH_INFO"].encode("latin-1") == "/știri/".encode()
    )


def test_a_response_is_closed_whatever_happens() -> None:
    class Response(HttpResponse):
        was_closed = False

        def close(self) -> None:
            self.was_closed = True

    response = Response("words")
    answer(response)
    assert response.was_closed
