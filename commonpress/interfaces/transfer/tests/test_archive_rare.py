"""What an archive of an older or a broken paper may hold or lack."""

import hashlib
import io
import json
import tarfile
from pathlib import Path
from typing import Any

import pytest
from django.db import DEFAULT_DB_ALIAS

from commonpress.domain.stories.models import Section, Story
from commonpress.engines.lib.s3 import Bucket
from commonpress.engines.media import files
from commonpress.engines.media.models import Picture
from commonpress.engines.media.store import store
from commonpress.engines.media.tests.make import jpeg
from commonpress.interfaces.transfer.archive import form, rows, tables, take, write
from commonpress.interfaces.transfer.problem import ImportProblem

pytestmark = pytest.mark.django_db(transaction=True)
SECTIONS = "tables/stories.Section/000001.jsonl"
LEADS = "tables/stories.Lead/000001.jsonl"


def inside(archive: Path) -> dict[str, bytes]:
    with tarfile.open(archive) as tar:
        return {found.name: tar.extractfile(found).read() for found in tar.getmembers()}  # type: ignore[union-attr]


def remade(archive: Path, contents: dict[str, bytes], sums: bytes = b"", *, with_sums: bool = True) -> Path:
    """An archive of these contents; ``sums`` are lines beyond those that agree."""
    own = b"".join(form.sum_line(hashlib.sha256(data).hexdigest(), name) for name, data in contents.items())
    last = {form.SUMS: own + sums} if with_sums else {}
    with tarfile.open(archive, "w", format=tarfile.USTAR_FORMAT) as tar:
        for name, data in {**contents, **last}.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))
    return archive


@pytest.fixture
def contents(story: Story, tmp_path: Path) -> dict[str, bytes]:
    write.export(tmp_path / "paper.tar")
    rows.empty(tables.everything_but_kinds(), DEFAULT_DB_ALIAS)
    found = inside(tmp_path / "paper.tar")
    del found[form.SUMS]
    return found


def test_sums_that_are_missing_or_name_more_than_there_is_are_noticed(
    contents: dict[str, bytes], tmp_path: Path
) -> None:
    with pytest.raises(ImportProblem, match="at its end"):
        take.take(remade(tmp_path / "a.tar", contents, with_sums=False))
    with pytest.raises(ImportProblem, match="lacks files"):
        take.take(remade(tmp_path / "a.tar", contents, form.sum_line("0" * 64, "media/ab/c.jpg")))
    assert not Story.objects.exists()


def test_a_column_an_older_archive_lacks_has_its_default(contents: dict[str, bytes], tmp_path: Path) -> None:
    row = json.loads(contents[SECTIONS])
    del row["name_translations"]
    take.take(remade(tmp_path / "a.tar", {**contents, SECTIONS: json.dumps(row).encode() + b"\n"}))
    assert Section.objects.get().name_translations == {}


def test_nothing_stands_where_something_must(contents: dict[str, bytes], tmp_path: Path) -> None:
    lead = b'{"id": 1, "position": null, "story_id": 1}\n'
    known = dict(sorted({**contents, LEADS: lead}.items(), key=lambda one: place(one[0])))
    with pytest.raises(ImportProblem, match="cannot stand in the column position"):
        take.take(remade(tmp_path / "a.tar", known))


def place(name: str) -> tuple[int, int, str]:
    order = [tables.label(table) for table in tables.of_the_archive()]
    kind = ["archive", "tables", "media"].index(name.partition("/")[0].partition(".")[0])
    return kind, order.index(name.split("/")[1]) if kind == 1 else 0, name


@pytest.mark.parametrize(
    ("read", "given"),
    [
        (rows.text, 7),
        (rows.text, "a\0b"),
        (rows.moment_of, "2026-11-26T03:00:00+00:00"),
        (rows.moment_of, "yesterday Z"),
        (rows.duration_of, "a while"),
    ],
)
def test_what_is_no_value_is_refused(read: Any, given: Any) -> None:
    with pytest.raises(ValueError):
        read(given)
    assert rows.duration_of("1 02:00:00").total_seconds() == 26 * 3600


def test_half_a_sign_is_written_as_an_escape() -> None:
    assert json.loads(rows.line({"words": "\ud800ș"})) == {"words": "\ud800ș"}
    assert rows.line({"words": "ș"}) == '{"words":"ș"}\n'.encode()


def test_every_column_that_is_shown_is_cleaned() -> None:
    assert take.SHOWN
    for way in take.SHOWN.values():
        assert "<script" not in way("<p>x</p><script>alert(1)</script>")


def test_a_picture_whose_file_is_gone_is_counted_as_missing(story: Story, tmp_path: Path) -> None:
    gone, here = store(jpeg((300, 300))), store(jpeg((301, 300)))
    for name in gone.files:
        files.drop(name)
    assert not take.is_there(gone.name, b"x")
    done = write.export(tmp_path / "paper.tar")
    assert done.missing == len(gone.files)
    assert done.files == len(here.files)


def test_a_file_that_goes_while_it_is_asked_for_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "there", lambda _name: True)
    assert not take.is_there("ab/" + "0" * 30 + ".jpg", b"x")


def test_a_large_table_is_written_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write, "PIECE", 10)
    assert list(write.parts([b"123456", b"123456", b"1"])) == [b"123456123456", b"1"]
    assert list(write.parts([])) == []


def test_in_a_bucket_no_picture_is_laid_elsewhere(
    bucket: Bucket, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MEDIA = str(bucket)
    monkeypatch.setattr(Picture, "objects", None)  # is not even asked
    take.show_pictures()
