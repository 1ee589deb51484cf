import asyncio
from typing import Any

import pytest
from granian import _futures

from commonpress.config import at_once
from commonpress.engines.edge.tests.people import run


class Watcher:
    """A request as granian hands it over, and what it is told of it."""

    def __init__(self) -> None:
        self.scope, self.proto = "scope", "proto"
        self.told: list[Any] = []

    def done(self) -> None:
        self.told.append("done")

    def err(self, problem: BaseException) -> None:
        self.told.append(problem)

    def taskref(self, task: Any) -> None:
        self.told.append(task)


def handed_over(answer: at_once.AtOnce) -> tuple[list[Any], list[str]]:
    """What granian is told, and whose coroutines were begun."""
    begun: list[str] = []
    watcher = Watcher()

    async def begin(_: Any) -> None:
        begun.append("coroutine")

    async def story() -> None:
        hand_over = at_once.schedule(asyncio.get_running_loop(), None, begin, answer)
        hand_over(watcher)
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    run(story)
    return watcher.told, begun


def test_what_is_answered_at_once_makes_no_task() -> None:
    asked: list[Any] = []
    told, begun = handed_over(lambda scope, proto: not asked.append((scope, proto)))  # type: ignore[func-returns-value]
    assert (told, begun, asked) == (["done"], [], [("scope", "proto")])


def test_everything_else_becomes_a_task_that_granian_can_cancel() -> None:
    told, begun = handed_over(lambda *_: False)
    assert begun == ["coroutine"]
    assert [isinstance(each, asyncio.Task) for each in told] == [True]


def test_a_failure_is_told_and_ends_nothing() -> None:
    told, begun = handed_over(lambda *_: 1 // 0 == 0)
    assert [type(each) for each in told] == [ZeroDivisionError]
    assert begun == []


def test_it_takes_the_place_of_granians_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """If this fails after an update of granian: look at what took that function's place, and mend ``at_once``."""
    monkeypatch.setattr(_futures, at_once.REPLACED, _futures._cbsched_aioschedule)  # put back at the end
    at_once.install(lambda: lambda *_: True)
    assert _futures._cbsched_aioschedule.__module__ == at_once.__name__
