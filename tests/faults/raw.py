"""Sockets that behave badly."""

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator


class Crowd:
    """Many connections; ``each`` sends what they say once a second until they are closed."""

    def __init__(self, port: int, count: int, first: bytes, again: bytes = b"", *, receive: int = 0) -> None:
        self.lines: list[socket.socket] = []
        self.again, self.stopping = again, threading.Event()
        for number in range(count):
            with contextlib.suppress(OSError):
                self.lines.append(opened(port, first, receive, source=f"127.0.0.{2 + number % 8}"))
        self.thread = threading.Thread(target=self.go_on, daemon=True)
        self.thread.start()

    def go_on(self) -> None:
        while not self.stopping.wait(1.0):
            for line in self.lines if self.again else ():
                with contextlib.suppress(OSError):
                    line.send(self.again)

    def alive(self) -> int:
        """How many the server has not hung up on."""
        return sum(is_open(line) for line in self.lines)

    def close(self) -> None:
        self.stopping.set()
        self.thread.join(5)
        for line in self.lines:
            line.close()


def opened(port: int, first: bytes, receive: int = 0, source: str = "") -> socket.socket:
    line = socket.socket()
    if receive:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive)
    line.settimeout(5)
    if source:
        line.bind((source, 0))
    line.connect(("127.0.0.1", port))
    line.sendall(first)
    line.setblocking(False)
    return line


def is_open(line: socket.socket) -> bool:
    try:
        return line.recv(1, socket.MSG_PEEK) != b""
    except BlockingIOError:
        return True
    except OSError:
        return False


@contextlib.contextmanager
def crowded(make: Callable[[], Crowd]) -> Iterator[Crowd]:
    crowd = make()
    try:
        yield crowd
    finally:
        crowd.close()


def said(port: int, *pieces: bytes, pause: float = 0.0, is_cut: bool = False) -> bytes:
    """Send these pieces, then hear what comes back; with ``is_cut`` hang up instead."""
    with socket.create_connection(("127.0.0.1", port), timeout=15) as line:
        for piece in pieces:
            line.sendall(piece)
            time.sleep(pause)
        if is_cut:
            return b""
        heard = b""
        with contextlib.suppress(OSError):
            while piece := line.recv(65536):
                heard += piece
        return heard
