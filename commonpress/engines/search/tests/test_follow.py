import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from commonpress.engines.events import log, readers
from commonpress.engines.search import folder, follow, health, reader, rebuild
from commonpress.engines.search.find import Query, find
from commonpress.engines.search.tests.conftest import Shelf
from tests.late import Lateness


def found(text: str) -> list[str]:
    return [hit.subject for hit in find(Query(text)).hits]


def settle() -> None:
    for _ in range(100):
        if not follow.tick():
            return
    raise AssertionError("the index never comes to rest")


def test_the_worker_follows_the_log(shelf: Shelf) -> None:
    settle()
    shelf.put(1, "Lantern")
    assert found("lantern") == []
    settle()
    assert found("lantern") == ["thing:1"]
    shelf.put(1, "Candle")
    settle()
    assert (found("lantern"), found("candle")) == ([], ["thing:1"])
    shelf.take(1)
    settle()
    assert found("candle") == []
    assert "search" in readers.followers()


def test_what_changes_within_half_a_second_shares_a_commit(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle()
    shelf.put(1, "Lantern")
    settle()
    shelf.put(2, "Candle")
    assert follow.turn() is False
    assert found("candle") == []
    monkeypatch.setattr(follow._Work, "committed", time.monotonic() - follow.PACE)
    assert follow.turn() is True
    assert found("candle") == ["thing:2"]


def test_a_missing_index_is_built_by_the_worker(shelf: Shelf) -> None:
    shelf.put(1, "Lantern")
    assert health.trouble() == "there is none yet"
    settle()
    assert found("lantern") == ["thing:1"]
    assert health.trouble() == ""


def test_a_long_rebuild_lets_the_worker_do_other_things(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follow, "SLICE", 0.0)
    monkeypatch.setattr(rebuild, "BATCH", 2)
    for number in range(10):
        shelf.put(number, "Lantern")
    turns = 0
    while follow.tick():
        turns += 1
    assert turns >= 5
    assert find(Query("lantern")).total == 10


@pytest.mark.parametrize("harm", ["meta", "pieces", "cursor", "pointer"])
def test_a_damaged_index_is_rebuilt_by_itself(shelf: Shelf, harm: str) -> None:
    shelf.put(1, "Lantern")
    settle()
    damage(harm)
    reader._Kept.view, reader._Kept.looked = None, 0.0
    follow._Work.is_examined = False
    find(Query("lantern"))  # must not raise
    settle()
    assert found("lantern") == ["thing:1"]
    assert health.trouble() == ""


def damage(harm: str) -> None:
    here = folder.current()
    assert here
    if harm == "meta":
        (here / "meta.json").write_text("{")
    elif harm == "pieces":
        for piece in [*here.glob("*.store"), *here.glob("*.idx"), *here.glob("*.term")]:
            piece.write_bytes(b"nothing of use")
    elif harm == "cursor":
        (here / "cursor.json").unlink()
    else:
        (folder.root() / "current").write_text("v1-nowhere")


def test_an_index_of_another_database_is_rebuilt(shelf: Shelf) -> None:
    shelf.put(1, "Lantern")
    settle()
    here = folder.current()
    assert here
    folder.write_cursor(here, folder.Cursor(log.newest() + 1000))
    assert health.trouble() == "it belongs to another database"
    follow._Work.is_examined = False
    shelf.things.clear()
    shelf.put(2, "Candle")
    settle()
    assert (found("lantern"), found("candle")) == ([], ["thing:2"])


def test_only_one_process_of_a_node_writes(shelf: Shelf) -> None:
    settle()
    shelf.put(1, "Lantern")
    with folder.lock() as is_mine:
        assert is_mine
        assert follow.tick() is False
    settle()
    assert found("lantern") == ["thing:1"]


def test_a_crash_between_commit_and_cursor_repeats_and_changes_nothing(shelf: Shelf) -> None:
    settle()
    here = folder.current()
    assert here
    before = folder.read_cursor(here)
    shelf.put(1, "Lantern")
    settle()
    assert before
    folder.write_cursor(here, before)
    settle()
    assert find(Query("lantern")).total == 1


def test_rebuild_tells_how_far_it_is(shelf: Shelf) -> None:
    for number in range(3):
        shelf.put(number, "Lantern")
    told: list[tuple[int, int]] = []
    assert rebuild.rebuild(progress=lambda done, total: told.append((done, total))) == 3
    assert told == [(3, 3)]
    assert len(list(folder.root().glob("v*-*"))) == 1


WRITER = """
    import itertools
    from datetime import UTC, datetime
    from commonpress.engines.search import documents, folder, follow
    from commonpress.engines.search.documents import Document

    def given(subjects):
        return (Document(s, "en", "Lantern " + s, datetime.now(UTC), body="lantern " * 300) for s in subjects)

    documents._sources.clear()
    documents.source("thing", given, lambda: iter(()))
    for number in itertools.count():
        with folder.lock() as mine:
            follow._apply(folder.current(), {f"thing:{number}"})
        print(number, flush=True)
"""

READER = """
    import time
    from commonpress.engines.search.find import Query, find

    print("ready", flush=True)
    while not (hits := find(Query("{word}")).hits):
        time.sleep(0.02)
    print(time.time(), hits[0].subject, flush=True)
"""


def start(program: str, home: Path) -> "subprocess.Popen[str]":
    setup = "import django\ndjango.setup()\n"
    given = {"COMMONPRESS_HOME": str(home), "COMMONPRESS_INDEX_ROOT": str(django_settings.INDEX_ROOT)}
    environment = {**os.environ, **given, "DJANGO_SETTINGS_MODULE": "commonpress.config.settings"}
    return subprocess.Popen(
        [sys.executable, "-c", setup + textwrap.dedent(program)],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_a_writer_killed_in_the_middle_leaves_a_usable_index_and_no_lock(
    shelf: Shelf, tmp_path: Path
) -> None:
    rebuild.rebuild()
    for wait in (0.0, 0.005, 0.011, 0.017):
        writer = start(WRITER, tmp_path)
        assert writer.stdout
        done = [int(writer.stdout.readline()) for _ in range(3)]
        time.sleep(wait)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        reader.look_again()
        assert find(Query("lantern")).total >= len(done)
        shelf.put(999, "Afterwards")
        settle()
        assert found("afterwards") == ["thing:999"]
    assert not folder.needs_repair()


def test_another_process_finds_it_within_two_seconds(shelf: Shelf, tmp_path: Path) -> None:
    settle()
    program = start(READER.format(word="zanzibar"), tmp_path)
    assert program.stdout
    assert program.stdout.readline() == "ready\n"
    shelf.put(1, "Zanzibar")
    told = time.time()
    with Lateness() as late:
        settle()
        seen, subject = program.stdout.readline().split()
    program.wait()
    assert subject == "thing:1"
    assert float(seen) - told < 2.0 + late.seconds
