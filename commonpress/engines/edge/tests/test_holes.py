import asyncio
import threading
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest

from commonpress.engines.edge import holes, keys, render
from commonpress.engines.edge.bridge import Answer
from commonpress.engines.edge.page import FILLING_SECONDS, Coded, Page, coded, new_page
from commonpress.engines.edge.public import SHARED_SECONDS
from commonpress.engines.edge.tests.people import HTML, Edge, run

COUNTS: dict[str, str] = {}
ASKED: list[list[str]] = []


@pytest.fixture(autouse=True)
def counter() -> Iterator[None]:
    @holes.maker("counts")
    def counts(subjects: Sequence[str]) -> Mapping[str, str]:
        ASKED.append(list(subjects))
        return COUNTS

    COUNTS.clear()
    ASKED.clear()
    yield
    holes._makers.pop("counts")


def body() -> bytes:
    return f"<p>{holes.mark('counts', 'a')} and {holes.mark('counts', 'b')} and {holes.mark('counts', 'a')}</p>".encode()


def test_holes_are_filled_with_one_question_for_all() -> None:
    COUNTS.update(a="1", b="22")
    filled, found = holes.fill(body())
    assert filled == b"<p>1 and 22 and 1</p>"
    assert [filled[hole.start : hole.end] for hole in found] == [b"1", b"22", b"1"]
    assert ASKED == [["a", "b"]]


def test_a_hole_of_which_nothing_is_known_is_empty() -> None:
    assert holes.fill(body())[0] == b"<p> and  and </p>"


def test_holes_are_filled_again_with_longer_and_shorter_words() -> None:
    COUNTS.update(a="1", b="22")
    filled, found = holes.fill(body())
    COUNTS.update(a="333", b="")
    again = holes.refill(filled, found)
    assert again
    assert again[0] == b"<p>333 and  and 333</p>"
    assert holes.refill(*again) is None


def test_a_text_cannot_pass_for_a_hole() -> None:
    forged = b"<!--hole 0123456789abcdef counts a-->"
    assert holes.fill(forged) == (forged, ())


def test_only_the_words_of_a_page_are_made_again_when_they_are_due(monkeypatch: pytest.MonkeyPatch) -> None:
    """At most 60 seconds old: those words stand 30, a cache in front of us keeps them 29 or 30, whatever their ``Age``."""
    monkeypatch.setattr(keys, "parameters_of", lambda _: frozenset[str]())
    edge, made = Edge(monkeypatch), []

    def make(_: Any, key: str, name: str) -> render.Made:
        made.append(key)
        filled, found = holes.fill(body() * 30)
        return render.Made(
            new_page(key, HTML, filled, tags=frozenset(), holes=found), Answer(200, HTML, filled, None)
        )

    async def story() -> None:
        monkeypatch.setattr(render, "make", make)
        monkeypatch.setattr(render, "close_old_connections", lambda: None)
        edge.start()
        COUNTS.update(a="1")
        assert b"<p>1 and" in (await edge.ask("/")).body
        COUNTS.update(a="2")
        first = await edge.ask("/")
        assert b"<p>1 and" in first.body
        page = edge.memory.get("/")
        assert page
        page.fresh_until = page.old_until = 0.0  # half a minute later
        second, third = await asyncio.gather(edge.ask("/"), edge.ask("/"))
        assert b"<p>2 and" in second.body
        assert second.body == third.body
        assert second.headers["etag"] != first.headers["etag"]
        assert made == ["/"]

    run(story)
    assert FILLING_SECONDS + SHARED_SECONDS < 60


def test_nobody_waits_for_new_words_in_the_last_seconds_of_the_old(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "parameters_of", lambda _: frozenset[str]())
    asked, gate = threading.Event(), threading.Event()

    def fill(page: Page) -> Coded:
        asked.set()
        assert gate.wait(5)
        return coded(b"<p>new</p>" * 60, page.holes, page.content_type)

    monkeypatch.setattr(render, "fill", fill)
    edge = Edge(monkeypatch)

    async def story() -> None:
        edge.start()
        old = await edge.ask("/")
        page = edge.memory.get("/")
        assert page
        page.packed_holes, page.fresh_until = "views a 0 0", 0.0
        assert (await edge.ask("/")).body == old.body
        assert await asyncio.to_thread(asked.wait, 5)
        assert (await edge.ask("/")).body == old.body
        gate.set()
        await edge.application.flight("/")
        assert (await edge.ask("/", accept_encoding="identity")).body.startswith(b"<p>new")
        assert edge.maker.made == ["/"]

    run(story)


def test_words_that_cannot_be_had_stay_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "parameters_of", lambda _: frozenset[str]())
    edge = Edge(monkeypatch)

    async def story() -> None:
        edge.start()
        await edge.ask("/")
        page = edge.memory.get("/")
        assert page
        page.packed_holes = "unknown a 0 0"
        page.fresh_until = page.old_until = 0.0
        assert (await edge.ask("/")).status == 200
        assert edge.maker.made == ["/"]

    run(story)


def test_a_page_can_be_had_with_nothing_in_its_holes() -> None:
    COUNTS.update(a="1", b="22")
    assert holes.emptied(*holes.fill(body())) == b"<p> and  and </p>"
    assert holes.emptied(b"none", ()) == b"none"
