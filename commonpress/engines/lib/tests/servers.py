"""Real servers on 127.0.0.1 for the client's tests: each answers a connection with one function.

``localhost.pem`` is a certificate signed by itself, with its key, made once for these tests: it names localhost alone,
nothing trusts it and it guards nothing. It is a file because making one takes a library (cryptography) or a program
(openssl) that nothing else here needs, and a test that is skipped without them would prove less.
"""

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread

CERTIFICATE = Path(__file__).with_name("localhost.pem")
Script = Callable[[socket.socket, bytes], None]


class Server:
    def __init__(self, script: Script, context: ssl.SSLContext | None = None) -> None:
        self.script = script
        self.context = context
        self.requests: list[bytes] = []
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/"
        Thread(target=self.listen, daemon=True).start()

    def listen(self) -> None:
        with suppress(OSError):
            while True:
                Thread(target=self.answer, args=(self.socket.accept()[0],), daemon=True).start()

    def answer(self, talk: socket.socket) -> None:
        with suppress(OSError), talk:
            if self.context:
                talk = self.context.wrap_socket(talk, server_side=True)
            with talk:
                asked = talk.recv(65536)
                self.requests.append(asked)
                self.script(talk, asked)


@contextmanager
def serving(script: Script, *, tls: bool = False) -> Iterator[Server]:
    context = None
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
    server = Server(script, context)
    try:
        yield server
    finally:
        server.socket.close()


def says(head: str, body: bytes = b"", status: str = "200 OK") -> Script:
    """One whole answer: ``head`` is header lines parted by newlines."""
    lines = [f"HTTP/1.1 {status}", *filter(None, head.split("\n")), f"Content-Length: {len(body)}", "", ""]
    return lambda talk, _asked: talk.sendall("\r\n".join(lines).encode() + body)


def moves(to: str) -> Script:
    return says(f"Location: {to}", status="302 Found")
