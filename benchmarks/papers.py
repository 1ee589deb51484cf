"""The papers that rows measure, and the programs that measure inside of one."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks import Row, failed

ROOT = Path(__file__).resolve().parent.parent
BENCH = ROOT / "build" / "bench"
COMMONPRESS = str(ROOT / ".venv" / "bin" / "commonpress")
START_LIMIT = 180.0  # seconds
STOP_LIMIT = 20  # seconds
OWN_TEXTS = 100_000


def attempted(part: Callable[[], Iterator[Row]]) -> Iterator[Row]:
    """The rows of one part; one that breaks says why in a row, and the next part is still measured."""
    try:
        yield from part()
    except Exception as problem:
        yield failed(part.__name__, "", f"{type(problem).__name__}: {problem}"[:300])


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


def generated(count: int) -> Path:
    """A paper with so many generated stories, made when it is not there; a large one takes minutes, a million ten.

    Beyond ``OWN_TEXTS`` stories share their texts with older ones, and are in no search index.
    """
    folder = BENCH / f"paper-{count}"
    if not (folder / ".filled").exists():
        shutil.rmtree(folder, ignore_errors=True)
        if count > OWN_TEXTS:
            shutil.copytree(generated(OWN_TEXTS), folder)
            (folder / ".filled").unlink()
            probe("fill", folder, str(count), "--copies")
        else:
            commonpress("new", str(folder), "--name", "Paper")
            probe("fill", folder, str(count))
        (folder / ".filled").touch()
    probe("ready", folder)
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
    with held(name, paper, *arguments) as waiting:
        return waiting.answer()


def alone(name: str, *arguments: str) -> dict[str, Any]:
    """Run a probe that makes its own paper (``scratch``) and leaves nothing."""
    command = [sys.executable, "-m", f"benchmarks.probes.{name}", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{name}: {done.stderr.strip()[-400:]}")
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


@contextlib.contextmanager
def scratch(database: str = "sqlite://:memory:", **environment: str) -> Iterator[Path]:
    """For a probe: Django, started with an empty paper that goes with it. ``{home}`` in ``database`` is its folder."""
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(
            COMMONPRESS_HOME=home,
            COMMONPRESS_DATABASE_URL=database.format(home=home),
            DJANGO_SETTINGS_MODULE="commonpress.config.settings",
            **environment,
        )
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        yield Path(home)


class Held:
    """A probe that runs beside a row, from ``go`` on."""

    def __init__(self, name: str, program: "subprocess.Popen[str]") -> None:
        self.name = name
        self.program = program

    def until_ready(self) -> None:
        assert self.program.stdout
        if self.program.stdout.readline() != "ready\n":
            self.answer()

    def go(self) -> None:
        assert self.program.stdin
        self.program.stdin.write("go\n")
        self.program.stdin.flush()

    def answer(self) -> dict[str, Any]:
        """The JSON of its last line. Raises ``RuntimeError`` with the end of what it complained about."""
        out, complaint = self.program.communicate()
        if self.program.returncode:
            raise RuntimeError(f"{self.name}: {complaint.strip()[-400:]}")
        answer: dict[str, Any] = json.loads(out.splitlines()[-1])
        return answer


@contextlib.contextmanager
def held(name: str, paper: Path, *arguments: str) -> Iterator[Held]:
    """A probe, started; what it was about to do when the row breaks is not done."""
    command = [sys.executable, "-m", f"benchmarks.probes.{name}", *arguments]
    environment = plain(COMMONPRESS_HOME=str(paper), DJANGO_SETTINGS_MODULE="commonpress.config.settings")
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=pipe, stdout=pipe, stderr=pipe, text=True
    ) as program:
        try:
            yield Held(name, program)
        except BaseException:
            program.kill()
            raise


@contextlib.contextmanager
def served(paper: Path, *options: str, **environment: str) -> Iterator[tuple[str, int]]:
    """Serve a paper with one worker; yields its address and the server's process id."""
    port = free_port()
    command = [COMMONPRESS, "serve", str(paper), "--port", str(port), *options]
    with started(command, ROOT, **environment) as server:
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
