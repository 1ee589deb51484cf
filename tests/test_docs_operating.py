"""Every command of docs/operating is run: in the pages' run blocks (tests/test_docs.py), here, or by a test named here.

What no test can run is listed with the reason.
"""

import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.site import paper
from tests.test_docs import PLAIN, blocks, name_of, pages
from tools.map import ROOT
from tools.postgres import die_with_parent

OPERATING = [page for page in pages() if "operating" in page.parts]
LIMIT = 120  # seconds for one command
HERE = {
    "commonpress new try": "test_a_paper_is_tried_and_watched_as_the_docs_say",
    "commonpress serve try": "test_a_paper_is_tried_and_watched_as_the_docs_say",
    "curl -s": "test_a_paper_is_tried_and_watched_as_the_docs_say",
    "openssl rand": "test_a_key_is_made_and_an_older_backup_comes_back_as_the_docs_say",
    "chmod 600": "test_a_key_is_made_and_an_older_backup_comes_back_as_the_docs_say",
    "commonpress restore /mnt/backups my-paper --at": "test_a_key_is_made_and_an_older_backup_comes_back_as_the_docs_say",
    "printf": "test_the_settings_of_the_composition_are_written_as_the_docs_say",
}
# What the command does is proved on a database or a bucket of the test's own.
ELSEWHERE = {
    "python3 -m venv": "tests/test_installed.py::test_a_paper_is_founded_and_read_without_a_network",
    "/opt/commonpress/bin/pip install": "tests/test_installed.py::test_a_paper_is_founded_and_read_without_a_network",
    "commonpress restore /mnt/backups my-paper --database": (
        "commonpress/interfaces/transfer/tests/test_backup.py::test_what_is_backed_up_comes_back"
    ),
    "commonpress move --paper my-paper --to": (
        "commonpress/interfaces/transfer/tests/test_move.py::test_a_paper_moves_to_postgresql_then_to_sqlite_and_the_first_stays"
    ),
    "commonpress move --paper my-paper --media": (
        "commonpress/interfaces/transfer/tests/test_move.py::test_pictures_move_into_a_bucket_and_are_compared"
    ),
}
NOWHERE = {
    "useradd": "makes an account of the machine",
    "su -s /bin/sh": "is for that account; the command within is run by trouble.md",
    "systemctl": "needs a machine that systemd began; the unit itself is read by systemd-analyze in tests/test_deploy.py",
    "journalctl": "reads the journal of such a machine",
    "docker": "needs a container engine and an image from a registry",
    "createdb": "is PostgreSQL's own",
    "make test-faults": "is a run of minutes and hours of its own; its short form is in CI",
}


def shown() -> list[tuple[str, str]]:
    """Every command of a block that is not run as it stands."""
    return [
        (name_of(page), command)
        for page in OPERATING
        for block in blocks(page, runnable=False)
        for command in block
    ]


@pytest.mark.parametrize(("page", "command"), shown())
def test_every_command_is_run_by_a_test_or_says_why_not(page: str, command: str) -> None:
    named = [
        where
        for known in (HERE, ELSEWHERE, NOWHERE)
        for start, where in known.items()
        if command.startswith(start)
    ]
    assert len(named) == 1, f"{page}: run it, or say in {name_of(Path(__file__))} why no test can"


def test_no_reason_and_no_test_is_named_in_vain() -> None:
    for start in [*HERE, *ELSEWHERE, *NOWHERE]:
        assert any(command.startswith(start) for _, command in shown()), start
    assert set(HERE.values()) <= set(globals())
    for name in ELSEWHERE.values():
        file, _, test = name.partition("::")
        assert f"def {test}(" in (ROOT / file).read_text(encoding="utf-8")


def command(start: str, **instead: str) -> list[str]:
    """The words of the one command shown that begins so, with what stands in for places of another machine."""
    found = {line for _, line in shown() if line.startswith(start)}
    assert len(found) == 1, found
    line = found.pop()
    for there, here in instead.items():
        assert there in line, (there, line)
        line = line.replace(there, here)
    return [line] if ">" in line else shlex.split(line)


def done(words: list[str], folder: Path, **more: str) -> str:
    plain = {
        name: value for name, value in os.environ.items() if not name.startswith(("COMMONPRESS_", "DJANGO_"))
    }
    plain["COMMONPRESS_STATIC_STORAGE"] = PLAIN
    plain["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{plain['PATH']}"
    made = subprocess.run(
        words if len(words) > 1 else words[0],
        shell=len(words) == 1,
        cwd=folder,
        env=plain | more,
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=False,
    )
    assert made.returncode == 0, (words, made.stdout, made.stderr)
    return made.stdout


def asked(words: list[str]) -> str:
    """What curl answers; where it is not installed, what is answered to the same words."""
    if shutil.which("curl"):
        return subprocess.run(words, capture_output=True, text=True, check=True, timeout=LIMIT).stdout
    headers = dict(words[at + 1].split(": ", 1) for at, word in enumerate(words) if word == "-H")
    request = urllib.request.Request(words[-1], headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=LIMIT) as answer:
            return str(answer.read().decode())
    except urllib.error.HTTPError as refused:
        return str(refused.read().decode())


@pytest.mark.slow
def test_a_paper_is_tried_and_watched_as_the_docs_say(tmp_path: Path) -> None:
    """On a port that is free, with a token in the paper's settings."""
    port, token = str(paper.free_port()), "lantern-watch-1862"
    done(command("commonpress new try"), tmp_path)
    with (tmp_path / "try" / "paper.env").open("a") as settings:
        settings.write(f"\nCOMMONPRESS_METRICS_TOKEN={token}\n")
    words = [sys.executable, "-m", "commonpress", *command("commonpress serve try")[1:], "--port", port]
    plain = {name: value for name, value in os.environ.items() if not name.startswith("COMMONPRESS_")}
    log = tmp_path / "log"
    with log.open("w") as out:
        server = subprocess.Popen(
            words,
            cwd=tmp_path,
            env=plain | {"PYTHONPATH": str(ROOT)},
            stdout=out,
            stderr=out,
            preexec_fn=die_with_parent,
        )
    try:
        paper.wait_until_open(paper.Server(f"http://127.0.0.1:{port}", "try", log), server)
        ready = command("curl -s http", **{"8000": port})
        until = time.monotonic() + LIMIT
        while asked(ready) != "ready\n" and time.monotonic() < until:  # its worker begins a moment later
            time.sleep(0.2)
        assert asked(ready) == "ready\n"
        figures = asked(command("curl -s -H", **{"8000": port, "TOKEN": token}))
        assert "commonpress_database_up 1" in figures
        assert figures.endswith("# EOF\n")
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(60)


@pytest.mark.slow
def test_a_key_is_made_and_an_older_backup_comes_back_as_the_docs_say(tmp_path: Path) -> None:
    for start in ("openssl rand", "chmod 600"):
        done(command(start, **{"/etc/commonpress": "."}), tmp_path)
    assert (tmp_path / "backup.key").stat().st_mode & 0o777 == 0o600
    done(["commonpress", "new", "first", "--owner", "olga@example.org"], tmp_path)
    done(["commonpress", "backup", "backups", "--paper", "first"], tmp_path)
    (made,) = (path.name for path in (tmp_path / "backups" / "snapshots").iterdir())
    older = command(
        "commonpress restore /mnt/backups my-paper --at",
        **{"/mnt/backups": "backups", "20261126T030004Z": made},
    )
    done(older, tmp_path)
    assert (tmp_path / "my-paper" / "paper.sqlite3").exists()


def test_the_settings_of_the_composition_are_written_as_the_docs_say(tmp_path: Path) -> None:
    (tmp_path / "deploy").mkdir()
    done(command("printf"), tmp_path)
    named = [line.partition("=")[0] for line in (tmp_path / "deploy" / ".env").read_text().splitlines()]
    compose = (ROOT / "deploy" / "compose.yaml").read_text(encoding="utf-8")
    assert named
    assert all(f"${{{name}" in compose for name in named)
