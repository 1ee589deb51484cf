import os
import threading
import time
from collections.abc import Callable

import pytest

from commonpress.engines.lib import tally as module
from commonpress.engines.lib.tally import Tally


def child(work: Callable[[], None]) -> None:
    """Do it in a process of its own that dies without a word."""
    pid = os.fork()
    if pid == 0:
        try:
            work()
        finally:
            os._exit(0)
    os.waitpid(pid, 0)


@pytest.fixture
def tally() -> Tally:
    made = Tally()
    os.register_at_fork(after_in_child=made.reset)
    return made


@pytest.mark.once
def test_what_processes_count_is_summed_and_outlives_them(tally: Tally) -> None:
    tally.add("purges", 3)
    for _ in range(3):
        child(lambda: tally.add("purges"))
    assert tally.total("purges") == 6


@pytest.mark.once
def test_a_new_process_goes_on_in_the_place_of_a_dead_one(tally: Tally) -> None:
    tally.add("purges")
    for _ in range(module.PLACES + 4):
        child(lambda: tally.put("kept 2xx", tally.own("kept 2xx") + 1))
    assert tally.total("kept 2xx") == module.PLACES + 4


@pytest.mark.once
def test_a_gauge_is_of_the_living_alone(tally: Tally, monkeypatch: pytest.MonkeyPatch) -> None:
    def work() -> None:
        tally.put("pages", 7)
        tally.beat()

    assert tally.least("pages") is None
    child(work)
    assert (tally.total("pages"), len(tally.alive()), tally.least("pages")) == (7, 1, 7)
    later = time.monotonic() + module.ALIVE_SECONDS + 1
    monkeypatch.setattr(time, "monotonic", lambda: later)
    assert (tally.total("pages"), tally.alive()) == (0, [])


def test_threads_of_one_process_lose_nothing(tally: Tally) -> None:
    def work() -> None:
        for _ in range(2000):
            tally.add("queries")

    threads = [threading.Thread(target=work) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert tally.total("queries") == 8000


def test_times_fall_into_buckets(tally: Tally) -> None:
    for seconds in (0.001, 0.005, 0.3, 60.0):
        tally.time("making", seconds)
    found = {bucket: tally.total(f"making {bucket}") for bucket in (*module.BUCKETS, "more")}
    assert {bucket: count for bucket, count in found.items() if count} == {0.005: 2, 0.5: 1, "more": 1}
    assert tally.total("making sum") == pytest.approx(60.306)


@pytest.mark.once
def test_each_process_leaves_one_note_and_a_long_one_is_left_out(tally: Tally) -> None:
    tally.note({"/": 12})
    child(lambda: tally.note({"/desk/": 40}))
    tally.note({"x" * module.NOTE_BYTES: 1})
    assert sorted(map(str, tally.notes())) == ["{'/': 12}", "{'/desk/': 40}"]


def test_one_process_too_many_counts_where_nobody_reads(
    tally: Tally, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tally, "_take_place", lambda: -1)
    tally.add("purges")
    tally.note({"/": 1})
    assert (tally.total("purges"), tally.notes()) == (0, [])


def test_where_no_file_in_memory_can_be_had_another_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "memfd_create")
    other = Tally()
    other.add("purges")
    assert other.total("purges") == 1
