"""A new paper, served and read, by a program installed anywhere: seconds and what was answered, as JSON.

    python3 tools/first_page.py COMMONPRESS FOLDER

Knows the standard library only. In a network namespace of its own (``unshare -rn``) it proves that nothing of a paper needs
a network: it wakes the namespace's loopback and says whether any other way out was there.
"""

import contextlib
import fcntl
import json
import os
import re
import signal
import socket
import struct
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

PATIENCE = 180.0  # seconds; a busy machine is not a failure
PLACES = (
    "/",
    "/search/?q=harbour",
    "/feed.atom",
    "/sitemap.xml",
    "/account/sign-in/",
    "/-/health",
    "/-/ready",
)
SIOCSIFFLAGS, IFF_UP = 0x8914, 1
ELSEWHERE = ("192.0.2.1", 9)  # set aside for documentation: no host answers, but a route would be tried


def main(command: str, folder: Path) -> None:
    wake_loopback()
    began = time.monotonic()
    subprocess.run([command, "new", str(folder), "--name", "The Harbour", "--language", "ro"], check=True,
                   stdout=subprocess.DEVNULL)  # fmt: skip
    port = free_port()
    with subprocess.Popen(
        [command, "serve", str(folder), "--port", str(port), "--workers", "2"], stdout=subprocess.DEVNULL
    ) as server:
        try:
            page = until_served(f"http://127.0.0.1:{port}/")
            seconds = time.monotonic() - began
            told = {"seconds": round(seconds, 2), "is_alone": is_alone(), "language": language(page)}
            until_served(f"http://127.0.0.1:{port}/-/ready")
            sheets = re.findall(r'href="?(/(?:static|look)/[^" >]+\.(?:css|js))', page)
            answers = {place: status(f"http://127.0.0.1:{port}{place}") for place in (*PLACES, *sheets)}
            told["counted"] = counted(f"http://127.0.0.1:{port}", folder)
        finally:
            server.send_signal(signal.SIGINT)
    print(json.dumps({**told, "answers": answers}))


def wake_loopback() -> None:
    """As ``ip link set lo up``; where it is awake already, or not ours, nothing happens."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", IFF_UP))


def is_alone() -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(ELSEWHERE)  # sends nothing; it only asks for a route
        except OSError:
            return True
    return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until_served(url: str) -> str:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                return str(answer.read().decode())
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)


def status(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return int(refused.code)


def counted(paper: str, folder: Path) -> bool:
    """Whether any of the workers tells what all of them answered."""
    token = re.search(r"METRICS_TOKEN=(\S+)", (folder / "paper.env").read_text())
    own = re.compile(r'^commonpress_requests_total{kind="own",status="2xx"} (\S+)', re.MULTILINE)

    def told() -> float:
        asked = urllib.request.Request(f"{paper}/-/metrics")
        asked.add_header("Authorization", f"Bearer {token[1] if token else ''}")
        with urllib.request.urlopen(asked, timeout=10) as answer:
            found = own.search(answer.read().decode())
        return float(found[1]) if found else 0

    before = told()
    for _ in range(12):
        status(f"{paper}/me/")
    return {told() - before for _ in range(6)} == {12.0}


def language(page: str) -> str:
    found = re.search(r'<html[^>]* lang="?([a-z]+)', page)
    return found[1] if found else ""


KEPT = "COMMONPRESS_STATIC_STORAGE"  # a test spares itself the compressing

if __name__ == "__main__":
    for name in [each for each in os.environ if each.startswith(("COMMONPRESS_", "DJANGO_", "PYTHON"))]:
        if name != KEPT:
            del os.environ[name]
    main(sys.argv[1], Path(sys.argv[2]))
