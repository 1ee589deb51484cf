"""Backups in a bucket: the same promises as in a folder."""

import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from commonpress.domain.stories.models import Story
from commonpress.engines.lib.s3 import Bucket
from commonpress.interfaces.transfer.backup import bucket as module
from commonpress.interfaces.transfer.backup import media, restore
from commonpress.interfaces.transfer.backup.bucket import Objects, place_of
from commonpress.interfaces.transfer.backup.drill import drill
from commonpress.interfaces.transfer.backup.make import back_up
from commonpress.interfaces.transfer.backup.night import work
from commonpress.interfaces.transfer.backup.problem import BackupProblem
from commonpress.interfaces.transfer.backup.store import address, opened, pieces_of

KEY = "a key of the operator's own"


@pytest.fixture
def home(folder: Path) -> Path:
    (folder / "media" / "ab").mkdir(parents=True)
    (folder / "media" / "ab" / "one.jpg").write_bytes(b"one" * 1000)
    return folder


@pytest.fixture
def place(bucket: Bucket) -> Objects:
    found = place_of(str(bucket))
    assert isinstance(found, Objects)
    return found


def test_a_backup_in_a_bucket_is_made_added_to_and_proved_by_a_drill(
    home: Path, story: Story, bucket: Bucket
) -> None:
    where = str(bucket)
    made = back_up(where, KEY, home=home)
    assert made.added_bytes > 0
    assert back_up(where, KEY, home=home).added_bytes == 0
    row = drill(where, KEY, home=home)
    assert (row.trouble, row.facts["files"]) == ("", 1)
    assert {thing.name.partition("/")[0] for thing in bucket.all()} == {"objects", "snapshots", "store"}


def test_damage_in_a_bucket_is_named_with_the_way_to_see_it(
    home: Path, bucket: Bucket, tmp_path: Path
) -> None:
    where = str(bucket)
    manifest = back_up(where, "", home=home).manifest
    store = opened(place_of(where), "")
    lost = next(pieces_of(manifest))
    bucket.put(address(lost), b"CPB1p")
    with pytest.raises(BackupProblem, match="was cut or changed"):
        store.get(lost, "the database")
    bucket.remove(address(lost))
    with pytest.raises(BackupProblem, match=f"is missing.*aws s3 ls {where}/snapshots/"):
        store.get(lost, "the database")
    assert "is missing" in drill(where, "", home=home).trouble
    with pytest.raises(BackupProblem, match="are not sealed"):
        opened(place_of(where), KEY)
    with pytest.raises(BackupProblem, match="there is no backup of"):
        store.snapshot("20010101T000000Z")


def test_two_are_never_at_work_in_one_bucket(home: Path, place: Objects) -> None:
    with (
        place.alone(),
        pytest.raises(BackupProblem, match="another backup or drill is at work"),
        place.alone(),
    ):
        pass
    with place.alone():
        place.write("objects/x", b"")
    assert list(place.names("objects")) == ["objects/x"]


def test_the_lock_of_one_that_was_killed_ends_by_itself(
    place: Objects, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.bucket.put(module.LOCK, b"of the dead")
    monkeypatch.setattr(module, "DEAD", timedelta(0))
    with place.alone():
        assert place.bucket.get(module.LOCK) != b"of the dead"
    assert place.bucket.look(module.LOCK) is None


def test_one_whose_lock_was_taken_over_writes_no_more(
    place: Objects, monkeypatch: pytest.MonkeyPatch
) -> None:
    beaten = threading.Event()
    hold = place._hold

    def heard(*given: Any) -> None:
        hold(*given)
        beaten.set()

    monkeypatch.setattr(place, "_hold", heard)
    monkeypatch.setattr(module, "BEAT_SECONDS", 0.05)
    with place.alone():
        place.bucket.put(module.LOCK, b"another")
        assert beaten.wait(10)
        with pytest.raises(BackupProblem, match="another run has taken over"):
            place.write("objects/x", b"")
    assert place.bucket.get(module.LOCK) == b"another"


@pytest.fixture
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ATTEMPTS", 1)


def test_a_store_that_is_away_is_a_failed_night_with_its_reason(
    home: Path, bucket: Bucket, settings: Any, no_pauses: None
) -> None:
    settings.S3 = {**settings.S3, "endpoint": "http://127.0.0.1:9"}
    row = work(str(bucket), "", home=home, keep=2)
    assert "cannot be reached" in row.trouble
    assert "cannot be reached" in drill(str(bucket), "", home=home).trouble


def test_no_bucket_and_no_address_are_told(home: Path, bucket: Bucket) -> None:
    with pytest.raises(BackupProblem, match="there is no bucket nowhere-at-all"):
        back_up(f"s3://nowhere-at-all/{bucket.prefix}", "", home=home)
    with pytest.raises(BackupProblem, match="is no address of a bucket"):
        back_up("s3://No Bucket", "", home=home)


def test_backups_do_not_lie_among_the_pictures(home: Path, bucket: Bucket, settings: Any) -> None:
    settings.MEDIA = f"{bucket}/media"
    for where in (settings.MEDIA, f"{settings.MEDIA}/backups", str(bucket)):
        with pytest.raises(BackupProblem, match="where the pictures lie"):
            back_up(where, "", home=home)


def test_pictures_of_a_bucket_are_backed_up_and_restored_into_a_folder(
    home: Path, bucket: Bucket, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA = f"{bucket}/media"
    pictures = replace(bucket, prefix=f"{bucket.prefix}media/")
    pictures.put("cd/two.jpg", bytes(range(256)) * 9000)
    made = back_up(tmp_path / "backups", "", home=home)
    assert [file.name for file in made.manifest.media] == ["cd/two.jpg"]
    assert back_up(tmp_path / "backups", "", home=home).added_bytes == 0
    store = opened(place_of(tmp_path / "backups"), "")
    media.put_back(store, made.manifest, tmp_path / "files", lambda *_: None)
    assert (tmp_path / "files" / "cd" / "two.jpg").read_bytes() == bytes(range(256)) * 9000
    with pytest.raises(BackupProblem, match="Leave COMMONPRESS_MEDIA out"):
        restore.check(store, made.manifest, tmp_path / "new")
