"""A line to the server with nothing between: bytes are sent as written, from whichever address of this machine."""

import socket
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from tests.site.paper import Server

PROXY = "127.0.0.2"  # trusted by the paper of fill.py
STRANGER = "127.0.0.1"
PATIENCE = 10  # seconds; an attack answered later is an attack that works


@dataclass(frozen=True)
class Target:
    """The paper under attack: where it answers, its folder, and the addresses of what is in it."""

    server: Server
    folder: Path
    places: dict[str, str]


@dataclass
class Told:
    """One answer as it came. Of a header that came twice, both values."""

    status: int
    headers: dict[str, list[str]] = field(default_factory=dict)
    body: bytes = b""

    def __getitem__(self, name: str) -> str:
        """The one value of a header, or nothing. Two would be a fault of ours."""
        found = self.headers.get(name, [])
        assert len(found) < 2, (name, found)
        return found[0] if found else ""


def send(server: Server, data: bytes, source: str = STRANGER, *, wait: float = PATIENCE) -> bytes:
    """Everything that comes back until the server hangs up or is silent for ``wait`` seconds."""
    where = urlsplit(server.url)
    came = b""
    with socket.create_connection((where.hostname, where.port), PATIENCE, (source, 0)) as talk:
        talk.settimeout(wait)
        try:
            talk.sendall(data)
            while piece := talk.recv(65536):
                came += piece
        except (TimeoutError, ConnectionResetError, BrokenPipeError):
            return came
    return came


def ask(
    server: Server,
    path: str,
    method: str = "GET",
    body: bytes = b"",
    /,
    source: str = STRANGER,
    **headers: str,
) -> Told:
    """``headers`` with underscores for hyphens. The line is closed after the answer."""
    named = {"host": urlsplit(server.url).netloc, "connection": "close"}
    named |= {name.replace("_", "-"): value for name, value in headers.items()}
    if body:
        named["content-length"] = str(len(body))
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in named.items()), "", ""]
    return told(send(server, "\r\n".join(lines).encode() + body, source))


def through_the_proxy(
    server: Server, path: str, method: str = "GET", body: bytes = b"", /, **headers: str
) -> Told:
    """As a reader comes who asked for https://paper.example."""
    given = {"host": "paper.example", "x_forwarded_proto": "https", "x_forwarded_for": "198.51.100.7"}
    return ask(server, path, method, body, source=PROXY, **{**given, **headers})


def told(came: bytes) -> Told:
    head, _, body = came.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    found = Told(int(first.split(" ")[1]) if first.startswith("HTTP/") else 0, body=body)
    for line in lines:
        name, _, value = line.partition(":")
        found.headers.setdefault(name.lower(), []).append(value.strip())
    return found


def statuses(came: bytes) -> list[int]:
    """Of every answer on the line, in order."""
    return [int(part.split(b" ", 1)[0]) for part in came.split(b"HTTP/1.1 ")[1:]]
