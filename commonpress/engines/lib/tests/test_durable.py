import os
import stat
from pathlib import Path

import pytest

from commonpress.engines.lib import durable


def test_a_kept_file_is_the_operators_alone_and_on_the_disk_with_its_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    really = os.fsync

    def fsync(handle: int) -> None:
        synced.append(str(Path(f"/proc/self/fd/{handle}").readlink()))
        really(handle)

    monkeypatch.setattr(os, "fsync", fsync)
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
