"""To another database and back, compared by every row; pictures into a bucket."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from commonpress.domain.conversation.post import post
from commonpress.domain.stories.models import Section, Story
from commonpress.engines.lib.s3 import Bucket
from commonpress.engines.media import files
from commonpress.engines.media.store import store
from commonpress.engines.media.tests.make import jpeg
from commonpress.interfaces.transfer.archive import aside, rows, tables
from commonpress.interfaces.transfer.archive.tables import label
from commonpress.interfaces.transfer.backup.drill import room_in_the_database, run
from commonpress.interfaces.transfer.moving import database, pictures
from commonpress.interfaces.transfer.problem import ImportProblem
from tools.postgres import throwaway

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "paper"
    folder.mkdir()
    (folder / "paper.env").write_text(
        "COMMONPRESS_SECRET_KEY=the-canary-sings-and-sings-and-sings-and-sings\n"
    )
    return folder


@pytest.fixture
def other(tmp_path: Path) -> Iterator[str]:
    """An empty database: a schema beside this one, or a file."""
    with room_in_the_database() as schema:
        yield schema or f"sqlite:///{tmp_path / 'other.sqlite3'}"


@pytest.fixture
def postgres() -> Iterator[str]:
    """An empty PostgreSQL, also for a paper on SQLite."""
    with room_in_the_database() if connection.vendor == "postgresql" else throwaway() as address:
        yield address


def test_a_paper_moves_to_postgresql_then_to_sqlite_and_the_first_stays(
    make_story: Callable[..., Story], home: Path, postgres: str, tmp_path: Path
) -> None:
    """As an operator does it: there from this database, on by the command, run on the paper that uses the other one."""
    story = make_story("„Țara” 🚢", body="<p>At noon.</p>", topics=["Ferry"])
    post(story, "<p>Yes.</p>", author_name="Cleo")
    file = tmp_path / "moved.sqlite3"
    assert database.move(postgres, home=home).rows > 10
    said = run(
        ["move", "--paper", str(home), "--to", f"sqlite:///{file}"], {"COMMONPRESS_DATABASE_URL": postgres}
    )
    assert "were copied and compared; all are as they were" in said
    for address in (postgres, f"sqlite:///{file}"):
        with aside.another(address) as target:
            for table in tables.everything():
                assert list(rows.lines(table, target)) == list(rows.lines(table, "default")), label(table)
            assert Section.objects.using(target).create(slug="next", name="Next").pk > story.section_id
    assert file.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(file)) as found:
        assert found.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert found.execute("PRAGMA foreign_key_check").fetchall() == []
    with pytest.raises(ImportProblem, match="is not empty"):
        database.move(f"sqlite:///{file}", home=home)
    assert Story.objects.count() == 1


def test_a_move_that_breaks_off_leaves_nothing_and_begins_anew(
    story: Story, home: Path, other: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    compare = database.compare

    def changed(table: Any, wanted: Any, target: str) -> None:
        if table is Story:
            Story.objects.using(target).update(headline="Otherwise")
        compare(table, wanted, target)

    with monkeypatch.context() as patch:
        patch.setattr(database, "compare", changed)
        with pytest.raises(ImportProblem, match=r"stories\.Story came out with 1 rows"):
            database.move(other, home=home)
    with aside.another(other) as target:
        assert not Story.objects.using(target).exists()
    monkeypatch.setattr(database, "make_tables", lambda *_: None)  # they are there
    assert database.move(other, home=home).rows > 0


def test_addresses_that_lead_nowhere_are_refused_with_a_remedy(
    story: Story, home: Path, tmp_path: Path
) -> None:
    here = connection.settings_dict["NAME"]
    for address, said in (
        ("mysql://x/y", "write the address like postgres://"),
        ("nonsense", "write the address like postgres://"),
        ("sqlite:///paper.sqlite3", "write the whole path of the file"),
        (f"sqlite:///{tmp_path}/nowhere/paper.sqlite3", "there is no folder"),
        ("postgres://olga:secret@127.0.0.1:9/paper", "cannot be opened"),
        *([(f"sqlite:///{here}", "the database this paper has")] if connection.vendor == "sqlite" else []),
    ):
        with pytest.raises(ImportProblem, match=said):
            database.move(address, home=home)


def test_pictures_move_into_a_bucket_and_are_compared(
    bucket: Bucket, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, lost = store(jpeg((300, 300))), store(jpeg((301, 300)))
    held = store(jpeg((302, 300)), owner="member:1", is_guarded=True)
    files.path_of(lost.name).unlink()
    assert vars(pictures.copy(str(bucket))) == {"files": 2, "new": 2, "missing": 1}
    assert vars(pictures.copy(str(bucket))) == {"files": 2, "new": 0, "missing": 1}
    assert bucket.get(kept.name) == files.path_of(kept.name).read_bytes()
    assert files.held_path(held.name).exists()
    bucket.put(kept.name, bytes(kept.bytes))
    with pytest.raises(ImportProblem, match="came out otherwise"):
        pictures.copy(str(bucket))
    with pytest.raises(ImportProblem, match="there is no bucket"):
        pictures.copy("s3://nowhere-at-all")
    with pytest.raises(ImportProblem, match="Write it like s3://"):
        pictures.copy("nowhere")
    settings.MEDIA = str(bucket)
    with pytest.raises(ImportProblem, match="in a bucket already"):
        pictures.copy(str(bucket))
