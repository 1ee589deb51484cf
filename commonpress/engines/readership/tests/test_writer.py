import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import OperationalError

from commonpress.engines.readership import totals, writer
from commonpress.engines.readership.tests.people import crowd, sight
from commonpress.engines.readership.writer import Writer

pytestmark = pytest.mark.django_db(transaction=True)

SECONDS = 20


class Answers:
    """What ``done`` was told, and waiting for it."""

    def __init__(self) -> None:
        self.told: list[bool] = []
        self.news = threading.Condition()

    def __call__(self, stored: bool) -> None:
        with self.news:
            self.told.append(stored)
            self.news.notify_all()

    def wait(self, count: int) -> list[bool]:
        with self.news:
            assert self.news.wait_for(lambda: len(self.told) >= count, SECONDS)
        return self.told


@pytest.fixture
def writing() -> Iterator[Callable[..., Writer]]:
    made: list[Writer] = []

    def make(**options: Any) -> Writer:
        made.append(Writer(**options))
        return made[-1]

    yield make
    for each in made:
        each.stop()


def test_what_is_acknowledged_is_stored(writing: Callable[..., Writer]) -> None:
    done = Answers()
    writing().submit(crowd(3), done)
    assert done.wait(1) == [True]
    assert totals.seen(["story:1"]) == {"story:1": 3}


def test_nothing_to_count_is_answered_at_once(writing: Callable[..., Writer]) -> None:
    done = Answers()
    writing().submit([], done)
    assert done.told == [True]


def test_what_waits_is_committed_together(
    writing: Callable[..., Writer], monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    gate, entered = threading.Event(), threading.Event()

    def slow(sights: list[Any]) -> int:
        sizes.append(len(sights))
        entered.set()
        gate.wait(SECONDS)
        return len(sights)

    monkeypatch.setattr(writer, "store", slow)
    done, filled = Answers(), writing()
    filled.submit(crowd(1), done)
    assert entered.wait(SECONDS)
    for _ in range(25):
        filled.submit(crowd(100), done)
    gate.set()
    assert done.wait(26) == [True] * 26
    assert sizes == [1, 2000, 500]


def test_a_full_queue_turns_away_at_once_and_counts_nothing(
    writing: Callable[..., Writer], monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, entered = threading.Event(), threading.Event()

    def blocked(sights: list[Any]) -> int:
        entered.set()
        gate.wait(SECONDS)
        return 0

    monkeypatch.setattr(writer, "store", blocked)
    small, done = writing(waiting=10), Answers()
    small.submit(crowd(1), done)
    assert entered.wait(SECONDS)
    small.submit(crowd(10), done)
    begun = time.monotonic()
    small.submit(crowd(1), done)
    assert done.told == [False]
    assert time.monotonic() - begun < SECONDS / 2, "it did not wait for the one that is stored"
    gate.set()
    assert sorted(done.wait(3)) == [False, True, True]
    small.submit(crowd(5), done)
    assert done.wait(4)[-1], "and takes again when there is room"


def test_a_failed_database_is_told_and_survived(
    writing: Callable[..., Writer], monkeypatch: pytest.MonkeyPatch
) -> None:
    done, working = Answers(), writing()
    with monkeypatch.context() as broken:

        def gone(sights: list[Any]) -> int:
            raise OperationalError("database is locked")

        broken.setattr(writer, "store", gone)
        working.submit(crowd(2), done)
        assert done.wait(1) == [False]
    working.submit(crowd(2), done)
    assert done.wait(2) == [False, True]
    assert totals.seen(["story:1"]) == {"story:1": 2}


def test_someone_who_went_away_disturbs_nobody(writing: Callable[..., Writer]) -> None:
    def went(stored: bool) -> None:
        raise RuntimeError("the connection is closed")

    done, working = Answers(), writing()
    working.submit(crowd(1), went)
    working.submit([sight("story:2")], done)
    assert done.wait(1) == [True]


def test_stopping_commits_what_waits_and_takes_no_more(writing: Callable[..., Writer]) -> None:
    done, ending = Answers(), writing()
    for n in range(50):
        ending.submit([sight(address=f"10.0.0.{n}")], done)
    ending.stop()
    assert done.told == [True] * 50
    ending.submit(crowd(1), done)
    assert done.told[-1] is False
    ending.start()
    ending.submit([sight("story:2")], done)
    assert done.wait(52)[-1]


def test_a_forked_child_begins_anew(writing: Callable[..., Writer]) -> None:
    done, parents = Answers(), writing()
    parents.submit(crowd(1), done)
    done.wait(1)
    parents.stop()  # a thread is not forked
    parents.reset()  # what os.register_at_fork calls in the child
    assert parents.thread is None
    parents.submit([sight("story:2")], done)
    assert done.wait(2) == [True, True]


def test_threads_that_submit_at_once_are_all_counted(writing: Callable[..., Writer]) -> None:
    done, shared = Answers(), writing()

    def send(network: int) -> None:
        for each in crowd(100, network=network):
            shared.submit([each], done)

    threads = [threading.Thread(target=send, args=[n]) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert done.wait(400) == [True] * 400
    assert totals.seen(["story:1"]) == {"story:1": 400}
