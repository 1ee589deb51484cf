"""Power loss: nothing is said to be done before the disk has it. The kernel's own record (strace) shows both, in order.

For each way of writing content: an fdatasync of the database's log must return between the request and its answer.
"""

import re
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.faults.asks import KINDS
from tests.faults.disks import Impossible
from tests.faults.judge import Verdict
from tests.faults.load import Load
from tests.faults.stand import Server, on_sqlite
from tools.system import find_strace

CALLS = "fsync,fdatasync,read,readv,recvfrom,recvmsg,write,writev,sendto,sendmsg"
LINE = re.compile(r"^(\d+) +(\d+\.\d+) (.*)$")
ASKED = re.compile(r'(?:read|readv|recvfrom|recvmsg)\(.*"(?:POST|GET|PUT) (/[^ "\\]*)')
SYNCED = re.compile(r"f(?:data)?sync\(\d+<[^>]*paper\.sqlite3-wal>\) = 0|f(?:data)?sync resumed>\) += 0")
SYNCING = re.compile(r"f(?:data)?sync\(\d+<[^>]*paper\.sqlite3-wal>")
ANSWERED = re.compile(r'(?:write|writev|sendto|sendmsg)\(.*"HTTP/1\.1 (\d+)')


def run(is_long: bool) -> list[Verdict]:
    if not find_strace():
        raise Impossible("strace is not installed: `apt-get install strace`")
    verdict = Verdict("power loss")
    with on_sqlite(submissions=6) as (paper, facts), paper.served("--no-errands") as server:
        load = Load(server.url, facts)
        warm(load)
        for kind, ask in writes(load, 3 if is_long else 1):
            trace = paper.folder.parent / "trace"
            said = traced(server, trace, ask)
            told = "synced before the answer" if is_synced(trace) else "NOT synced before the answer"
            if not verdict.figures.get(kind, "").startswith("NOT"):
                verdict.figures[kind] = told
            verdict.must(said, f"{kind} was not done")
            verdict.must(told.startswith("synced"), f"{kind} was acknowledged before it was synced")
    return [verdict]


def warm(load: Load) -> None:
    """What is only compiled and connected once is not to be traced."""
    load.ask("private", "GET", "/studio/", who="ben")
    load.ask("private", "GET", "/desk/", who="ada")


def writes(load: Load, rounds: int) -> Iterator[tuple[str, Callable[[], bool]]]:
    for kind in ("autosave", "comment", "decision", "view", "click", "begin"):
        steps = KINDS[kind](load)
        for _ in range(rounds):
            yield kind, next(steps)
            if kind == "begin":
                yield "story", next(steps)


def traced(server: Server, trace: Path, ask: Callable[[], bool]) -> bool:
    pids = server.children()["application"]
    command = ["strace", "-f", "-y", "-ttt", "-s", "64", "-e", f"trace={CALLS}", "-o", str(trace)]
    for pid in pids:
        command += ["-p", str(pid)]
    tracer = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert tracer.stderr
        tracer.stderr.readline()  # "attached"
        time.sleep(0.3)
        return ask()
    finally:
        time.sleep(0.2)
        tracer.terminate()
        tracer.wait(10)


def is_synced(trace: Path) -> bool:
    """Whether the last answer to go out went after a sync that began after its request had come."""
    asked = synced = answered = -1
    began: dict[str, int] = {}
    for number, line in enumerate(trace.read_text(errors="replace").splitlines()):
        found = LINE.match(line)
        if not found:
            continue
        thread, _, call = found.groups()
        if ASKED.search(call):
            asked, answered = number, -1
        elif SYNCING.search(call):
            began[thread] = number
        if SYNCED.search(call) and began.get(thread, -1) > asked >= 0 and answered < 0:
            synced = number
        if ANSWERED.search(call) and answered < 0:
            answered = number
    return 0 <= asked < synced < answered
