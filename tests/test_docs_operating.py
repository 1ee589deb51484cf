"""Every command of docs/operating is run: in the pages' run blocks (tests/test_docs.py), here, or by a test named here.

Those in a sentence too, and SQL. What no test can run is listed with the reason.
"""

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from commonpress.engines.lib.s3 import Bucket
from tests.site import paper
from tests.test_docs import PLAIN, blocks, exists, name_of, pages
from tools.map import ROOT
from tools.postgres import die_with_parent, throwaway
from tools.system import find_postgres

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
    "createdb": "test_a_paper_moves_to_postgresql_and_comes_back_there_as_the_docs_say",
    "commonpress restore /mnt/backups my-paper --database": (
        "test_a_paper_moves_to_postgresql_and_comes_back_there_as_the_docs_say"
    ),
    "commonpress move --paper my-paper --to": (
        "test_a_paper_moves_to_postgresql_and_comes_back_there_as_the_docs_say"
    ),
    "commonpress move --paper my-paper --media": "test_pictures_move_into_a_bucket_as_the_docs_say",
    "ls": "test_a_key_is_made_and_an_older_backup_comes_back_as_the_docs_say",
    "curl http": "test_a_paper_is_tried_and_watched_as_the_docs_say",
}
# By a test of something else, or by the proofs of many machines, in their own words.
ELSEWHERE = {
    "python3 -m venv": "tests/test_installed.py::installed",
    "python -m benchmarks.capacity": "tests/test_capacity.py::test_the_page_shows_what_the_model_says",
    "ALTER SYSTEM": "tests/machines/base.py::ask",
    "SELECT pg_": "tests/machines/base.py::ask",
    "CHECKPOINT": "tests/machines/base.py::ask",
    "pg_basebackup": "tests/machines/base.py::run",
    "pg_rewind": "tests/machines/base.py::run",
}
NOWHERE = {
    "/opt/commonpress/bin/pip install": "asks the index of packages; `make wheel ARGS=prove` installs its wheel with pip",
    "pip install": "the same",
    "make wheel": "fetches what builds it; `make bench GROUP=operating` runs it",
    "make bench": "measures for an hour",
    "make test-machines": "is a run of many minutes of its own, and needs root",
    "certbot": "asks an authority for certificates",
    "nginx -s reload": "is a signal to nginx, which tests/machines/front.py sends to it",
    "useradd": "makes an account of the machine",
    "su -s /bin/sh": "is for that account; the command within is run by trouble.md",
    "systemctl": "needs a machine that systemd began; the unit itself is read by systemd-analyze in tests/test_deploy.py",
    "journalctl": "reads the journal of such a machine",
    "docker": "needs a container engine and an image from a registry",
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


FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
PROGRAMS = re.compile(
    r"(?:/\S+/)?(?:commonpress|curl|journalctl|systemctl|nginx|certbot|make|docker|ls|rm|pip|python3?|createdb|psql|pg_\w+|"
    r"openssl|su|useradd|chmod|ALTER|SELECT|CHECKPOINT)\b"
)


def said() -> list[tuple[str, str]]:
    """Every command within a sentence or a table, and every line of SQL; of our own only what no block runs or shows."""
    found = []
    for page in OPERATING:
        text = page.read_text(encoding="utf-8")
        words = [" ".join(one.split()) for one in re.findall(r"`([^`]+)`", FENCED.sub("", text))]
        words += re.findall(r"^(?:ALTER|SELECT)\b.*;$", text, re.MULTILINE)
        found += [(name_of(page), one) for one in words if PROGRAMS.match(one) and not is_ours_and_run(one)]
    return found


def is_ours_and_run(command: str) -> bool:
    """``commonpress NAME --option …``: a command of that name with at least these options is run."""
    if not command.startswith("commonpress "):
        return False
    assert exists(command), command
    name, options = parted(command)
    return any(name == other and options <= more for other, more in OURS)


def parted(command: str) -> tuple[str, set[str]]:
    words = shlex.split(command)
    name = " ".join(words[1:3]) if words[1:2] == ["checks"] else "".join(words[1:2])
    return name, {word for word in words if word.startswith("--")}


OURS = [
    parted(command)
    for page in OPERATING
    for runnable in (True, False)
    for block in blocks(page, runnable=runnable)
    for command in block
    if command.startswith("commonpress ")
]


@pytest.mark.parametrize(("page", "command"), [*shown(), *said()])
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
        assert any(command.startswith(start) for _, command in [*shown(), *said()]), start
    assert set(HERE.values()) <= set(globals())
    for name in ELSEWHERE.values():
        file, _, test = name.partition("::")
        assert f"def {test}(" in (ROOT / file).read_text(encoding="utf-8")
    proofs = (ROOT / "tests/machines/base.py").read_text(encoding="utf-8")
    for start, name in ELSEWHERE.items():
        assert "machines" not in name or start in proofs, start


def test_a_command_in_a_sentence_would_be_missed() -> None:
    assert ("docs/operating/scale.md", "CHECKPOINT;") in said()
    assert is_ours_and_run("commonpress upgrade --preflight")
    assert not is_ours_and_run("commonpress upgrade --measure")
    assert not is_ours_and_run("commonpress worker my-paper")


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
        alive = f"curl -s http://127.0.0.1:{port}/-/health"  # in a sentence of trouble.md
        assert asked(alive.split()) == "ok\n"
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
    (made,) = done(["ls", "backups/snapshots"], tmp_path).split()  # in a sentence of backups.md
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


@pytest.fixture
def postgres() -> Iterator[dict[str, str]]:
    """The environment of an operator whose PostgreSQL is this one: its own programs find it."""
    with throwaway() as address:
        where = urlsplit(address).netloc
        user, _, host = where.rpartition("@")
        yield {
            "PGUSER": user,
            "PGHOST": host.replace("%2F", "/"),
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{find_postgres()}{os.pathsep}{os.environ['PATH']}",
            "ADDRESS": f"postgres://{where}/",
        }


@pytest.mark.slow
def test_a_paper_moves_to_postgresql_and_comes_back_there_as_the_docs_say(
    postgres: dict[str, str], tmp_path: Path
) -> None:
    """And back to SQLite, as the page has it in a sentence."""
    address, there = f"{postgres['ADDRESS']}paper", "postgres://user:password@host/paper"
    done(["commonpress", "new", "my-paper", "--owner", "olga@example.org"], tmp_path)
    done(command("createdb"), tmp_path, **postgres)
    told = done(command("commonpress move --paper my-paper --to", **{there: address}), tmp_path)
    assert f"COMMONPRESS_DATABASE_URL={address}" in told
    moved = {"COMMONPRESS_DATABASE_URL": address}
    back = ["commonpress", "move", "--paper", "my-paper", "--to", f"sqlite:///{tmp_path}/new.sqlite3"]
    assert "all are as they were" in done(back, tmp_path, **moved)
    done(["commonpress", "backup", "backups", "--paper", "my-paper"], tmp_path, **moved)
    done(["createdb", "again"], tmp_path, **postgres)
    instead = {"/mnt/backups": "backups", "my-paper": "restored", there: f"{postgres['ADDRESS']}again"}
    done(command("commonpress restore /mnt/backups my-paper --database", **instead), tmp_path)
    assert "/again\n" in (tmp_path / "restored" / "paper.env").read_text()
    asks = ["psql", "-At", "-c", "SELECT email FROM members_member", "again"]
    assert done(asks, tmp_path, **postgres) == "olga@example.org\n"


@pytest.mark.slow
def test_pictures_move_into_a_bucket_as_the_docs_say(bucket: Bucket, s3_server: str, tmp_path: Path) -> None:
    done(["commonpress", "new", "my-paper", "--owner", "olga@example.org"], tmp_path)
    keys = {
        "COMMONPRESS_S3_ENDPOINT": s3_server,
        "COMMONPRESS_S3_REGION": "us-east-1",
        "COMMONPRESS_S3_KEY": "olga",
        "COMMONPRESS_S3_SECRET": "harbour-light",
    }
    words = command("commonpress move --paper my-paper --media", **{"s3://bucket/media": str(bucket)})
    assert f"COMMONPRESS_MEDIA={bucket}" in done(words, tmp_path, **keys)
