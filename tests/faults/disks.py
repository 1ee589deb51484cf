"""Small disks: in memory, to be filled up; in a file, to be turned read-only as a dying one is. They need root."""

import contextlib
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path


class Impossible(Exception):
    """This machine does not let us; the message says why."""


@contextlib.contextmanager
def small(folder: Path, megabytes: int, *options: str) -> Iterator[Path]:
    """A disk in memory at ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    mount("-t", "tmpfs", "-o", ",".join([f"size={megabytes}m", *options]), "none", str(folder))
    try:
        yield folder
    finally:
        unmount(folder)


@contextlib.contextmanager
def full(folder: Path) -> Iterator[None]:
    """Nothing more goes on the disk of ``folder``, whose room is all taken by one file."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as out:
        for size in (1 << 20, 1 << 12):
            with contextlib.suppress(OSError):
                while True:
                    out.write(b"\0" * size)
    try:
        yield
    finally:
        ballast.unlink()


class Breakable:
    """An ext4 in a file. ``fail`` makes the kernel find an error in it: it is read-only then, also for open files."""

    def __init__(self, image: Path, folder: Path, megabytes: int) -> None:
        self.image, self.folder = image, folder
        folder.mkdir(parents=True, exist_ok=True)
        with image.open("wb") as out:
            out.truncate(megabytes << 20)
        sh("mkfs.ext4", "-q", "-F", str(image))
        self.mount()

    def mount(self) -> None:
        mount("-o", "loop,errors=remount-ro", str(self.image), str(self.folder))
        self.device = sh("findmnt", "-n", "-o", "SOURCE", str(self.folder)).strip()

    def fail(self) -> None:
        if not self.device.startswith("/dev/loop"):
            raise Impossible(f"{self.device} is not ours")
        trigger = Path("/sys/fs/ext4") / Path(self.device).name / "trigger_fs_error"
        if not trigger.exists():
            raise Impossible("this kernel has no trigger_fs_error")
        descriptor = os.open(trigger, os.O_WRONLY)
        with contextlib.suppress(OSError):
            os.write(descriptor, b"a test of faults")
        os.close(descriptor)

    def mend(self) -> None:
        """As after a restart of the machine: looked through, and mounted again. A copy of it is: another namespace of
        mounts may hold the broken one.
        """
        unmount(self.folder)
        self.image = Path(shutil.copy(self.image, self.image.with_suffix(".mended")))
        subprocess.run(["e2fsck", "-p", str(self.image)], capture_output=True, check=False)
        self.mount()

    def close(self) -> None:
        unmount(self.folder)


def mount(*arguments: str) -> None:
    if os.geteuid() != 0:
        raise Impossible("only root may mount")
    sh("mount", *arguments)


def unmount(folder: Path, seconds: float = 10.0) -> None:
    """As soon as nobody uses it any more; at last in spite of who does, so that no test leaves one behind."""
    until = time.monotonic() + seconds
    while os.path.ismount(folder) and time.monotonic() < until:
        subprocess.run(["umount", str(folder)], capture_output=True, check=False)
        time.sleep(0.1)
    if os.path.ismount(folder):
        subprocess.run(["umount", "-l", str(folder)], capture_output=True, check=False)


def sh(*command: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise Impossible(f"{command[0]} is not installed") from None
    if done.returncode:
        raise Impossible(f"{' '.join(command)}: {done.stderr.strip()}")
    return done.stdout
