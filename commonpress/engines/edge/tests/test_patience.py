import asyncio
import threading
from types import SimpleNamespace
from typing import Any

import pytest

from commonpress.engines.edge import bridge, patience
from commonpress.engines.edge.tests.people import Edge, Headers, Protocol, Scope, run

ENOUGH = 1000  # looks, ten milliseconds apart


def test_an_old_page_goes_out_when_the_new_one_does_not_come(
    edge: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "OLD_PAGE_SECONDS", 0.05)

    async def story() -> None:
        edge.start()
        old = await edge.ask("/")
        edge.maker.gate.clear()
        edge.application.purge(["site"])
        assert (await edge.ask("/")).body == old.body
        edge.maker.gate.set()

    run(story)


def test_who_waits_for_a_page_that_never_was_is_told_to_come_again(
    edge: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "NEW_PAGE_SECONDS", 0.05)

    async def story() -> None:
        edge.start()
        edge.maker.gate.clear()
        said = await edge.ask("/")
        assert (said.status, said.headers["cache-control"]) == (503, "no-store")
        assert int(said.headers["retry-after"]) > 0
        edge.maker.gate.set()

    run(story)


def test_a_withdrawn_page_does_not_go_out_however_slow_the_new_one_is(
    edge: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "NEW_PAGE_SECONDS", 0.05)

    async def story() -> None:
        edge.start()
        edge.maker.tags["/"] = frozenset({"story:1"})
        await edge.ask("/")
        edge.maker.gate.clear()
        edge.application.purge(["!story:1"])
        assert (await edge.ask("/")).status == 503
        edge.maker.gate.set()

    run(story)


def test_when_the_database_is_away_nobody_waits_to_hear_it_again(edge: Edge) -> None:
    async def story() -> None:
        edge.start()
        first, second = await edge.ask("/"), await edge.ask("/about/")
        edge.maker.status = 503
        edge.application.purge(["site"])
        assert (await edge.ask("/")).body == first.body
        made = len(edge.maker.made)
        assert (await edge.ask("/about/")).body == second.body
        assert len(edge.maker.made) == made

    run(story)


def waits(gate: threading.Event, begun: list[str]) -> Any:
    def ask(_: Any, environ: dict[str, Any]) -> bridge.Answer:
        begun.append(environ["REQUEST_METHOD"])
        if environ["REQUEST_METHOD"] == "POST":
            gate.wait(5)
        return bridge.Answer(200, [("Content-Type", "text/plain")], b"done", None)

    return ask


def test_writes_that_wait_for_a_lock_leave_a_thread_to_those_who_read(
    all_is_public: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "QUEUE_SECONDS", 0.1)
    gate, begun = threading.Event(), list[str]()
    monkeypatch.setattr(bridge, "ask", waits(gate, begun))

    async def story() -> None:
        edge = Edge(monkeypatch, threads=2).start()
        first = asyncio.create_task(edge.ask("/private/", "POST"))
        for _ in range(ENOUGH):
            if begun:
                break
            await asyncio.sleep(0.01)
        refused = await edge.ask("/private/", "POST")
        assert (refused.status, refused.headers["retry-after"]) == (503, "2")
        assert (await edge.ask("/private/")).body == b"done"
        gate.set()
        assert (await first).body == b"done"
        assert begun.count("POST") == 1, "what was refused was not begun"

    run(story)


def test_who_is_not_answered_in_time_is_told_so_and_what_was_begun_goes_on(
    all_is_public: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, begun, told = threading.Event(), list[str](), list[tuple[str, str, bool]]()
    monkeypatch.setattr(bridge, "ask", waits(gate, begun))

    def come_again(*asked: Any) -> Any:
        told.append(asked)
        return [("cache-control", "no-store")], b"look"

    async def story() -> None:
        edge = Edge(monkeypatch, come_again=come_again, patient=["/data/"], answer_seconds=0.1).start()
        picture = asyncio.create_task(edge.ask("/private/", "POST", content_type="multipart/form-data; a=b"))
        archive = asyncio.create_task(edge.ask("/data/", "POST"))
        late = await edge.ask("/private/", "POST")
        assert (late.status, late.body, told) == (503, b"look", [("/private/", "POST", True)])
        assert (edge.application.waiting, begun.count("POST")) == (3, 3)
        gate.set()
        assert [(await each).body for each in (picture, archive)] == [b"done", b"done"]
        await asyncio.sleep(0.05)
        assert edge.application.waiting == 0

    run(story)


def test_an_answer_that_nobody_waits_for_is_closed(
    all_is_public: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, closed = threading.Event(), threading.Event()
    response = SimpleNamespace(close=closed.set)

    def ask(*_: Any) -> bridge.Answer:
        gate.wait(5)
        return bridge.Answer(200, [], iter([b"a long file"]), response)

    monkeypatch.setattr(bridge, "ask", ask)

    async def story() -> None:
        edge = Edge(monkeypatch, answer_seconds=0.05).start()
        assert (await edge.ask("/private/", "POST")).status == 503
        gate.set()
        await asyncio.sleep(0.1)
        assert closed.is_set()

    run(story)


@pytest.mark.parametrize("sent", [b"", b"body=half the te"])
def test_half_a_text_is_not_taken_for_a_whole_one(
    edge: Edge, monkeypatch: pytest.MonkeyPatch, sent: bytes
) -> None:
    monkeypatch.setattr(bridge, "ask", lambda *_: pytest.fail("it was handed on"))

    async def story() -> None:
        edge.start()
        assert (await edge.ask("/private/", "POST", body=sent, content_length="90")).status == 408

    run(story)


def test_a_body_of_unknown_length_is_refused(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server does not tell one in chunks that broke off from a whole one."""
    monkeypatch.setattr(bridge, "ask", lambda *_: pytest.fail("it was handed on"))

    async def story() -> None:
        edge.start()
        said = await edge.ask("/private/", "POST", body=b"body=half the te")
        assert (said.status, b"Content-Length" in said.body) == (411, True)

    run(story)


def test_a_body_that_does_not_come_on_is_given_up(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "PIECE_SECONDS", 0.05)

    class Slow(Protocol):
        async def __aiter__(self) -> Any:
            yield b"body="
            await asyncio.sleep(5)
            yield b"words"

    async def story() -> None:
        edge.start()
        slow = Slow()
        headers = Headers({"host": "paper.example", "content-length": "10"})
        await edge.application.__rsgi__(Scope("POST", "/private/", headers=headers), slow)
        assert slow.said.status == 408

    run(story)


def test_a_small_post_that_is_not_stored_in_time_may_be_sent_again(
    all_is_public: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "STORED_SECONDS", 0.05)

    async def story() -> None:
        edge = Edge(monkeypatch, direct={"/seen/": lambda *_: None}).start()
        said = await edge.ask("/seen/", "POST", body=b"t=1", content_length="3")
        assert said.status == 503

    run(story)
