"""What the server's own thread answers while the event loop's makes, fills and purges."""

import asyncio
import re
from typing import Any

from commonpress.engines.edge.page import coded
from commonpress.engines.edge.tests.people import HTML, Edge, Headers, Protocol, Scope, run

TURNS = 300


def asked(path: str = "/", host: str = "paper.example", **headers: str) -> Scope:
    return Scope("GET", path, headers=Headers({"host": host, **headers}))


def test_the_first_of_each_host_and_coding_goes_to_the_event_loop(edge: Edge) -> None:
    """There a coding is made, and a host judged, without a second thread."""

    async def story() -> None:
        edge.start()
        gzip = {"accept-encoding": "gzip"}
        await edge.ask("/", accept_encoding="br")
        page = edge.memory.get("/")
        assert page
        assert not edge.application.at_once(asked(**gzip), Protocol())
        assert not edge.application.at_once(asked(host="other.example", **gzip), Protocol())
        assert list(page.variants) == ["br"]
        await edge.ask("/", accept_encoding="gzip")
        assert edge.application.at_once(asked(**gzip), Protocol())
        assert edge.maker.made == ["/"]

    run(story)


def test_of_both_threads_every_answer_is_counted(edge: Edge) -> None:
    async def story() -> None:
        edge.start()
        for _ in range(3):  # made, a coding more, at once
            await edge.ask("/", accept_encoding="gzip")
        tag = (await edge.ask("/", accept_encoding="gzip")).headers["etag"]
        await edge.ask("/", accept_encoding="gzip", if_none_match=tag)
        assert edge.application.figures.counted() == {"kept 2xx": 3, "kept 3xx": 1}

    run(story)


def test_nobody_who_asks_after_a_purge_is_answered_with_what_was_purged(edge: Edge) -> None:
    """Two threads, many orders: what goes out is whole, and never older than the purge that came before the question."""
    purged = 0
    wrong: list[Any] = []
    is_over = False

    def read() -> int:
        answered = 0
        while not is_over:
            at_least, protocol = purged, Protocol()
            if edge.application.at_once(asked(**{"accept-encoding": ""}), protocol):
                answered += 1
                versions = set(re.findall(rb"version (\d+)", protocol.said.body))
                if len(versions) != 1 or int(versions.pop()) < at_least:
                    wrong.append(protocol.said)
        return answered

    async def story() -> None:
        nonlocal purged, is_over
        edge.start()
        reader = asyncio.get_running_loop().run_in_executor(None, read)
        for turn in range(TURNS):
            edge.maker.words = b"<p>version %d</p>" % turn
            await edge.ask("/", accept_encoding="")
            page = edge.memory.get("/")
            assert page
            page.write(coded(edge.maker.words * 40, (), dict(HTML)["Content-Type"]), page.made_at)
            edge.application.coded(page, {"accept-encoding": ""})
            await asyncio.sleep(0.0005)  # the reader's turn
            edge.application.purge(["site"])
            purged = turn + 1
        is_over = True
        assert await reader > 0
        assert wrong == []

    run(story)
