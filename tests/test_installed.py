"""The program as it is installed: from a folder elsewhere, with nothing of the checkout in reach, and without a network."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from tools.first_page import KEPT
from tools.wheel import ROOT, alone

pytestmark = pytest.mark.once

ENTRY = "import sys; from commonpress.cli import main; sys.exit(main())"


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """What the wheel holds (all of the package that is not ignored), in an environment with the packages of the lock."""
    environment = tmp_path / "venv"
    venv.create(environment, symlinks=True, with_pip=False)
    packages = next((environment / "lib").glob("python3.*/site-packages"))
    for name in tracked():
        (packages / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, packages / name)
    # A plain line takes that folder alone: the file in it that leads to the checkout is not read.
    (packages / "lock.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    command = environment / "bin" / "commonpress"
    command.write_text(f"#!{environment}/bin/python -P\n{ENTRY}\n")
    command.chmod(0o755)
    return command


def tracked() -> list[str]:
    command = ["git", "ls-files", "-co", "--exclude-standard", "commonpress"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in done.stdout.splitlines() if "/tests/" not in name and (ROOT / name).exists()]


@pytest.mark.slow
def test_a_paper_is_founded_and_read_without_a_network(installed: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [*alone(), sys.executable, str(ROOT / "tools" / "first_page.py"), str(installed), "paper"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=400,
        env={**os.environ, KEPT: "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["language"] == "ro"
    assert told["counted"]
    assert told["is_alone"] == bool(alone())
    assert set(told["answers"].values()) == {200}, told
    assert any(place.endswith(".css") for place in told["answers"])
    assert (tmp_path / "paper" / "paper.sqlite3").exists()
    assert str(ROOT) not in done.stderr
