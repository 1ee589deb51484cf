"""The disk of the database turns read-only under the running server, as the kernel does with one that fails."""

import contextlib
from collections.abc import Iterator

from tests.faults import disks
from tests.faults.hurt import hurt
from tests.faults.judge import Verdict
from tests.faults.stand import Paper, Server, scratch


def run(is_long: bool) -> list[Verdict]:
    with scratch() as base:
        disk = disks.Breakable(base / "image", base / "disk", 64)
        try:
            paper = Paper(disk.folder / "paper")
            paper.beside = base
            facts = paper.fill()
            with paper.served() as server:
                seconds = 20.0 if is_long else 6.0
                return [hurt("read-only disk", server, facts, broken(disk, server), seconds)]
        finally:
            disk.close()


@contextlib.contextmanager
def broken(disk: disks.Breakable, server: Server) -> Iterator[None]:
    """Afterwards the machine is started again: nothing else makes such a disk writable."""
    disk.fail()
    yield
    server.stop()
    disk.mend()
    server.start()
    server.wait()
