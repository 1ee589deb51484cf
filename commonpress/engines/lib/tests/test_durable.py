import os
import stat
from pathlib import Path

import pytest

from commonpress.engines.lib import durable


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was brought to the disk, in its order."""
    found: list[str] = []
    really = os.fsync

    def fsync(handle: int) -> None:
        found.append(str(Path(f"/proc/self/fd/{handle}").readlink()))
        really(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    return found


def test_a_kept_file_is_the_operators_alone_and_on_the_disk_with_its_folders(
    tmp_path: Path, synced: list[str]
) -> None:
    folder = tmp_path / "paper"
    folder.mkdir()
    durable.keep(folder / "paper.env", "KEY=ș\n")
    assert (folder / "paper.env").read_text(encoding="utf-8") == "KEY=ș\n"
    assert stat.S_IMODE((folder / "paper.env").stat().st_mode) == 0o600
    assert synced == [str(folder / "paper.env"), str(folder), str(tmp_path)]


def test_what_is_there_stays(tmp_path: Path) -> None:
    (tmp_path / "paper.env").write_text("KEY=old\n")
    with pytest.raises(FileExistsError):
        durable.keep(tmp_path / "paper.env", "KEY=new\n")
    assert (tmp_path / "paper.env").read_text() == "KEY=old\n"


def test_what_takes_anothers_place_is_on_the_disk_before_it_does(tmp_path: Path, synced: list[str]) -> None:
    path = tmp_path / "list"
    path.write_text("old")
    with durable.replacing(path, durable.OPERATORS) as file:
        file.write(b"new")
        (part,) = tmp_path.glob(f"{durable.UNFINISHED}*")
        assert (path.read_text(), synced) == ("old", [])
    assert (path.read_text(), synced) == ("new", [str(part)])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_breaks_off_takes_nothings_place_and_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "list"
    path.write_text("old")

    def break_off() -> None:
        with durable.replacing(path) as file:
            file.write(b"half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    assert [each.name for each in tmp_path.iterdir()] == ["list"]
    assert path.read_text() == "old"


def test_each_folder_that_was_made_is_on_the_disk_above_the_next(tmp_path: Path, synced: list[str]) -> None:
    durable.make_folder(tmp_path / "media" / "ab")
    assert synced == [str(tmp_path), str(tmp_path / "media")]
    durable.make_folder(tmp_path / "media" / "ab")
    assert len(synced) == 2
