"""The drill, with a restore in a process of its own; and what turns it red."""

import os
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Story
from commonpress.engines.events.models import Event
from commonpress.engines.lib import clock
from commonpress.engines.media.models import Picture
from commonpress.engines.site import options
from commonpress.engines.site.models import Letter
from commonpress.interfaces.transfer.backup import drill as drills
from commonpress.interfaces.transfer.backup import night, nightfall, pages
from commonpress.interfaces.transfer.backup.age import standing
from commonpress.interfaces.transfer.backup.drill import drill
from commonpress.interfaces.transfer.backup.make import back_up
from commonpress.interfaces.transfer.backup.place import Folder
from commonpress.interfaces.transfer.backup.problem import BackupProblem
from commonpress.interfaces.transfer.backup.prove import prove
from commonpress.interfaces.transfer.backup.store import opened
from commonpress.interfaces.transfer.models import Drill, Imported

KEY = "a key of the operator's own"


@pytest.fixture
def home(folder: Path, settings: Any, tmp_path: Path) -> Path:
    settings.BACKUP_TO = str(tmp_path / "backups")
    (folder / "media").mkdir(parents=True)
    (folder / "media" / "one.jpg").write_bytes(b"one" * 1000)
    return folder


def backed_up(home: Path, secret: str = "") -> Path:
    back_up(home.parent / "backups", secret, home=home)
    return home.parent / "backups"


def is_red() -> bool:
    return standing().has_failed


def test_a_good_backup_is_proved_from_an_older_schema_on(home: Path, story: Story) -> None:
    """As if the tables of this room had come later: a backup without them is of an older schema, and is migrated."""
    with connection.schema_editor() as editor:
        editor.delete_model(Drill)
        editor.delete_model(Imported)
    MigrationRecorder(connection).record_unapplied("transfer", "0001_initial")
    try:
        place = backed_up(home, KEY)
        manifest = opened(Folder(place), KEY).newest()
        assert ("transfer", "0001_initial") not in manifest.migrations
        said = drills.restored_aside(place, KEY, manifest, home)
    finally:
        with connection.schema_editor() as editor:
            editor.create_model(Imported)
            editor.create_model(Drill)
        MigrationRecorder(connection).record_applied("transfer", "0001_initial")
    assert said >= 3
    with pytest.raises(BackupProblem, match="old schema: 1 migrations have run since"):
        drills.refuse_old_schema(manifest)
    assert list(home.glob(".scratch-*")) == []
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            assert drills.leftovers(cursor) == []


def test_a_cut_file_turns_the_drill_red(home: Path, owner: Member) -> None:
    place = backed_up(home)
    piece = Path(place / opened(Folder(place), "").newest().media[0].pieces[0])
    piece = place / "objects" / piece.name[:2] / piece.name
    os.truncate(piece, 12)
    row = drill(place, "", home=home)
    assert "the file one.jpg" in row.trouble
    assert "delete that file and run `commonpress backup`" in row.trouble
    assert "cut or changed" in row.trouble
    assert is_red()
    piece.unlink()  # the remedy
    backed_up(home)
    opened(Folder(place), "").get(piece.name, "one.jpg")


def test_a_missing_picture_turns_the_drill_red(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Picture.objects.create(name="ab/" + "c" * 30 + ".jpg", width=1, height=1, bytes=1, created_at=clock.now())
    if connection.vendor == "postgresql":  # making all tables anew takes seconds; once is enough
        monkeypatch.setattr(drills, "restored_aside", lambda *given: prove(given[2]))
    row = drill(backed_up(home), "", home=home)
    assert "1 pictures the database lists were not in the backup" in row.trouble
    assert "from an older backup" in row.trouble
    assert is_red()


def test_a_wrong_key_turns_the_drill_red(home: Path) -> None:
    place = backed_up(home, KEY)
    for secret, words in (("", "Give their key"), ("another key altogether", "not the key of the backups")):
        row = drill(place, secret, home=home)
        assert words in row.trouble
        assert "--key-file" in row.trouble
        assert is_red()


def test_an_old_schema_turns_the_drill_red(home: Path) -> None:
    place = backed_up(home)
    MigrationRecorder(connection).record_applied("transfer", "9999_later")
    try:
        row = drill(place, "", home=home)
    finally:
        MigrationRecorder(connection).record_unapplied("transfer", "9999_later")
    assert "has an old schema" in row.trouble
    assert "Make one: commonpress backup" in row.trouble
    assert is_red()


def test_no_backup_at_all_is_red_and_makes_no_folder(home: Path) -> None:
    row = drill(home.parent / "nowhere", "", home=home)
    assert "is the disk mounted" in row.trouble
    assert not (home.parent / "nowhere").exists()
    assert Event.objects.filter(kind="drill.failed", subject=f"drill:{row.pk}").exists()


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What the worker would have started."""
    begun: list[list[str]] = []

    class Process:
        code: int | None = None

        def __init__(self, command: list[str]) -> None:
            begun.append(command)

        def poll(self) -> int | None:
            return Process.code

    monkeypatch.setattr(subprocess, "Popen", Process)
    monkeypatch.setattr(nightfall._Night, "running", None)
    monkeypatch.setattr(nightfall._Night, "next_look", 0.0)
    return begun


def tick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nightfall._Night, "next_look", 0.0)
    nightfall.tick()


def test_each_night_one_node_works_in_the_papers_own_night(
    db: None, settings: Any, started: list[list[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings.HOME = tmp_path
    options.change({"zone": "Europe/Bucharest"})
    with clock.frozen(datetime(2026, 11, 26, 1, 30, tzinfo=UTC)):
        tick(monkeypatch)
        assert started == []  # nothing is set
        settings.BACKUP_TO = "/srv/backups"
        tick(monkeypatch)
        assert [command[-2:] for command in started] == [["night", str(tmp_path)]]
        monkeypatch.setattr(nightfall._Night, "running", None)
        tick(monkeypatch)  # as another node's worker
    with clock.frozen(datetime(2026, 11, 27, 0, 59, tzinfo=UTC)):  # a minute to three in Bucharest
        tick(monkeypatch)
    assert len(started) == 1
    with clock.frozen(datetime(2026, 11, 27, 1, 1, tzinfo=UTC)):
        tick(monkeypatch)
        nightfall.tick()
    assert len(started) == 2


def test_the_worker_says_in_its_log_when_a_night_went_wrong(
    db: None,
    settings: Any,
    started: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    settings.BACKUP_TO = "/srv/backups"
    with clock.frozen(datetime(2026, 11, 26, 4, tzinfo=UTC)):
        tick(monkeypatch)
        tick(monkeypatch)
        assert nightfall._Night.running
        for code, said in ((0, 0), (1, 1)):
            monkeypatch.setattr(type(nightfall._Night.running), "code", code)
            monkeypatch.setattr(nightfall._Night, "running", subprocess.Popen([]))
            tick(monkeypatch)
            assert nightfall._Night.running is None
            assert caplog.text.count("commonpress doctor") == said
            monkeypatch.setattr(nightfall._Night, "running", subprocess.Popen([]))


def test_a_night_proves_its_backup(home: Path, owner: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drills, "restored_aside", lambda *_: 50)
    row = night.work(home.parent / "backups", "", home=home, keep=14)
    assert (row.trouble, row.facts["pages"]) == ("", 50)
    assert not is_red()
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    "problem", [OSError(28, "No space left on device", "/srv/b"), OperationalError("gone")]
)
def test_a_night_that_fails_is_told_to_the_owner_in_their_language(
    home: Path, owner: Member, problem: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise problem

    Member.objects.update(language="ro")
    monkeypatch.setattr(night, "back_up", fail)
    row = night.work(home.parent / "backups", "", home=home, keep=14)
    assert "no backup could be made" in row.trouble
    letter = Letter.objects.get()
    assert (letter.to, letter.subject) == (owner.email, "Copia de rezervă de azi-noapte nu este verificată")
    assert row.trouble in letter.words
    assert is_red()


def test_a_page_that_breaks_is_named(
    story: Story, monkeypatch: pytest.MonkeyPatch, one_connection: None
) -> None:
    assert pages.render(3) == 3
    assert pages.render() > 3

    class Broken:
        status_code = 500

    monkeypatch.setattr(Client, "get", lambda *_, **__: Broken())
    with pytest.raises(BackupProblem, match="the page / answers with 500"):
        pages.render()


def test_fifty_pages_are_rendered_of_a_paper_that_has_them(
    make_story: Callable[..., Story], one_connection: None
) -> None:
    for number in range(50):
        make_story(f"The ferry {number}", topics=["Ferry"])
    assert pages.render() == 50


def test_only_addresses_of_the_paper_are_followed(settings: Any) -> None:
    settings.BASE_URL = "http://127.0.0.1:8000"
    page = (
        '<a href="/about/">x</a> <a class="x" href="?page=2&amp;q=a#b">y</a> <a href="https://elsewhere.example/">z</a>'
        '<a href="mailto:olga@example.org">m</a> <a href="http://127.0.0.1:8000/2026/11/story/">s</a>'
    )
    assert list(pages.links("/search/", page)) == ["/about/", "/search/?page=2&q=a", "/2026/11/story/"]
    for hosts, name in ((["*"], "localhost"), ([".example.org"], "example.org"), ([], "localhost")):
        settings.ALLOWED_HOSTS = hosts
        assert pages.host() == name
