"""A backup and its restore, with a real database of either kind and real files."""

import re
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections, transaction

from commonpress.domain.stories.models import Story
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock
from commonpress.interfaces.transfer.backup import media, postgres, restore, sqlite, tally
from commonpress.interfaces.transfer.backup.make import Made, back_up
from commonpress.interfaces.transfer.backup.manifest import Manifest
from commonpress.interfaces.transfer.backup.place import Folder
from commonpress.interfaces.transfer.backup.problem import BackupProblem
from commonpress.interfaces.transfer.backup.store import Store, opened

KEY = "a key of the operator's own"


@pytest.fixture
def home(folder: Path) -> Path:
    """A paper's folder with two files."""
    (folder / "media" / "ab").mkdir(parents=True)
    (folder / "media" / "ab" / "one.jpg").write_bytes(b"one" * 1000)
    (folder / "media" / "two.jpg").write_bytes(bytes(range(256)) * 9000)
    (folder / "paper.env").write_text(
        "COMMONPRESS_SECRET_KEY=the-canary-sings\nCOMMONPRESS_HOSTS=paper.example.org\n"
    )
    return folder


@pytest.fixture
def backup(home: Path) -> Callable[..., Made]:
    def make_one(secret: str = "", keep: int = 14) -> Made:
        return back_up(home.parent / "backups", secret, home=home, keep=keep)

    return make_one


def store_of(home: Path, secret: str = "") -> Store:
    return opened(Folder(home.parent / "backups"), secret)


@contextmanager
def database_of(home: Path, manifest: Manifest) -> Iterator[Callable[[str], list[tuple[Any, ...]]]]:
    """The backup's database, put back and compared, to be asked."""
    store = store_of(home)
    if manifest.vendor == "sqlite":
        sqlite.put_back(store, manifest, home / "back.sqlite3")
        with closing(sqlite3.connect(home / "back.sqlite3")) as database:
            yield lambda sql: database.execute(sql).fetchall()
        return
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA aside")
        cursor.execute("SET search_path TO aside")

        def ask(sql: str) -> list[tuple[Any, ...]]:
            cursor.execute(sql)
            return list(cursor.fetchall())

        try:
            postgres.put_back(store, manifest)
            yield ask
        finally:
            cursor.execute("SET search_path TO public")
            cursor.execute("DROP SCHEMA aside CASCADE")


def test_what_is_backed_up_comes_back(home: Path, story: Story, backup: Callable[..., Made]) -> None:
    made = backup()
    assert made.manifest.tables["stories_story"].rows == 1
    with database_of(home, made.manifest) as ask:
        assert ask("SELECT headline FROM stories_story") == [("The ferry is back",)]
        assert ask("SELECT COUNT(*) FROM django_migrations") == [(len(made.manifest.migrations),)]
        if connection.vendor == "postgresql":  # the next row gets a number that is free
            greatest = ask("SELECT MAX(id) FROM events_event")[0][0]
            assert ask("SELECT nextval('aside.events_event_id_seq')") == [(greatest + 1,)]
            assert ask("SELECT nextval('aside.transfer_drill_id_seq')") == [(1,)]
    media.put_back(store_of(home), made.manifest, home / "files", lambda *_: None)
    for name in ("ab/one.jpg", "two.jpg"):
        was, now = home / "media" / name, home / "files" / name
        assert (now.read_bytes(), now.stat().st_mtime_ns) == (was.read_bytes(), was.stat().st_mtime_ns)


def test_a_second_backup_adds_only_what_is_new(
    home: Path, make_story: Callable[..., Story], backup: Callable[..., Made], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_story()
    first = backup()
    read = media.read
    opened_again: list[str] = []

    def heard(file: Any, hear: Any) -> Any:
        opened_again.append(file.name)
        return read(file, hear)

    monkeypatch.setattr(media, "read", heard)
    assert backup().added_bytes == 0
    make_story("The bridge is closed")
    (home / "media" / "three.jpg").write_bytes(b"three")
    third = backup()
    assert 0 < third.added_bytes < first.added_bytes / 2
    assert len(opened_again) == 1
    assert len(store_of(home).moments()) == 3
    assert backup(keep=2).swept > 0
    assert len(store_of(home).moments()) == 2


def subjects(home: Path, manifest: Manifest, kind: str) -> list[str]:
    """Of the events in the backup, in their order."""
    if manifest.vendor == "sqlite":
        (home / "back.sqlite3").unlink(missing_ok=True)
        with database_of(home, manifest) as ask:
            return [
                row[0] for row in ask(f"SELECT subject FROM events_event WHERE kind = '{kind}' ORDER BY id")
            ]
    rows = manifest.rows["events_event"]
    text = b"".join(store_of(home).get_all(rows.pieces, "events")).decode()
    found = [dict(zip(rows.columns, line.split("\t"), strict=True)) for line in text.splitlines()]
    return [row["subject"] for row in found if row["kind"] == kind]


def test_a_backup_under_load_is_of_one_moment(home: Path, backup: Callable[..., Made]) -> None:
    """Each transaction writes two rows; the backup has both or none, all that was acknowledged before, none begun after."""
    times: list[tuple[str, str]] = []
    stop, going = threading.Event(), threading.Event()

    def write() -> None:
        while not stop.is_set():
            began = clock.now().isoformat()
            with transaction.atomic():
                record("bell.rung", f"bell:{len(times)}")
                record("bell.answered", f"bell:{len(times)}")
            times.append((began, clock.now().isoformat()))
            stop.wait(0.003)  # else the two threads only fight for the processor
            if len(times) > 5:
                going.set()
        connections.close_all()

    writer = threading.Thread(target=write)
    writer.start()
    assert going.wait(20)
    try:
        manifest = backup().manifest
    finally:
        stop.set()
        writer.join()
    before = sum(acknowledged < manifest.began for _, acknowledged in times)
    after = sum(began > manifest.seen for began, _ in times)
    assert len(times) > before > 0
    with database_of(home, manifest) as ask:
        rung = [
            row[0] for row in ask("SELECT subject FROM events_event WHERE kind = 'bell.rung' ORDER BY id")
        ]
        answered = [
            row[0] for row in ask("SELECT subject FROM events_event WHERE kind = 'bell.answered' ORDER BY id")
        ]
    assert rung == answered == [f"bell:{number}" for number in range(len(rung))]
    assert before <= len(rung) <= len(times) - after


def test_a_killed_backup_is_none_and_the_next_goes_on_from_it(
    home: Path, story: Story, backup: Callable[..., Made], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def kill(*_: Any) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(media, "copy_out", kill)
        with pytest.raises(Killed):
            backup()
    store = store_of(home)
    assert store.moments() == []
    with pytest.raises(BackupProblem, match="there is no backup"):
        store.newest()
    pieces = len(store.known)
    assert pieces > 0
    assert backup().added_bytes > 0
    assert store_of(home).known > store.known
    assert not list(home.glob(".scratch-*"))


def test_a_picture_removed_meanwhile_is_no_missing_one(
    home: Path, backup: Callable[..., Made], monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_out = media.copy_out

    def remove_first(*given: Any) -> Any:
        (home / "media" / "two.jpg").unlink()
        return copy_out(*given)

    monkeypatch.setattr(media, "copy_out", remove_first)
    assert backup().manifest.gone == ["two.jpg"]


def test_links_and_unfinished_uploads_are_not_followed(home: Path, backup: Callable[..., Made]) -> None:
    (home / "media" / "key.jpg").symlink_to(home / "paper.env")
    (home / "media" / ".part-0").write_text("half")
    assert [file.name for file in backup().manifest.media] == ["ab/one.jpg", "two.jpg"]


def test_the_secret_key_goes_only_into_a_sealed_backup(home: Path, backup: Callable[..., Made]) -> None:
    made = backup()
    assert made.manifest.settings == []
    text, remark = restore.settings_text(store_of(home), made.manifest, "")
    assert re.match(r"COMMONPRESS_SECRET_KEY=\S{60,}\n$", text)
    assert "everybody is signed out" in remark
    (home.parent / "backups").rename(home.parent / "plain")
    (home / "paper.env").write_text(
        "COMMONPRESS_SECRET_KEY=the-canary-sings\nCOMMONPRESS_MEDIA_ROOT=/srv/pictures\nCOMMONPRESS_HOSTS=paper.example.org\n"
    )
    sealed = backup(KEY).manifest
    text, remark = restore.settings_text(store_of(home, KEY), sealed, "postgres://olga@/other")
    assert text.splitlines() == [
        "COMMONPRESS_SECRET_KEY=the-canary-sings",
        "# before the restore: COMMONPRESS_MEDIA_ROOT=/srv/pictures",
        "COMMONPRESS_HOSTS=paper.example.org",
        "COMMONPRESS_DATABASE_URL=postgres://olga@/other",
    ]
    assert remark == ""


@pytest.mark.parametrize("where", ["media", "media/deep/er", "static", "../paper/media"])
def test_no_backup_lies_where_the_paper_serves_from(home: Path, where: str) -> None:
    with pytest.raises(BackupProblem, match="Choose a folder outside"):
        back_up(home / where, "", home=home)
    assert not (home / "media" / "deep").exists()


def test_a_list_that_can_not_be_read_stops_no_new_backup(home: Path, backup: Callable[..., Made]) -> None:
    first = backup().manifest.moment
    (home.parent / "backups" / "snapshots" / first).write_bytes(b"CPB1p")
    made = backup()
    assert made.manifest.moment > first
    assert "nothing old was removed" in made.remark


def test_a_restore_refuses_what_is_used_newer_or_of_another_database(
    home: Path, backup: Callable[..., Made], tmp_path: Path
) -> None:
    manifest = backup().manifest
    used = tmp_path / "used"
    used.mkdir()
    (used / "letter.txt").touch()
    with pytest.raises(BackupProblem, match="is not empty"):
        restore.check(store_of(home), manifest, used)
    (used / restore.UNFINISHED).touch()
    with pytest.raises(BackupProblem, match="was not finished"):
        restore.check(store_of(home), manifest, used)
    newer = manifest.model_copy(update={"migrations": [*manifest.migrations, ("stories", "9999_later")]})
    with pytest.raises(BackupProblem, match=r"stories\.9999_later. Install that version"):
        restore.check(store_of(home), newer, tmp_path / "new")
    other = "sqlite" if manifest.vendor == "postgresql" else "postgresql"
    with pytest.raises(BackupProblem, match="--database"):
        restore.check(store_of(home), manifest.model_copy(update={"vendor": other}), tmp_path / "new")
    taken = "has tables already" if connection.vendor == "postgresql" else "Leave --database and"
    with pytest.raises(BackupProblem, match=taken):
        restore.check(store_of(home), manifest, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_rows_that_came_back_otherwise_are_named(home: Path, backup: Callable[..., Made]) -> None:
    tables = backup().manifest.tables
    less = {**tables, "events_event": tables["events_event"].model_copy(update={"rows": 7})}
    for found in (less, {name: table for name, table in tables.items() if name != "events_event"}):
        with pytest.raises(BackupProblem, match="table events_event came back"):
            tally.compare(tables, found)
    tally.compare(tables, dict(tables))


def test_a_disk_without_room_is_named_first(home: Path, backup: Callable[..., Made], tmp_path: Path) -> None:
    manifest = backup().manifest
    restore.room_for(manifest, tmp_path / "new" / "paper")
    huge = manifest.media[0].model_copy(update={"size": 2**60})
    with pytest.raises(BackupProblem, match="Make room"):
        restore.room_for(manifest.model_copy(update={"media": [huge]}), tmp_path / "new" / "paper")
