"""The wheel people install, in dist/; with ``prove`` also what it is worth on an empty machine.

    python -m tools.wheel          build it (the build's own tool, hatchling, is fetched)
    python -m tools.wheel prove    then, without a network: an empty environment, the lock, the wheel, a served page

What is proved lies in build/wheel; it is measured from the moment everything is downloaded.
"""

import json
import resource
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist"
PLACE = ROOT / "build" / "wheel"


def build() -> Path:
    shutil.rmtree(DIST, ignore_errors=True)
    pip("wheel", "--no-deps", "-w", str(DIST), str(ROOT))
    (made,) = DIST.glob("commonpress-*.whl")
    return made


def prove(wheel: Path) -> dict[str, Any]:
    """Figures of the installation and of the first page."""
    shutil.rmtree(PLACE, ignore_errors=True)
    PLACE.mkdir(parents=True)
    lock = ROOT / "requirements.lock"
    store = PLACE / "downloads"
    pip("download", "--require-hashes", "-r", str(lock), "-d", str(store))
    downloaded, cpu_before = time.monotonic(), cpu()
    environment = PLACE / "venv"
    venv.create(environment, symlinks=True, with_pip=False)
    into = ["--python", str(environment / "bin" / "python")]
    pip(*into, "install", "--no-index", "--find-links", str(store), "--require-hashes", "-r", str(lock))
    pip(*into, "install", "--no-index", "--no-deps", str(wheel))
    installed = time.monotonic() - downloaded
    command = [*alone(), sys.executable, str(ROOT / "tools" / "first_page.py")]
    done = subprocess.run(
        [*command, str(environment / "bin" / "commonpress"), str(PLACE / "paper")],
        cwd=PLACE,
        capture_output=True,
        text=True,
        check=True,
    )
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    whole = round(installed + told["seconds"], 1)
    figures = {"wheel_mb": wheel.stat().st_size / 1e6, "installed": round(installed, 1), "whole": whole}
    return {**figures, "cpu": round(cpu() - cpu_before, 1), **told}


def cpu() -> float:
    """Seconds of all programs that were started and have ended: what the same takes on a machine that does nothing else."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def alone() -> list[str]:
    """In front of a command: without a network, where the system lets us take it away."""
    way = ["unshare", "--net", "--map-root-user"]
    can = shutil.which("unshare") and not subprocess.run([*way, "true"], capture_output=True).returncode
    return way if can else []


def pip(*words: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "pip", "-q", "--no-input", "--disable-pip-version-check", *words], check=True
    )


if __name__ == "__main__":
    made = build()
    print(made)
    if sys.argv[1:] == ["prove"]:
        print(json.dumps(prove(made), indent=1))
