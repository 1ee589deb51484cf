"""The line of every request, for those who ask for it."""

import asyncio
import logging
from collections.abc import Iterable
from typing import Any

import pytest

from commonpress.config import access
from commonpress.config.access import Access
from commonpress.engines.edge.tests.people import Edge, Headers, Protocol, Scope, run


@pytest.fixture
def edge(monkeypatch: pytest.MonkeyPatch) -> Edge:
    monkeypatch.setattr("commonpress.engines.edge.keys.parameters_of", lambda _: frozenset({"page"}))
    monkeypatch.setattr(access, "EVERY_SECONDS", 0.01)
    return Edge(monkeypatch, direct={"/seen/": lambda _body, _headers, _peer, answer: answer(204)})


def asked(method: str, path: str, **headers: str) -> Scope:
    return Scope(method, path, headers=Headers({"host": "paper.example", **headers}))


async def until_written(records: Iterable[Any], count: int) -> None:
    for _ in range(500):
        if len(list(records)) >= count:
            return
        await asyncio.sleep(0.01)


def test_each_request_has_one_line_and_what_django_told_has_none_here(
    edge: Edge, caplog: pytest.LogCaptureFixture
) -> None:
    around = Access(edge.application)

    async def story() -> None:
        around.__rsgi_init__(asyncio.get_running_loop())
        made = Protocol()
        assert not around.at_once(asked("GET", "/"), made)
        await around.__rsgi__(asked("GET", "/"), made)
        assert "x-request-id" in made.said.headers  # it has its line
        kept = Protocol()
        assert around.at_once(asked("GET", "/"), kept)
        assert "x-request-id" not in kept.said.headers
        tag = kept.said.headers["etag"]
        assert around.at_once(asked("GET", "/", **{"if-none-match": tag}), Protocol())
        sight = asked("POST", "/seen/", **{"content-length": "2"})
        await around.__rsgi__(sight, Protocol(b"{}"))
        await until_written((one for one in caplog.records if one.name == "commonpress.requests"), 3)

    with caplog.at_level(logging.INFO):
        run(story)
    lines = [one for one in caplog.records if one.name == "commonpress.requests"]
    told = [(one.getMessage(), vars(one)["status"]) for one in lines]
    assert told == [("GET /", 200), ("GET /", 304), ("POST /seen/", 204)]
    assert vars(lines[0])["bytes"] > 0
    assert vars(lines[0])["kind"] == "kept"


def test_of_too_many_it_is_told_how_many_there_were(
    edge: Edge, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "MOST", 1)
    around = Access(edge.application)
    for _ in range(3):
        around.keep(asked("GET", "/account/invitation/Hidden_Words-1/"), access.Noted(None), 0.0)
    with caplog.at_level(logging.INFO):
        access.tell(around.lines, around.left_out)
    assert [one.getMessage() for one in caplog.records] == [
        "GET /account/invitation/…/",
        "2 more requests in this second have no line",
    ]
