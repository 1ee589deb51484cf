"""A paper of its own for each fault, on SQLite or on a PostgreSQL that really syncs, served by the program itself."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tests.faults.load import Load
from tests.site.paper import free_port, inherited, is_open
from tools.postgres import ROLE, create, die_with_parent, unprivileged, wait_until_ready
from tools.system import find_postgres

ROOT = Path(__file__).resolve().parents[2]
START_LIMIT = 60.0  # seconds, on a busy machine
STOP_LIMIT = 20.0
DURABLE = ["listen_addresses=", "max_connections=40", "shared_buffers=32MB"]


class Server:
    """``commonpress serve`` as one process and its children; started again by whoever watches it, as systemd would."""

    def __init__(self, paper: "Paper", *options: str, **environment: str) -> None:
        self.paper, self.options, self.environment = paper, options, environment
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = paper.beside / "server.log"
        self.start()

    def command(self) -> list[str]:
        words = [
            sys.executable,
            "-m",
            "commonpress",
            "serve",
            str(self.paper.folder),
            "--port",
            str(self.port),
        ]
        return [*words, *self.options]

    def start(self) -> None:
        with self.log.open("a") as out:
            self.process = subprocess.Popen(
                self.command(),
                cwd=ROOT,
                env={**self.paper.environment(), **self.environment},
                stdout=out,
                stderr=out,
                preexec_fn=die_with_parent,
            )

    def wait(self) -> None:
        until = time.monotonic() + START_LIMIT
        while not is_open(self.url):
            if self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"the paper did not open:\n{self.log.read_text()[-3000:]}")
            time.sleep(0.05)

    def children(self) -> dict[str, list[int]]:
        """Process ids by what they do: an application's worker has the server's threads besides its own."""
        found: dict[str, list[int]] = {"application": [], "errands": []}
        for pid in descendants(self.process.pid):
            found["application" if threads(pid) > 2 else "errands"].append(pid)
        return found

    def stop(self) -> None:
        end(self.process, signal.SIGINT)


def end(process: "subprocess.Popen[bytes]", how: int, seconds: float = STOP_LIMIT) -> None:
    """By asking; after so many seconds by force."""
    if process.poll() is None:
        process.send_signal(how)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def descendants(pid: int) -> list[int]:
    """Children of all threads of a process. One that ends meanwhile is left out."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += [int(each) for each in task.read_text().split()]
    return [each for each in found if is_running(each)]


def is_running(pid: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


def threads(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/task").glob("*")))


class Inside:
    """What is run with a paper's own settings: filling it, auditing it."""

    folder: Path
    beside: Path  # for logs and ledgers; not on a disk that is to break

    def environment(self) -> dict[str, str]:
        raise NotImplementedError

    def fill(self, stories: int = 12, submissions: int = 20) -> dict[str, Any]:
        words = self.run("tests.faults.fill", str(self.folder), str(stories), str(submissions))
        facts: dict[str, Any] = json.loads(words.splitlines()[-1])
        return facts

    def audit(self, load: Load) -> dict[str, Any]:
        ledger = load.ledger(self.beside / "ledger.jsonl")
        found: dict[str, Any] = json.loads(self.run("tests.faults.audit", str(self.folder), str(ledger)))
        return found

    def run(self, module: str, *arguments: str) -> str:
        command = [sys.executable, "-m", module, *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment(), capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{module} failed:\n{done.stdout[-500:]}{done.stderr[-3000:]}")
        return done.stdout


class Paper(Inside):
    """A folder with a paper, and what the load knows of it."""

    def __init__(self, folder: Path, database: str = "", **environment: str) -> None:
        self.folder, self.database, self.more = folder, database, environment
        self.beside = folder.parent

    def environment(self) -> dict[str, str]:
        # Readers come from everywhere, as behind a proxy.
        kept = {
            **inherited(), "COMMONPRESS_PROXIES": "127.0.0.0/8", "COMMONPRESS_LOG_LEVEL": "WARNING",
            "COMMONPRESS_STATIC_ROOT": str(static_files()), **self.more,
        }  # fmt: skip
        return {**kept, "COMMONPRESS_DATABASE_URL": self.database} if self.database else kept

    @contextlib.contextmanager
    def served(self, *options: str, **environment: str) -> Iterator[Server]:
        server = Server(self, *options, **environment)
        try:
            server.wait()
            yield server
        finally:
            server.stop()


def static_files() -> Path:
    """One folder for all papers: collecting them takes longer than a fault."""
    return ROOT / "build" / "faults" / "static"


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    """A folder of its own on the disk, not in memory: what is synced there is really written."""
    base = ROOT / "build" / "faults"
    base.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="paper-", dir=base))
    try:
        yield folder
    finally:
        if "COMMONPRESS_KEEP_FAULTS" not in os.environ:
            shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def on_sqlite(
    stories: int = 12, submissions: int = 20, **more: str
) -> Iterator[tuple[Paper, dict[str, Any]]]:
    with scratch() as folder:
        paper = Paper(folder / "paper", **more)
        yield paper, paper.fill(stories, submissions)


class Postgres:
    """A server whose crash safety is on, in a folder of its own, that can be stopped and started."""

    def __init__(self, home: Path) -> None:
        self.programs = find_postgres() or ""
        if not self.programs:
            raise RuntimeError("PostgreSQL is not installed: `apt-get install postgresql`")
        self.home, self.identity = home, unprivileged(home)
        create(self.programs, home, self.identity)
        self.start()
        subprocess.run([f"{self.programs}/createdb", "-h", str(home), "-U", ROLE, ROLE], check=True)
        self.url = f"postgres://{ROLE}@{quote(str(home), safe='')}/{ROLE}"

    def start(self) -> None:
        settings = [word for setting in DURABLE for word in ("-c", setting)]
        command = [
            f"{self.programs}/postgres",
            "-D",
            str(self.home / "data"),
            "-k",
            str(self.home),
            *settings,
        ]
        with (self.home / "log").open("a") as log:
            self.process = subprocess.Popen(
                command,
                cwd=self.home,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=die_with_parent,
                **self.identity,
            )
        wait_until_ready(self.programs, self.home, self.process)

    def stop(self, how: int) -> None:
        """SIGQUIT is an immediate shutdown: no checkpoint, the next start recovers from the log."""
        if self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(STOP_LIMIT)


@contextlib.contextmanager
def on_postgres(stories: int = 12, submissions: int = 20) -> Iterator[tuple[Paper, dict[str, Any], Postgres]]:
    home = Path(tempfile.mkdtemp(prefix="commonpress-faults-"))
    try:
        server = Postgres(home)
        try:
            with scratch() as folder:
                paper = Paper(folder / "paper", server.url)
                yield paper, paper.fill(stories, submissions), server
        finally:
            server.stop(signal.SIGINT)
    finally:
        shutil.rmtree(home, ignore_errors=True)
