"""The papers that rows measure, and the programs that measure inside of one."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
BENCH = ROOT / "build" / "bench"
COMMONPRESS = str(ROOT / ".venv" / "bin" / "commonpress")
START_LIMIT = 180.0  # seconds
STOP_LIMIT = 20  # seconds


def demonstration() -> Path:
    """The Lantern in a folder of its own, made when it is not there. `make clean` removes it."""
    folder = BENCH / "lantern"
    if not (folder / ".loaded").exists():
        shutil.rmtree(folder, ignore_errors=True)
        commonpress("demo", str(folder))
        (folder / ".loaded").touch()
    commonpress("demo", str(folder))  # brings database and static files to this version
    return folder


def empty() -> Path:
    """A new paper without a story."""
    folder = BENCH / "empty"
    shutil.rmtree(folder, ignore_errors=True)
    commonpress("new", str(folder), "--name", "Empty")
    return folder


def commonpress(*arguments: str) -> None:
    done = subprocess.run([COMMONPRESS, *arguments], env=plain(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"commonpress {arguments[0]}: {(done.stderr or done.stdout).strip()[-400:]}")


def plain(**more: str) -> dict[str, str]:
    """The environment without anything of another paper's."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COMMONPRESS_")} | more


def probe(name: str, paper: Path, *arguments: str) -> dict[str, Any]:
    """Run ``benchmarks.probes.<name>`` as a program inside of a paper; the last line it prints is JSON."""
    command = [sys.executable, "-m", f"benchmarks.probes.{name}", *arguments]
    environment = plain(COMMONPRESS_HOME=str(paper), DJANGO_SETTINGS_MODULE="commonpress.config.settings")
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{name}: {done.stderr.strip()[-400:]}")
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


@contextlib.contextmanager
def served(paper: Path) -> Iterator[tuple[str, int]]:
    """Serve a paper with one worker; yields its address and the server's process id."""
    port = free_port()
    with started([COMMONPRESS, "serve", str(paper), "--port", str(port)], ROOT) as server:
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/", server)
        yield address, server.pid


@contextlib.contextmanager
def started(command: list[str], folder: Path, **environment: str) -> Iterator["subprocess.Popen[bytes]"]:
    """A program in a session of its own, ended as Ctrl-C would end it."""
    BENCH.mkdir(parents=True, exist_ok=True)
    with (BENCH / "server.log").open("ab") as log:
        program = subprocess.Popen(
            command, cwd=folder, env=plain(**environment), stdout=log, stderr=log, start_new_session=True
        )
        try:
            yield program
        finally:
            end(program)


def end(program: "subprocess.Popen[bytes]") -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(program.pid, signal.SIGINT)
    try:
        program.wait(STOP_LIMIT)
    except subprocess.TimeoutExpired:
        os.killpg(program.pid, signal.SIGKILL)
        program.wait()


def wait_for(address: str, program: "subprocess.Popen[bytes]") -> float:
    """Seconds until the address answers 200. Raises ``RuntimeError`` when the program ends or takes too long."""
    began = time.monotonic()
    while time.monotonic() - began < START_LIMIT:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=10) as answer:
            if answer.status == 200:
                return time.monotonic() - began
        if program.poll() is not None:
            raise RuntimeError(f"the server ended with {program.returncode}: see build/bench/server.log")
        time.sleep(0.05)
    raise RuntimeError(f"no page in {START_LIMIT:.0f} s: see build/bench/server.log")


def free_port() -> int:
    with socket.socket() as probing:
        probing.bind(("127.0.0.1", 0))
        port: int = probing.getsockname()[1]
        return port
