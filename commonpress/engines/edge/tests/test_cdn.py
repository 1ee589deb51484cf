import json
import time
from collections.abc import Callable, Iterator
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.test import override_settings

from commonpress.engines.edge.cdn import BACK_OFF, Order, Teller
from commonpress.engines.edge.public import SHARED_SECONDS
from commonpress.engines.events.models import Event
from commonpress.engines.lib import clock


class Cache:
    """A cache in front of us; it does what it is told, or answers with another ``status``."""

    def __init__(self) -> None:
        self.status = 200
        self.asked: list[tuple[str, str, Message, bytes]] = []  # method, path, headers, body
        cache = self

        class Handler(BaseHTTPRequestHandler):
            def handle_one_request(self) -> None:
                self.raw_requestline = self.rfile.readline()
                if not self.raw_requestline or not self.parse_request():
                    self.close_connection = True
                    return
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                cache.asked.append((self.command, self.path, self.headers, body))
                self.send_response(cache.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/"
        Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def bodies(self) -> list[object]:
        return [json.loads(body) for *_, body in self.asked]


@pytest.fixture
def cache() -> Iterator[Cache]:
    made = Cache()
    yield made
    made.server.shutdown()
    made.server.server_close()


def happens(*stale: str) -> None:
    Event.objects.create(kind="story.published", subject="story:1", stale=list(stale), at=clock.now())


def teller(order: Order) -> Teller:
    found = Teller(order)
    found.tick()
    return found


def test_tags_are_told_in_one_request_as_the_operator_wrote_it(db: None, cache: Cache) -> None:
    order = Order(
        f"{cache.url}zones/1/purge",
        headers=(("Authorization", "Bearer secret"), ("Surrogate-Key", "{keys}")),
        body='{"tags": {tags}}',
    )
    found = teller(order)
    happens("front", "story:1")
    happens("front", "!story:2")
    assert found.tick()
    assert not found.tick()
    ((method, path, headers, body),) = cache.asked
    assert (method, path) == ("POST", "/zones/1/purge")
    assert headers["Authorization"] == "Bearer secret"
    assert headers["Surrogate-Key"] == "front story:1 story:2"
    assert json.loads(body) == {"tags": ["front", "story:1", "story:2"]}


@override_settings(BASE_URL="https://paper.example")
def test_addresses_are_told_one_by_one_where_the_other_knows_no_tags(db: None, cache: Cache) -> None:
    found = teller(Order(f"{cache.url.rstrip('/')}{{path}}", by="url", method="PURGE"))
    happens("topic:ferry", "unknown:1")
    found.tick()
    feeds = [f"/topic/ferry/feed.{kind}" for kind in ("rss", "atom", "json")]
    assert [(method, path) for method, path, *_ in cache.asked] == [
        ("PURGE", path) for path in ("/topic/ferry/", *feeds)
    ]


@override_settings(BASE_URL="https://paper.example")
def test_addresses_can_be_told_as_a_list(db: None, cache: Cache) -> None:
    found = teller(Order(cache.url, by="url", body='{"files": {urls}}'))
    happens("author:ben", "story:404")
    found.tick()
    paths = ("", "feed.rss", "feed.atom", "feed.json")
    assert cache.bodies() == [{"files": [f"https://paper.example/by/ben/{path}" for path in paths]}]


def test_many_tags_go_in_several_requests(db: None, cache: Cache) -> None:
    found = teller(Order(cache.url, body="{tags}"))
    happens(*(f"story:{n}" for n in range(70)))
    found.tick()
    assert [len(json.loads(body)) for *_, body in cache.asked] == [30, 30, 10]


def test_what_fails_is_tried_again_and_given_up_when_the_other_has_let_go_itself(
    db: None, cache: Cache, caplog: pytest.LogCaptureFixture
) -> None:
    cache.status = 500
    found = teller(Order(cache.url, body="{tags}"))
    happens("front")
    assert found.tick()
    assert not found.tick()  # it waits first
    assert 0 < found.again_at - time.monotonic() <= BACK_OFF[0]
    found.again_at = 0.0
    assert found.tick()
    assert len(cache.asked) == 2
    found.again_at = 0.0
    found.waiting = {tag: since - SHARED_SECONDS - 1 for tag, since in found.waiting.items()}
    found.tick()
    assert "1 cache tags could not be purged" in caplog.text
    assert found.waiting == {}


def test_what_happened_while_it_was_being_told_is_told_too(db: None, cache: Cache) -> None:
    found = teller(Order(cache.url, body="{tags}"))
    happens("a")
    tell: Callable[..., bool] = found.tell

    def meanwhile(tags: list[str]) -> bool:
        found.waiting["b"] = time.monotonic()
        return tell(tags)

    found.tell = meanwhile  # type: ignore[method-assign,assignment]
    found.tick()
    assert list(found.waiting) == ["b"]


def test_nobody_is_told_unless_the_operator_says_so() -> None:
    assert Order.of_settings() is None
    with override_settings(PURGE_URL="https://cdn.example/", PURGE_HEADERS="Fastly-Key: a:b | X: {keys}"):
        order = Order.of_settings()
    assert order
    assert order.headers == (("Fastly-Key", "a:b"), ("X", "{keys}"))
