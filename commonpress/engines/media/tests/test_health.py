import os
import time
from pathlib import Path

import pytest

from commonpress.engines.events import work
from commonpress.engines.media import files, health
from commonpress.engines.media.health import DAY, FIRST_SWEEP, GRACE_SECONDS, missing_files, sweep_orphans
from commonpress.engines.media.renditions import render_now
from commonpress.engines.media.store import store
from commonpress.engines.media.tests.make import jpeg

pytestmark = pytest.mark.django_db


def aged(path: Path) -> Path:
    then = time.time() - GRACE_SECONDS - 5
    os.utime(path, (then, then))
    return path


def test_missing_files_are_named() -> None:
    picture = store(jpeg((300, 300)))
    render_now(picture)
    assert missing_files() == []
    lost = picture.renditions[0]["name"]
    files.path_of(lost).unlink()
    files.path_of(picture.name).unlink()
    assert missing_files() == sorted([lost, picture.name])


def test_only_old_files_nobody_lists_are_swept() -> None:
    kept, gone = store(jpeg((300, 300))), store(jpeg((200, 200)))
    for picture in (kept, gone):
        render_now(picture)
    half = files.folder() / kept.name[:2] / ".part-0123456789abcdef"
    half.write_bytes(b"half")
    owners = files.folder() / "ab" / "readme.txt"
    owners.parent.mkdir(exist_ok=True)
    owners.write_text("mine")
    orphans = sorted(
        [gone.name, *(copy["name"] for copy in gone.renditions), half.relative_to(files.folder()).as_posix()]
    )
    gone.delete()
    assert sweep_orphans() == []  # too fresh: an upload writes its files before its row
    for path in files.folder().rglob("*"):
        if path.is_file():
            aged(path)
    assert sweep_orphans(dry_run=True) == orphans
    assert half.exists()
    assert sweep_orphans(dry_run=False) == orphans
    assert not any((files.folder() / name).exists() for name in orphans)
    assert missing_files() == []
    assert owners.exists()


def test_the_worker_sweeps_once_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    turned = 1000.0
    monkeypatch.setattr(time, "monotonic", lambda: turned)
    monkeypatch.setattr(health._Due, "at", 0.0)
    orphan = files.folder() / "ab" / ".part-0123456789abcdef"
    orphan.parent.mkdir(parents=True)
    aged_orphan(orphan)
    work.turn()
    assert orphan.exists()  # not while the server starts
    turned += FIRST_SWEEP
    work.turn()
    assert not orphan.exists()
    aged_orphan(orphan)
    turned += DAY - 1
    work.turn()
    assert orphan.exists()
    turned += 1
    work.turn()
    assert not orphan.exists()


def aged_orphan(path: Path) -> None:
    path.write_bytes(b"half")
    aged(path)


def test_an_empty_paper_has_nothing_to_sweep() -> None:
    assert sweep_orphans(dry_run=False) == []
    assert missing_files() == []
