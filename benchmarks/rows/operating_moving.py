"""What an operator waits for once a year: the whole paper out and in, to another database, to a newer version."""

import contextlib
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks import Row, at_most, told
from benchmarks.papers import BENCH, ROOT, attempted, generated, plain, served
from tests import newer
from tools.postgres import throwaway

GROUP = "operating"
STORIES = 100_000
MB = 1_000_000
CLAIMED = 1024  # bytes of what the kernel counts as one


def rows() -> Iterator[Row]:
    yield from attempted(archives)
    yield from attempted(databases)
    yield from attempted(upgrades)
    yield from attempted(on_postgres)


def archives() -> Iterator[Row]:
    paper, other = generated(STORIES), fresh("moved-in")
    first, again = BENCH / "paper.tar", BENCH / "again.tar"
    seconds, peak = ran("export", str(paper), str(first))
    yield told(f"export of {STORIES} stories", seconds, "s")
    yield at_most(f"export of {STORIES} stories, memory", peak, "MB", 250)
    yield told(f"archive of {STORIES} stories", first.stat().st_size / MB, "MB")
    ran("new", str(other))
    seconds, peak = ran("import", str(first), "--paper", str(other))
    yield told(f"import of {STORIES} stories, indexed", seconds, "s")
    yield at_most(f"import of {STORIES} stories, memory", peak, "MB", 400)
    ran("export", str(other), str(again))
    differ = subprocess.run(["cmp", "-s", str(first), str(again)], check=False).returncode
    yield at_most("exported again, differs", differ, "", 0)


def databases() -> Iterator[Row]:
    paper, target = generated(STORIES), BENCH / "moved.sqlite3"
    for left in BENCH.glob(f"{target.name}*"):
        left.unlink()
    seconds, peak = ran("move", "--paper", str(paper), "--to", f"sqlite:///{target}")
    yield told(f"move of {STORIES} stories to another database, compared", seconds, "s")
    yield at_most(f"move of {STORIES} stories, memory", peak, "MB", 250)


def upgrades() -> Iterator[Row]:
    paper = fresh("upgraded")
    shutil.copytree(generated(STORIES), paper)
    yield from upgraded(paper, f"upgrade of {STORIES} stories")


def upgraded(paper: Path, what: str, **environment: str) -> Iterator[Row]:
    """Of a served paper: a new column, which may stand, an index on it, and every story written anew; then one that breaks
    half way."""
    version = newer.written_to(fresh("version"), seconds=0, in_stages=True)
    there = {**environment, "PYTHONPATH": f"{version}:{ROOT}"}
    with served(paper, "--no-errands", **environment) as (address, _), newer.Readers(address) as readers:
        seconds, _peak = ran("upgrade", str(paper), "--preflight", environment=there)
        yield told(f"{what}, tried on a copy", seconds, "s")
        seconds, _peak = ran("upgrade", str(paper), environment=there)
        yield told(what, seconds, "s")
        newer.break_it(version)
        ran("upgrade", str(paper), environment=there, ends_with=1)
    yield told(f"{what}: pages read meanwhile, none of them from memory", readers.read, "")
    yield at_most(f"{what}: of them failed", len(readers.wrong), "", 0)
    yield told(f"{what}: pages read from memory meanwhile", readers.read_of_kept, "")
    yield at_most(f"{what}: of these failed", len(readers.wrong_of_kept), "", 0)


def on_postgres() -> Iterator[Row]:
    """There, back and upgraded there. A move compares every row itself and ends with 1 when one differs.

    The server writes without waiting for the disk (tools/postgres.py), so its seconds are the processor's.
    """
    paper, back = generated(STORIES), BENCH / "back.sqlite3"
    for left in BENCH.glob(f"{back.name}*"):
        left.unlink()
    with throwaway() as address:
        seconds, peak = ran("move", "--paper", str(paper), "--to", address)
        yield told(f"move of {STORIES} stories to PostgreSQL, compared", seconds, "s")
        yield at_most(f"move of {STORIES} stories to PostgreSQL, memory", peak, "MB", 250)
        other = fresh("on-postgres")
        shutil.copytree(paper, other, ignore=shutil.ignore_patterns("paper.sqlite3*"))
        there = {"COMMONPRESS_DATABASE_URL": address}
        seconds, peak = ran("move", "--paper", str(other), "--to", f"sqlite:///{back}", environment=there)
        yield told(f"move of {STORIES} stories from PostgreSQL, compared", seconds, "s")
        yield at_most(f"move of {STORIES} stories from PostgreSQL, memory", peak, "MB", 250)
        yield at_most(
            "tables that are not as they were before both moves", len(different(paper, back)), "", 0
        )
        yield from upgraded(other, f"upgrade of {STORIES} stories on PostgreSQL", **there)


def different(paper: Path, back: Path) -> list[str]:
    """Tables whose rows, in the order of their keys, are not the same in both files."""
    with (
        contextlib.closing(sqlite3.connect(paper / "paper.sqlite3")) as first,
        contextlib.closing(sqlite3.connect(back)) as second,
    ):
        asked = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        names = [name for (name,) in first.execute(asked) if name != "django_migrations"]
        return [name for name in names if digest(first, name) != digest(second, name)]


def digest(database: sqlite3.Connection, name: str) -> str:
    columns = sorted(row[1] for row in database.execute(f'PRAGMA table_info("{name}")'))
    listed = ", ".join(f'"{column}"' for column in columns)
    found = hashlib.blake2b()
    for row in database.execute(f'SELECT {listed} FROM "{name}" ORDER BY {listed}'):
        found.update(repr([unordered(value) for value in row]).encode())
    return found.hexdigest()


def unordered(value: object) -> object:
    """PostgreSQL keeps what a JSON object holds, and not in which order."""
    if isinstance(value, str) and value.startswith(("{", "[")):
        with contextlib.suppress(ValueError):
            return json.dumps(json.loads(value), sort_keys=True)
    return value


def fresh(name: str) -> Path:
    folder = BENCH / name
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def ran(*words: str, ends_with: int = 0, environment: dict[str, str] | None = None) -> tuple[float, float]:
    """Seconds of a whole command, its start included, and the most memory it took, in MB."""
    began = time.monotonic()
    command = [sys.executable, "-m", "commonpress", *words]
    with (BENCH / "command.log").open("ab") as log:
        program = subprocess.Popen(command, cwd=ROOT, env=plain(**environment or {}), stdout=log, stderr=log)
        _, status, usage = os.wait4(program.pid, 0)
        program.returncode = os.waitstatus_to_exitcode(status)
    if program.returncode != ends_with:
        raise RuntimeError(
            f"commonpress {words[0]} ended with {program.returncode}: see {BENCH / 'command.log'}"
        )
    return time.monotonic() - began, usage.ru_maxrss * CLAIMED / MB
