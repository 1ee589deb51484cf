"""An upgrade of a served paper: tried on a copy, done under load, and a failed one that changes nothing."""

import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.migration import Migration

from commonpress.interfaces.transfer.backup.drill import room_in_the_database
from commonpress.interfaces.transfer.upgrade import preflight
from commonpress.interfaces.transfer.upgrade.apply import (
    NOTHING,
    STANDS,
    STAYS,
    is_one_step,
    stages,
    what_is_left,
)
from commonpress.interfaces.transfer.upgrade.measure import Step
from tests.newer import ROOT, Readers, break_it, written_to
from tests.site.paper import inherited


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    return written_to(tmp_path / "version")


@pytest.fixture
def environment(transactional_db: None) -> Iterator[dict[str, str]]:
    """Of the version before; on PostgreSQL with an empty schema of its own."""
    with room_in_the_database("paper") as address:
        database = {"COMMONPRESS_DATABASE_URL": address} if address else {}
        yield {**inherited(), **database, "PYTHONPATH": str(ROOT),
               "COMMONPRESS_STATIC_STORAGE": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # fmt: skip


def command(
    *words: str, environment: dict[str, str], version: Path | None = None
) -> subprocess.CompletedProcess[str]:
    path = f"{version}:{ROOT}" if version else str(ROOT)
    return subprocess.run(
        [sys.executable, "-m", "commonpress", *words],
        env={**environment, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )


def seconds_of(what: str, said: str) -> float:
    """The seconds told behind ``what``, a pattern."""
    found = re.search(what + r"(\d+\.\d+) s", said)
    assert found, said
    return float(found[1])


def until_open(base: str, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(500):
        assert server.poll() is None, "the server ended"
        try:
            urllib.request.urlopen(base, timeout=5).close()
        except (OSError, urllib.error.URLError):
            time.sleep(0.2)
        else:
            return
    raise AssertionError("the paper does not open")


def test_an_upgrade_under_load_fails_no_reader_and_a_broken_one_changes_nothing(
    tmp_path: Path, newer: Path, environment: dict[str, str]
) -> None:
    paper = str(tmp_path / "paper")
    made = command("new", paper, environment=environment)
    assert made.returncode == 0, made.stderr
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    words = [sys.executable, "-m", "commonpress", "serve", paper, "--port", port, "--no-errands"]
    base = f"http://127.0.0.1:{port}"
    with subprocess.Popen(
        words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            until_open(base, server)
            with Readers(base) as readers:
                tried = command("upgrade", paper, "--preflight", environment=environment, version=newer)
                assert tried.returncode == 0, tried.stderr
                done = command("upgrade", paper, environment=environment, version=newer)
                assert done.returncode == 0, done.stderr
                second = break_it(newer)
                broken = command("upgrade", paper, environment=environment, version=newer)
                read = readers.read
                while readers.read < read + 10:  # the old version runs on
                    time.sleep(0.02)
            assert readers.wrong == readers.wrong_of_kept == []
            assert readers.read > 20
        finally:
            server.terminate()
    assert seconds_of(r"newer\.0001_mood  ", tried.stdout) >= 1
    assert "if one migration fails, nothing is changed" in tried.stdout
    if connection.vendor == "postgresql":
        assert seconds_of("AccessExclusiveLock for ", tried.stdout) >= 1
        assert "s: stories_story" in tried.stdout
    else:
        assert "AccessExclusiveLock" not in tried.stdout
    assert "1 migrations are done" in done.stdout
    assert broken.returncode == 1
    assert "nowhere" in broken.stderr
    assert "Nothing was changed: the version before goes on" in broken.stderr
    # Nor is its first half there: mended, it adds its column, which could not be added twice.
    second.write_text(second.read_text().replace("INSERT INTO nowhere VALUES (1)", "SELECT 1"))
    again = command("upgrade", paper, environment=environment, version=newer)
    assert "1 migrations are done" in again.stdout, again.stderr


def test_a_migration_that_may_stand_stays_when_the_one_after_it_fails(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    paper, version = str(tmp_path / "paper"), written_to(tmp_path / "staged", seconds=0, in_stages=True)
    assert command("new", paper, environment=environment).returncode == 0
    mood = version / "newer" / "migrations" / "0001_mood.py"
    good = mood.read_text()
    mood.write_text(good.replace("'calm'", "nowhere.to_be_found"))
    broken = command("upgrade", paper, environment=environment, version=version)
    assert broken.returncode == 1
    assert "Migrations before it stay, and the version before goes on with them" in broken.stderr
    assert command("export", paper, str(tmp_path / "out.tar"), environment=environment).returncode == 0
    mood.write_text(good)
    tried = command("upgrade", paper, "--preflight", environment=environment, version=version)
    assert "newer.0000_column" not in tried.stdout
    done = command("upgrade", paper, environment=environment, version=version)
    assert "1 migrations are done: the database is of this version." in done.stdout, done.stderr
    assert "cannot be undone" not in done.stdout


def test_stages_end_where_a_migration_may_stand() -> None:
    plain, standing, outside = (Migration(name, "newer") for name in ("plain", "standing", "outside"))
    vars(standing)["may_stand"], vars(outside)["atomic"] = True, False
    assert stages([]) == []
    assert stages([plain, plain]) == [[plain, plain]]
    assert stages([standing]) == [[standing]]
    assert stages([plain, standing, plain]) == [[plain, standing], [plain]]
    assert [is_one_step(each) for each in ([plain], [standing, plain], [outside])] == [True, False, False]
    assert what_is_left([outside], is_first=True) == STAYS
    assert (what_is_left([plain], is_first=True), what_is_left([plain], is_first=False)) == (NOTHING, STANDS)


def test_the_trial_is_told_in_words() -> None:
    none = list(preflight.in_words([], is_one_step=True))
    assert none == ["Nothing is to be done: the database is of this version."]
    step = Step("stories.0009_x", 2.5, 3, 1.25, is_atomic=False, locks={"AccessExclusiveLock": ["b", "a"]})
    said = "\n".join(preflight.in_words([step], is_one_step=False))
    assert "AccessExclusiveLock for 1.25 s: a, b" in said
    assert "cannot be undone" in said
    assert "All of it is one step" not in said
    said = "\n".join(preflight.in_words([Step("stories.0010_y", may_stand=True)], is_one_step=False))
    assert "stays if that one fails" in said
