"""One paper on many machines: nodes with folders of their own, two databases, one address for readers."""

import contextlib
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.faults.stand import Inside, end
from tests.machines.base import Base
from tests.machines.front import Front
from tests.machines.network import NETWORK, Network, address
from tests.site.paper import inherited
from tools.postgres import ROLE, die_with_parent

ROOT = Path(__file__).resolve().parents[2]
URL = f"http://{address('front')}"
DATABASE = f"postgres://{ROLE}@{address('base-1')},{address('base-2')}/{ROLE}?target_session_attrs=read-write"
KEPT = ROOT / "build" / "machines" / "kept"
START_LIMIT = 200.0  # seconds, on a busy machine
STOP_LIMIT = 30.0


class Node:
    """``commonpress serve`` on a machine of its own; only the pictures are in a folder that all share."""

    def __init__(self, stand: "Stand", machine: str) -> None:
        self.stand, self.machine = stand, machine
        self.folder = stand.home / machine
        self.url = f"http://{address(machine)}:8000"
        self.log = stand.home / f"{machine}.log"

    def start(self, **environment: str) -> "Node":
        if not self.folder.exists():
            self.folder.mkdir()
            shutil.copy(self.stand.folder / "paper.env", self.folder / "paper.env")
        command = [sys.executable, "-m", "commonpress", "serve", str(self.folder)]
        command += ["--host", address(self.machine), "--port", "8000"]
        with self.log.open("a") as out:
            self.process = subprocess.Popen(
                self.stand.network.on(self.machine, command),
                cwd=ROOT,
                env={**self.stand.environment(), **self.pictures(), **environment},
                stdout=out,
                stderr=out,
                preexec_fn=die_with_parent,
            )
        return self

    def pictures(self) -> dict[str, str]:
        """Copies of what lies in a bucket are each node's own."""
        return {"COMMONPRESS_MEDIA_ROOT": str(self.folder / "media")} if "MEDIA" in self.stand.more else {}

    def wait(self) -> "Node":
        """Until it says that it is ready."""
        until = time.monotonic() + START_LIMIT
        while status(f"{self.url}/-/ready") != 200:
            if self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"{self.machine} did not open:\n{self.log.read_text()[-3000:]}")
            time.sleep(0.1)
        return self

    def stop(self) -> None:
        end(self.process, signal.SIGTERM)


class Stand(Inside):
    def __init__(self, network: Network, home: Path) -> None:
        self.network, self.home, self.beside = network, home, home
        self.folder = home / "paper"
        self.more: dict[str, str] = {}
        self.nodes: dict[str, Node] = {}
        self.primary = Base(network, "base-1", home).create()
        self.standby = Base(network, "base-2", home)
        self.primary.ask(f'CREATE DATABASE "{ROLE}"')

    def environment(self) -> dict[str, str]:
        ours = {
            "DATABASE_URL": DATABASE,
            "BASE_URL": URL,
            "HOSTS": ",".join(["127.0.0.1", address("front"), *(address(name) for name in self.nodes)]),
            "PROXIES": f"{NETWORK}.0/24",  # nginx, and the crowd, whose readers come from everywhere
            "MEDIA_ROOT": str(self.home / "media"),
            "STATIC_ROOT": str(ROOT / "build" / "faults" / "static"),
            "LOG_LEVEL": "WARNING",
            **self.more,
        }
        return {**inherited(), **{f"COMMONPRESS_{name}": value for name, value in ours.items()}}

    def filled(self, stories: int, submissions: int) -> dict[str, Any]:
        """As ``fill``, once for all: the migrations of an empty database take longer than a proof."""
        kept = KEPT / f"{fingerprint()}-{stories}-{submissions}"
        if not kept.exists():
            facts = self.fill(stories, submissions)
            self.primary.stop()
            (self.folder / "facts.json").write_text(json.dumps(facts))
            shutil.copytree(self.folder, kept.with_suffix(".new") / "paper")
            copy(self.primary.home / "data", kept.with_suffix(".new") / "data")
            kept.with_suffix(".new").rename(kept)
        else:
            self.primary.stop()
            shutil.rmtree(self.primary.home / "data")
            shutil.copytree(kept / "paper", self.folder)
            copy(kept / "data", self.primary.home / "data")
        self.primary.start()
        known: dict[str, Any] = json.loads((self.folder / "facts.json").read_text())
        return known

    def follow(self) -> None:
        self.standby.copy_of(self.primary)
        self.primary.wait_for(self.standby.machine)

    def open(self, names: Sequence[str]) -> None:
        self.nodes = {name: Node(self, name) for name in names}
        for node in self.nodes.values():
            node.start()
        for node in self.nodes.values():
            node.wait()
        self.front = Front(self.network, names, self.home)

    def warm(self, facts: dict[str, Any]) -> None:
        """Each node has each page in memory."""
        for node in self.nodes.values():
            for path in ["/", *(story["path"] for story in facts["stories"])]:
                ask(f"{node.url}{path}", 30, {"Host": urlsplit(URL).netloc})

    def inside(self, command: str, number: int = 0) -> Any:
        """A command of tests/machines/inside.py."""
        words = self.run("tests.machines.inside", str(self.folder), command, str(number))
        return json.loads(words.splitlines()[-1])

    def close(self) -> None:
        for node in self.nodes.values():
            with contextlib.suppress(AttributeError):
                node.stop()
        with contextlib.suppress(AttributeError):
            self.front.stop()
        for base in (self.standby, self.primary):
            with contextlib.suppress(AttributeError):
                base.stop()


def copy(data: Path, to: Path) -> None:
    """Its owner too."""
    subprocess.run(["cp", "-a", str(data), str(to)], check=True)


def fingerprint() -> str:
    """Of what a filled paper depends on."""
    digest = hashlib.blake2b(digest_size=8)
    depends = ("commonpress/**/migrations/*.py", "tests/faults/fill.py", "tests/machines/base.py")
    for path in sorted(path for each in depends for path in ROOT.glob(each)):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


@contextlib.contextmanager
def standing(
    nodes: Sequence[str] = ("node-a", "node-b"),
    *,
    stories: int = 12,
    submissions: int = 40,
    settings: Mapping[str, str] | None = None,
) -> Iterator[tuple[Stand, dict[str, Any]]]:
    """Everything as docs/operating/scale.md has it. ``settings`` are the operator's, without the prefix."""
    home = Path(tempfile.mkdtemp(prefix="commonpress-machines-"))
    home.chmod(0o755)  # PostgreSQL's user passes through it
    try:
        with Network().standing() as network:
            stand = Stand(network, home)
            stand.more = dict(settings or {})
            try:
                facts = stand.filled(stories, submissions)
                stand.follow()
                stand.open(nodes)
                stand.warm(facts)
                yield stand, facts
            finally:
                stand.close()
    finally:
        if "COMMONPRESS_KEEP_MACHINES" not in os.environ:
            shutil.rmtree(home, ignore_errors=True)


def status(url: str, seconds: float = 5.0) -> int:
    return ask(url, seconds)[0]


def ask(url: str, seconds: float = 5.0, headers: dict[str, str] | None = None) -> tuple[int, bytes]:
    """Status and body; 0 when there was no answer."""
    try:
        with urllib.request.urlopen(
            urllib.request.Request(url, headers=headers or {}), timeout=seconds
        ) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.read()
    except OSError:
        return 0, b""
