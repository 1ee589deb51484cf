"""What asks: wrk as fast as it can, in rounds; and what the asking costs the server, from the accounts of its processes."""

import json
import os
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.memory import PROC, family

SCRIPT = Path(__file__).with_name("wrk.lua")
TICKS = os.sysconf("SC_CLK_TCK")
CONNECTIONS = 16
ROUNDS = 3
SECONDS = 4
WARM_UP_SECONDS = 3


@dataclass(frozen=True)
class Target:
    """Something that serves: what it is asked, and the process that answers (with its children)."""

    address: str
    process: int
    paths: Sequence[str]
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Measured:
    """Requests a second, and microseconds of the server's processors for each of them."""

    rate: float
    cpu: float
    failed: int
    slowest: float


def in_turn(targets: Mapping[str, Target]) -> dict[str, Measured]:
    """Load each for some seconds, then each again, so that a slow minute of the machine meets them all; medians."""
    rounds = [{name: warm(target) for name, target in targets.items()} for _ in range(ROUNDS)]
    return {name: middle([each[name] for each in rounds]) for name in targets}


def warm(target: Target) -> Measured:
    """First some seconds that are not counted: after the others' turns all our counters are due at once, under load they
    come due one after the other."""
    wrk(target, WARM_UP_SECONDS)
    return wrk(target)


def middle(rounds: Sequence[Measured]) -> Measured:
    return Measured(
        rate=median(one.rate for one in rounds),
        cpu=median(one.cpu for one in rounds),
        failed=sum(one.failed for one in rounds),
        slowest=max(one.slowest for one in rounds),
    )


def wrk(target: Target, seconds: int = SECONDS, connections: int = CONNECTIONS) -> Measured:
    """One round with wrk; failed answers are counted, not raised."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as addresses:
        addresses.write("\n".join(target.paths))
        addresses.flush()
        before = processor_seconds(target.process)
        done = subprocess.run(
            command(target, addresses.name, seconds, connections), capture_output=True, text=True, check=True
        )
        spent = processor_seconds(target.process) - before
    told = json.loads(done.stdout.splitlines()[-1])
    return Measured(
        rate=told["requests"] / told["seconds"],
        cpu=spent / max(told["requests"], 1) * 1e6,
        failed=told["failed"],
        slowest=told["max_ms"],
    )


def command(target: Target, addresses: str, seconds: int, connections: int) -> list[str]:
    headers = [part for name, value in target.headers.items() for part in ("-H", f"{name}: {value}")]
    options = ["-t1", f"-c{connections}", f"-d{seconds}s", "-s", str(SCRIPT), *headers]
    return ["wrk", *options, target.address, "--", addresses]


def processor_seconds(process: int) -> float:
    """What a process and its descendants have used so far, the ended and waited for ones too."""
    return sum(ticks(member) for member in family(process)) / TICKS


def ticks(process: int) -> int:
    """Fields 14 to 17 of ``stat``: user and system time, own and of children that were waited for."""
    try:
        fields = (PROC / str(process) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return sum(int(each) for each in fields[11:15])
