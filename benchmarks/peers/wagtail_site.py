"""A Wagtail site with the same stories: installed from the package index into ``build/bench``, filled once."""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.papers import BENCH, ROOT, free_port, plain, started, wait_for

VERSION = "8.0.1"
ENVIRONMENT = BENCH / "wagtail"
PYTHON = str(ENVIRONMENT / "bin" / "python")
NEEDED = [f"wagtail=={VERSION}", "granian==2.8.7"]


def installed() -> None:
    """Raises ``RuntimeError`` when the package index cannot be had."""
    if (ENVIRONMENT / f".has-{VERSION}").exists():
        return
    run([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)])
    run([PYTHON, "-m", "pip", "install", "--quiet", *NEEDED])
    (ENVIRONMENT / f".has-{VERSION}").touch()


def site(count: int) -> tuple[Path, list[str]]:
    """The folder of a site with so many stories, and the addresses of its newest."""
    installed()
    folder = BENCH / f"wagtail-{count}"
    migrations = folder / "newsroom_migrations"
    migrations.mkdir(parents=True, exist_ok=True)
    (migrations / "__init__.py").touch()
    for command in (["makemigrations", "newsroom"], ["migrate"]):
        run([PYTHON, "-m", "django", *command, "--verbosity", "0"], **environment(folder))
    paths: list[str] = json.loads(run([PYTHON, "-m", "newsroom.fill", str(count)], **environment(folder)))
    return folder, paths


@contextlib.contextmanager
def served(folder: Path) -> Iterator[tuple[str, int]]:
    """One worker with one thread that waits for Django: the setting in which a page costs it least."""
    port = free_port()
    command = [PYTHON, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--no-log"]
    options = ["--no-ws", "--blocking-threads", "1", "newsroom.wsgi:application"]
    with started([*command, *options], ROOT, **environment(folder)) as program:
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/", program)
        yield address, program.pid


def environment(folder: Path) -> dict[str, str]:
    parts = [ROOT, ROOT / "benchmarks" / "peers", folder]
    return {
        "BENCH_WAGTAIL": str(folder),
        "PYTHONPATH": os.pathsep.join(map(str, parts)),
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
    }


def run(command: list[str], **more: str) -> Any:
    done = subprocess.run(command, env=plain(**more), cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command[:5])}: {done.stderr.strip()[-300:]}")
    return done.stdout
