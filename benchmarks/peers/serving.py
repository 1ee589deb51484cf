"""Starts the peers: on free ports, one worker each, with the pages that Commonpress just answered."""

import contextlib
import json
import shutil
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.papers import BENCH, ROOT, free_port, started, wait_for

PAGES = BENCH / "pages"
CODINGS = {"br": "br", "gzip": "gz"}
OF_ONE_ANSWER = {"date", "age", "content-length", "server", "connection"}
OF_ONE_PAGE = {"etag", "cache-tag", "content-encoding", "content-type", "last-modified"}
GRANIAN = str(ROOT / ".venv" / "bin" / "granian")


def save(address: str, paths: Sequence[str]) -> None:
    """Keep what a server answers to each path, in both codings, where nginx and the bare applications find it."""
    shutil.rmtree(PAGES, ignore_errors=True)
    heads = []
    for path in paths:
        folder = PAGES / path[1:]
        folder.mkdir(parents=True)
        for coding, ending in CODINGS.items():
            head, body = answer(address + path, coding)
            (folder / f"index.html.{ending}").write_bytes(body)
            if coding == "br":
                heads.append((path, head))
    (PAGES / "heads.json").write_text(json.dumps(heads))


def answer(address: str, coding: str) -> tuple[list[tuple[str, str]], bytes]:
    asked = urllib.request.Request(address, headers={"accept-encoding": coding})
    with urllib.request.urlopen(asked, timeout=30) as found:
        head = [(name.lower(), value) for name, value in found.getheaders()]
        return [each for each in head if each[0] not in OF_ONE_ANSWER], found.read()


@contextlib.contextmanager
def bare(interface: str, *options: str) -> Iterator[tuple[str, int]]:
    """A bare application on granian; yields its address and process."""
    port = free_port()
    target = f"benchmarks.peers.bare:{interface}"
    command = [
        GRANIAN,
        "--interface",
        interface,
        "--port",
        str(port),
        "--no-log",
        "--no-ws",
        *options,
        target,
    ]
    with started(command, ROOT, BENCH_PAGES=str(PAGES)) as program:
        address = f"http://127.0.0.1:{port}"
        wait_for(address + first_path(), program)
        yield address, program.pid


@contextlib.contextmanager
def nginx() -> Iterator[tuple[str, str, int]]:
    """nginx with one worker; yields its addresses with brotli and with gzip, and its process."""
    folder = BENCH / "nginx"
    folder.mkdir(parents=True, exist_ok=True)
    ports = {"BROTLI": str(free_port()), "GZIP": str(free_port())}
    written = Path(__file__).with_name("nginx.conf").read_text()
    for name, value in {**ports, "FOLDER": str(folder), "ROOT": str(PAGES), "HEADERS": headers()}.items():
        written = written.replace(name, value)
    (folder / "nginx.conf").write_text(written)
    command = ["nginx", "-e", str(folder / "nginx.log"), "-c", str(folder / "nginx.conf")]
    with started([*command, *as_me()], folder) as program:
        addresses = [f"http://127.0.0.1:{port}" for port in ports.values()]
        wait_for(addresses[0] + first_path(), program)
        yield addresses[0], addresses[1], program.pid


def as_me() -> list[str]:
    """Root's nginx would work as somebody who may not read our files."""
    import os

    return ["-g", "user root;"] if os.geteuid() == 0 else []


def headers() -> str:
    """The headers that all pages share, for nginx: it sends as much as we do, but for the tags of each page."""
    found = [
        each for each in json.loads((PAGES / "heads.json").read_text())[0][1] if each[0] not in OF_ONE_PAGE
    ]
    return "\n    ".join(f'add_header {name} "{value}";' for name, value in found)


def first_path() -> str:
    return str(json.loads((PAGES / "heads.json").read_text())[0][0])
