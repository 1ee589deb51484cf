"""What an operator waits for once a year: the whole paper out and in, to another database, to a newer version."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks import Row, at_most, told
from benchmarks.papers import BENCH, ROOT, attempted, generated, plain, served
from tests import newer

GROUP = "operating"
STORIES = 100_000
MB = 1_000_000
CLAIMED = 1024  # bytes of what the kernel counts as one


def rows() -> Iterator[Row]:
    yield from attempted(archives)
    yield from attempted(databases)
    yield from attempted(upgrades)


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
    """Of a served paper: a new column, an index on it, and every story written anew; then one that breaks half way."""
    paper, version = fresh("upgraded"), newer.written_to(fresh("version"))
    shutil.copytree(generated(STORIES), paper)
    path = f"{version}:{ROOT}"
    with served(paper, "--no-errands") as (address, _), newer.Readers(address) as readers:
        seconds, _peak = ran("upgrade", str(paper), "--preflight", PYTHONPATH=path)
        yield told(f"upgrade of {STORIES} stories, tried on a copy", seconds, "s")
        seconds, _peak = ran("upgrade", str(paper), PYTHONPATH=path)
        yield told(f"upgrade of {STORIES} stories", seconds, "s")
        newer.break_it(version)
        ran("upgrade", str(paper), PYTHONPATH=path, ends_with=1)
    yield told("pages read meanwhile, none of them from memory", readers.read, "")
    yield at_most("of them failed", len(readers.wrong), "", 0)


def fresh(name: str) -> Path:
    folder = BENCH / name
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def ran(*words: str, ends_with: int = 0, **environment: str) -> tuple[float, float]:
    """Seconds of a whole command, its start included, and the most memory it took, in MB."""
    began = time.monotonic()
    command = [sys.executable, "-m", "commonpress", *words]
    with (BENCH / "command.log").open("ab") as log:
        program = subprocess.Popen(command, cwd=ROOT, env=plain(**environment), stdout=log, stderr=log)
        _, status, usage = os.wait4(program.pid, 0)
        program.returncode = os.waitstatus_to_exitcode(status)
    if program.returncode != ends_with:
        raise RuntimeError(
            f"commonpress {words[0]} ended with {program.returncode}: see {BENCH / 'command.log'}"
        )
    return time.monotonic() - began, usage.ru_maxrss * CLAIMED / MB
