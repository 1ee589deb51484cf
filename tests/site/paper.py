"""The Lantern as the tests of the whole site read it: made once a run, served by the program itself in two languages."""

import contextlib
import fcntl
import hashlib
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tools.postgres import die_with_parent

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "build" / "site"  # pictures' copies outlive a run: drawing them takes longer than all the rest
LANGUAGES = ("en", "ro")
START_LIMIT = 60  # seconds, on a busy machine
STOP_LIMIT = 20  # seconds


@dataclass(frozen=True)
class Server:
    """A running paper. ``url`` ends without a slash; ``log`` is what it said."""

    url: str
    language: str
    log: Path


def prepared(folder: Path) -> Path:
    """Fill ``folder`` with one paper a language, unless another worker of this run has done it. Answers ``folder``."""
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            prepare(folder)
            (folder / "done").touch()
    return folder


def prepare(folder: Path) -> None:
    english, romanian = folder / "en", folder / "ro"
    pictures().mkdir(parents=True, exist_ok=True)
    (folder / "media").symlink_to(pictures())
    fresh_database("en")
    run_module("tests.site.fill", english, "fill")
    copy(english, romanian)
    run_module("tests.site.fill", romanian, "translate")


def copy(english: Path, romanian: Path) -> None:
    """The paper once more, with its index; pictures and static files are shared (see ``environment``)."""
    shutil.copytree(english, romanian, ignore=shutil.ignore_patterns("paper.sqlite3*"))
    if on_postgres():
        fresh_database("ro", like="en")
        return
    with (
        contextlib.closing(sqlite3.connect(english / "paper.sqlite3")) as source,
        contextlib.closing(sqlite3.connect(romanian / "paper.sqlite3")) as target,
    ):
        source.backup(target)


def run_module(module: str, folder: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", module, str(folder), *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(folder), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def environment(folder: Path) -> dict[str, str]:
    """The operator's environment: nothing of the tests' own settings but the database."""
    found = inherited()
    found["COMMONPRESS_ANSWER_SECONDS"] = "30"  # a busy machine is slow, and no fault of a page
    found["COMMONPRESS_MEDIA_ROOT"] = str((folder.parent / "media").resolve())
    found["COMMONPRESS_STATIC_ROOT"] = str(folder.parent / "static")
    if on_postgres():
        found["COMMONPRESS_DATABASE_URL"] = database_url(folder.name)
    return found


def inherited() -> dict[str, str]:
    """Our own environment without anything of a paper's."""
    return {
        name: word for name, word in os.environ.items() if not name.startswith(("COMMONPRESS_", "DJANGO_"))
    }


def pictures() -> Path:
    """One media folder for all papers of the tests; another one as soon as pictures or the code of copies change."""
    lantern = ROOT / "commonpress/interfaces/transfer/lantern"
    code = [ROOT / "commonpress/engines/media" / f"{name}.py" for name in ("copies", "prepare", "files")]
    digest = hashlib.blake2b(digest_size=8)
    for path in [*sorted((lantern / "pictures").glob("*.webp")), *code]:
        digest.update(path.name.encode() + hashlib.blake2b(path.read_bytes()).digest())
    return KEPT / f"media-{digest.hexdigest()}"


def on_postgres() -> bool:
    return os.environ.get("COMMONPRESS_DATABASE_URL", "").startswith("postgres")


def database_url(language: str) -> str:
    parts = urlsplit(os.environ["COMMONPRESS_DATABASE_URL"])
    return parts._replace(path=f"/{database_name(language)}").geturl()


def database_name(language: str) -> str:
    return f"commonpress_site_{language}"


def fresh_database(language: str, *, like: str = "") -> None:
    """On PostgreSQL, a new database of its own beside the one the tests were given, copied from another or empty."""
    if not on_postgres():
        return
    import psycopg
    from psycopg import sql

    template = sql.Identifier(database_name(like) if like else "template0")
    name = sql.Identifier(database_name(language))
    with psycopg.connect(os.environ["COMMONPRESS_DATABASE_URL"], autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(name, template))


@contextlib.contextmanager
def served(folder: Path, log: Path, *options: str, **more: str) -> Iterator[Server]:
    """``commonpress serve`` on a free port, until the block ends. Raises ``RuntimeError`` when it does not start.

    ``options`` are the command's, ``more`` is added to its environment.
    """
    port = free_port()
    command = [sys.executable, "-m", "commonpress", "serve", str(folder), "--port", str(port), *options]
    env = environment(folder) | more
    with log.open("w") as out:
        process = subprocess.Popen(
            command, cwd=ROOT, env=env, stdout=out, stderr=out, preexec_fn=die_with_parent
        )
    try:
        server = Server(f"http://127.0.0.1:{port}", folder.name, log)
        wait_until_open(server, process)
        yield server
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(STOP_LIMIT)
        except subprocess.TimeoutExpired:
            process.kill()
            raise


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def wait_until_open(server: Server, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + START_LIMIT
    while not is_open(server.url):
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"the paper did not open:\n{server.log.read_text()[-3000:]}")
        time.sleep(0.1)


def is_open(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/about/", timeout=5):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
