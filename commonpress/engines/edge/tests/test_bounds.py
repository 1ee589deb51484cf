"""The numbers that decide what is kept, for how long and in how much room. They stand here once more, as numbers."""

from typing import Any

import pytest
import urllib3

from commonpress.engines.edge import bridge, cdn, compress, keys, places
from commonpress.engines.edge.lanes import Lanes
from commonpress.engines.edge.memory import Memory
from commonpress.engines.edge.page import Page, new_page

HTML = [("Content-Type", "text/html; charset=utf-8")]


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def page(key: str = "/", body: bytes = b"x", now: float = 1000.0) -> Page:
    return new_page(key, HTML, body, tags={"site"}, now=now)


def test_words_are_packed_from_five_hundred_bytes_on() -> None:
    assert not compress.is_worthwhile("text/html", 499)
    assert compress.is_worthwhile("text/html", 500)


def test_a_question_is_kept_up_to_a_kilobyte() -> None:
    assert keys.key_of("/search/", f"q={'a' * 1022}")
    assert keys.key_of("/search/", f"q={'a' * 1023}") is None


def test_two_pages_are_made_at_once() -> None:
    begun: list[str] = []
    lanes = Lanes(lambda key, _: begun.append(key))
    for key in ("a", "b", "c"):
        lanes.add(key, object(), urgent=True)
    assert begun == ["a", "b"]


def test_questions_have_an_eighth_of_the_room() -> None:
    memory = Memory(80_000)
    assert (memory.plain.limit, memory.asked.limit) == (70_000, 10_000)


def test_an_old_page_stands_in_for_less_than_a_day_and_no_longer() -> None:
    clock = Clock()
    memory = Memory(1_000_000, clock)
    memory.finish(memory.begin("/"), page())
    memory.purge(["site"])
    clock.now += 86_399
    assert memory.stand_in("/")
    clock.now += 1
    assert memory.stand_in("/") is None


def test_what_python_keeps_beside_a_page_is_counted() -> None:
    assert page(body=b"x" * 100).size() == 5100


def test_words_in_holes_are_right_for_half_a_minute_and_a_page_for_an_hour() -> None:
    found = page()
    assert (found.fresh_until, found.old_until, found.expires_at) == (1025.0, 1030.0, 4600.0)
    found.filled(4580.0)
    assert (found.fresh_until, found.old_until) == (4600.0, 4600.0)


def test_a_body_of_a_megabyte_is_sent_whole_and_a_longer_one_in_pieces() -> None:
    class Response:
        streaming = True

        def __init__(self, length: int) -> None:
            self.headers = {"Content-Length": str(length)}

    assert not bridge.is_long(Response(1_048_576))
    assert bridge.is_long(Response(1_048_577))


@pytest.mark.parametrize(
    ("status", "is_told"), [(200, True), (299, True), (300, False), (404, True), (199, False)]
)
def test_the_other_cache_was_told_when_it_says_so(
    status: int, is_told: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Answered:
        def __init__(self, *, retries: Any, **_: Any) -> None:
            assert retries is False, "an order is given again by the next tick, not within this one"
            self.status = status

        def __enter__(self) -> "Answered":
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def request(self, *_: Any, redirect: bool, **__: Any) -> "Answered":
            assert not redirect, "an order is led nowhere else"
            return self

    monkeypatch.setattr(urllib3, "PoolManager", Answered)
    assert cdn.Teller(cdn.Order("https://cdn.example/purge", body="{tags}")).tell(["site"]) is is_told


def test_a_page_that_asks_for_nothing_is_kept_whatever_the_question() -> None:
    assert keys.key_of("/2026/11/ferry/", f"x={'a' * 2000}") == "/2026/11/ferry/"


def test_who_says_where_a_tag_stands_keeps_the_function(monkeypatch: pytest.MonkeyPatch) -> None:
    def find(_: str) -> list[str]:
        return ["/"]

    monkeypatch.setattr(places, "_places", {})
    assert places.place("section")(find) is find
    assert places.of(["section:harbour", "section:port", "front"]) == ["/"]
