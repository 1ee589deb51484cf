"""A primary and its synchronous standby, on machines of their own, with their safety on."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

from tests.faults.stand import descendants
from tests.machines.network import NETWORK, Network, address
from tools.postgres import ROLE, create, die_with_parent, unprivileged
from tools.system import find_postgres

# In the file, where pg_rewind finds them too: it starts the server by itself, and needs the hints.
SETTINGS = ["shared_buffers=32MB", "max_connections=80", "wal_keep_size=64MB", "wal_log_hints=on"]
START_LIMIT = 60.0  # seconds, on a busy machine
STOP_LIMIT = 10.0
TRIES = 5


class Base:
    """One PostgreSQL server."""

    def __init__(self, network: Network, machine: str, home: Path) -> None:
        self.network, self.machine, self.home = network, machine, home / machine
        self.programs = find_postgres() or ""
        if not self.programs:
            raise RuntimeError("PostgreSQL is not installed: `apt-get install postgresql`")
        shutil.rmtree(self.home, ignore_errors=True)
        self.home.mkdir()
        self.identity = unprivileged(self.home)

    def create(self) -> "Base":
        create(self.programs, self.home, self.identity)
        with (self.home / "data" / "pg_hba.conf").open("a") as rules:
            rules.write(f"host all all {NETWORK}.0/24 trust\nhost replication {ROLE} {NETWORK}.0/24 trust\n")
        with (self.home / "data" / "postgresql.conf").open("a") as settings:
            settings.write("".join(f"{each}\n" for each in SETTINGS))
        return self.start()

    def copy_of(self, other: "Base") -> "Base":
        """A standby of ``other``, as pg_basebackup makes it; again while a cable just put in does not carry."""
        data = ["-D", str(self.home / "data")]
        for left in reversed(range(TRIES)):
            shutil.rmtree(self.home / "data", ignore_errors=True)
            try:
                self.run("pg_basebackup", "-d", self.link(other), *data, "-R", "-X", "stream", "-c", "fast")
                break
            except RuntimeError:
                if not left:
                    raise
                time.sleep(1.0)
        return self.start()

    def rewound_to(self, other: "Base") -> "Base":
        """An old primary as a standby of the new one: only what differs is fetched. Before its first checkpoint after the
        promotion PostgreSQL 15 does not say that it is on another timeline, and pg_rewind finds nothing to do.
        """
        other.ask("CHECKPOINT")
        data = f"--target-pgdata={self.home / 'data'}"
        self.run("pg_rewind", data, f"--source-server={self.link(other)} dbname=postgres", "-R")
        return self.start()

    def link(self, other: "Base") -> str:
        return f"host={address(other.machine)} user={ROLE} application_name={self.machine}"

    def start(self) -> "Base":
        options = ["-k", str(self.home), "-c", f"listen_addresses={address(self.machine)}"]
        command = [f"{self.programs}/postgres", "-D", str(self.home / "data"), *options]
        with (self.home / "log").open("a") as log:
            self.process = subprocess.Popen(
                self.network.on(self.machine, [*self.humble(), *command]),
                cwd=self.home,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=die_with_parent,
            )
        self.wait()
        return self

    def humble(self) -> list[str]:
        """PostgreSQL refuses to be root; it is told when this process ends, however that is."""
        user, group = self.identity["user"], self.identity["group"]
        ids = [f"--reuid={user}", f"--regid={group}", "--clear-groups"]
        return ["setpriv", *ids, "--pdeathsig=INT"]

    def wait(self) -> None:
        until = time.monotonic() + START_LIMIT
        while subprocess.run(self.program("pg_isready", "-q"), check=False).returncode:
            if self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"PostgreSQL did not start: {(self.home / 'log').read_text()[-2000:]}")
            time.sleep(0.1)

    def program(self, name: str, *words: str) -> list[str]:
        return [f"{self.programs}/{name}", "-h", str(self.home), "-U", ROLE, "-d", "postgres", *words]

    def run(self, name: str, *words: str) -> None:
        command = self.network.on(self.machine, [*self.humble(), f"{self.programs}/{name}", *words])
        done = subprocess.run(command, cwd=self.home, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{name}: {done.stderr[-1000:]}")

    def ask(self, sql: str, database: str = "postgres") -> str:
        """By its socket: also while its network is cut."""
        command = self.program("psql", "-XAtq", "-c", sql)
        command[command.index("postgres", 1)] = database
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
        if done.returncode:
            raise RuntimeError(f"{sql}: {done.stderr.strip()}")
        return done.stdout.strip()

    def wait_for(self, standby: str, level: str = "on") -> None:
        """Acknowledge nothing from now on that ``standby`` has not written to its disk."""
        self.ask(f"ALTER SYSTEM SET synchronous_commit = '{level}'")
        self.ask(f"ALTER SYSTEM SET synchronous_standby_names = 'FIRST 1 (\"{standby}\")'")
        self.ask("SELECT pg_reload_conf()")
        until = time.monotonic() + START_LIMIT
        following = (
            "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync' AND state = 'streaming'"
        )
        while self.ask(following) != "1":
            if time.monotonic() > until:
                raise RuntimeError("the standby does not follow")
            time.sleep(0.2)

    def promote(self) -> None:
        """What an operator does, or the program that watches for one."""
        self.ask("SELECT pg_promote()")

    def kill(self) -> None:
        """All of its processes at once, as a power cut does; each backend is a session of its own."""
        for pid in [self.process.pid, *descendants(self.process.pid)]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait(STOP_LIMIT)

    def stop(self) -> None:
        """A primary whose standby hears nothing does not end by itself."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(STOP_LIMIT)
            except subprocess.TimeoutExpired:
                self.kill()
