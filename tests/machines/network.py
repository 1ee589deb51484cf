"""Machines as the kernel sees them: a network namespace each, with its own host name, on one bridge.

Nothing of it is seen from outside: the bridge stands in a namespace of its own.
"""

import contextlib
import ctypes
import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

NETWORK = "10.77.0"
CLONE_NEWNET = 0x40000000  # linux/sched.h
# The last number of each machine's address. ``crowd`` is where readers come from.
MACHINES = {
    "front": 10,
    "node-a": 11,
    "node-b": 12,
    "node-c": 13,
    "node-d": 14,
    "base-1": 21,
    "base-2": 22,
    "crowd": 99,
}


class Network:
    """``on`` says how a command is run on a machine; ``cut`` and ``mend`` pull its plug and put it back."""

    def __init__(self) -> None:
        self.name = f"paper{os.getpid()}"

    @contextlib.contextmanager
    def standing(self) -> Iterator["Network"]:
        """Make the machines; this process, and what it starts from now on, stands among the crowd until the end."""
        home = os.open("/proc/self/ns/net", os.O_RDONLY)
        try:
            self.build()
            enter(Path("/run/netns") / self.space("crowd"))
            yield self
        finally:
            set_namespace(home)
            os.close(home)
            for machine in ("switch", *MACHINES):
                subprocess.run(["ip", "netns", "del", self.space(machine)], capture_output=True, check=False)

    def build(self) -> None:
        ip("netns", "add", self.space("switch"))
        self.inside("switch", "link", "add", "bridge", "type", "bridge")
        self.inside("switch", "link", "set", "bridge", "up")
        for machine in MACHINES:
            self.connect(machine)

    def connect(self, machine: str) -> None:
        space, switch = self.space(machine), self.space("switch")
        ip("netns", "add", space)
        ip("link", "add", "wire", "netns", space, "type", "veth", "peer", "name", machine, "netns", switch)
        self.inside("switch", "link", "set", machine, "master", "bridge", "up")
        self.inside(machine, "addr", "add", f"{address(machine)}/24", "dev", "wire")
        self.inside(machine, "link", "set", "wire", "up")
        self.inside(machine, "link", "set", "lo", "up")

    def space(self, machine: str) -> str:
        return f"{self.name}-{machine}"

    def inside(self, machine: str, *words: str) -> None:
        ip("-n", self.space(machine), *words)

    def cut(self, machine: str) -> None:
        self.inside("switch", "link", "set", machine, "down")

    def mend(self, machine: str) -> None:
        self.inside("switch", "link", "set", machine, "up")

    def hide(self, machine: str, other: str) -> None:
        """What ``machine`` sends to ``other`` disappears; everything else goes on."""
        self.inside(machine, "route", "add", "blackhole", f"{address(other)}/32")

    def show(self, machine: str, other: str) -> None:
        self.inside(machine, "route", "del", "blackhole", f"{address(other)}/32")

    def on(self, machine: str, command: Sequence[str]) -> list[str]:
        named = f'hostname {machine}; exec "$@"'
        return [
            *("ip", "netns", "exec", self.space(machine)),
            *("unshare", "--uts", "sh", "-c", named, "sh", *command),
        ]


def address(machine: str) -> str:
    return f"{NETWORK}.{MACHINES[machine]}"


def ip(*words: str) -> None:
    done = subprocess.run(["ip", *words], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"ip {' '.join(words)}: {done.stderr.strip()}")


def enter(space: Path) -> None:
    descriptor = os.open(space, os.O_RDONLY)
    try:
        set_namespace(descriptor)
    finally:
        os.close(descriptor)


def set_namespace(descriptor: int) -> None:
    """Of this thread; threads and processes it starts are born there."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.setns(descriptor, CLONE_NEWNET):
        raise OSError(ctypes.get_errno(), "setns")
