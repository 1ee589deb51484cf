"""A throwaway PostgreSQL for tests: its own folder, a socket in it, no port, nothing left behind.

    python -m tools.postgres pytest -k publish      runs the command with COMMONPRESS_DATABASE_URL set

Crash safety is switched off, for speed: never point anything at it that is to be kept. PostgreSQL refuses to run as
root, so for root it runs as the user of Debian's package, or as ``nobody``.
"""

import contextlib
import ctypes
import os
import pwd
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

from tools.system import find_postgres

ROLE = "commonpress"
FAST = [
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "listen_addresses=",
    "max_connections=120",
]
START_LIMIT = 60  # seconds
STOP_LIMIT = 30  # seconds
PR_SET_PDEATHSIG = 1  # linux/prctl.h


@contextlib.contextmanager
def throwaway() -> Iterator[str]:
    """Start a server and yield its address as a database URL; stop it and remove its files at the end.

    Raises ``RuntimeError`` when PostgreSQL is not installed or does not start.
    """
    programs = find_postgres()
    if not programs:
        raise RuntimeError("PostgreSQL is not installed: `apt-get install postgresql`")
    home = Path(tempfile.mkdtemp(prefix="commonpress-postgres-"))
    try:
        identity = unprivileged(home)
        create(programs, home, identity)
        with serving(programs, home, identity):
            yield f"postgres://{ROLE}@{quote(str(home), safe='')}/{ROLE}"
    finally:
        shutil.rmtree(home, ignore_errors=True)


def unprivileged(home: Path) -> dict[str, Any]:
    """Arguments of ``Popen`` that give up root, after handing ``home`` over; none when we are not root."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    os.chown(home, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def create(programs: str, home: Path, identity: dict[str, Any]) -> None:
    command = [f"{programs}/initdb", "-D", str(home / "data"), "-U", ROLE, "-A", "trust", "-E", "UTF8"]
    options = ["--locale=C.UTF-8", "--no-sync", "--no-instructions"]
    done = subprocess.run(
        [*command, *options], cwd=home, capture_output=True, text=True, check=False, **identity
    )
    if done.returncode:
        raise RuntimeError(f"initdb failed: {done.stderr}")


@contextlib.contextmanager
def serving(programs: str, home: Path, identity: dict[str, Any]) -> Iterator[None]:
    settings = [word for setting in FAST for word in ("-c", setting)]
    command = [f"{programs}/postgres", "-D", str(home / "data"), "-k", str(home), *settings]
    with (home / "log").open("w") as log:
        server = subprocess.Popen(
            command,
            cwd=home,
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=die_with_parent,
            **identity,
        )
    try:
        wait_until_ready(programs, home, server)
        subprocess.run([f"{programs}/createdb", "-h", str(home), "-U", ROLE, ROLE], check=True)
        yield
    finally:
        server.send_signal(signal.SIGINT)  # PostgreSQL's "fast shutdown"
        server.wait(STOP_LIMIT)


def die_with_parent() -> None:
    """Have the kernel stop the server when the test run is killed with no time to clean up (Linux only)."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)


def wait_until_ready(programs: str, home: Path, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + START_LIMIT
    probe = [f"{programs}/pg_isready", "-q", "-h", str(home), "-d", "postgres", "-U", ROLE]
    while subprocess.run(probe, check=False).returncode:
        if server.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"PostgreSQL did not start: {(home / 'log').read_text()[-2000:]}")
        time.sleep(0.1)


def main(command: list[str]) -> int:
    with throwaway() as address:
        return subprocess.run(
            command, env={**os.environ, "COMMONPRESS_DATABASE_URL": address}, check=False
        ).returncode


if __name__ == "__main__":
    if not sys.argv[1:]:
        sys.exit(__doc__)
    try:
        sys.exit(main(sys.argv[1:]))
    except RuntimeError as problem:
        sys.exit(str(problem))
