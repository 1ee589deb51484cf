"""The only client that goes out for an address somebody typed.

It resolves a name once, judges every address of the answer, connects to the judged address itself, and
starts again at every redirect, so that neither a clever spelling nor a name that changes its mind reaches
the inside. GET only; no proxy of the system is used, because behind one the address we judged is not the
one connected to.
"""

import socket
import ssl
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from http.client import HTTPException
from importlib.metadata import PackageNotFoundError, version
from threading import Thread, Timer
from time import monotonic
from typing import Any
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import DecodeError, HTTPError
from urllib3.response import BaseHTTPResponse

from commonpress.engines.lib import public

MEGABYTE = 1024 * 1024
CHUNK = 64 * 1024
REDIRECTS = frozenset({301, 302, 303, 307, 308})
LONGEST = 8_000  # characters of an address
SAFE = "%/:=&?~#+!$,;'@()*[]"
PORT_OF = {"http": 80, "https": 443}

Judge = Callable[[str, int], str | None]


class FetchError(Exception):
    """Nothing was fetched; the text says why, fit for a log or an editor."""


class Refused(FetchError):
    """We would not: the address, where it leads or what came back breaks a rule. Trying again is no use."""

    @property
    def reason(self) -> str:
        return str(self)


class TooMuch(Refused):
    """It answered, with more than we take."""


class Unreachable(FetchError):
    """We could not: name, connection, certificate, protocol or time. It may work later."""


class NoName(Unreachable):
    """The name in the address does not exist, as far as we can see."""


@dataclass(frozen=True)
class Fetched:
    """``url`` after redirects, ``headers`` by lower-case name, ``type`` without parameters.

    ``body`` is decoded, and empty unless the status is 2xx.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    type: str


class Deadline:
    """One allowance of seconds for the whole fetch, redirects and name look-ups included."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.end = monotonic() + seconds

    def left(self) -> float:
        """Seconds left; raises Unreachable when there are none."""
        left = self.end - monotonic()
        if left <= 0:
            raise Unreachable(f"took longer than {self.seconds:g} seconds")
        return left


@dataclass(frozen=True)
class Rules:
    max_bytes: int
    types: Sequence[str] | None
    judge: Judge
    deadline: Deadline
    headers: Mapping[str, str]


def fetch(
    url: str,
    *,
    max_bytes: int = 5 * MEGABYTE,
    seconds: float = 5,
    types: Sequence[str] | None = None,
    max_redirects: int = 5,
    judge: Judge = public.refusal,
    headers: Mapping[str, str] | None = None,
) -> Fetched:
    """GET ``url``, following at most ``max_redirects``; raises Refused or Unreachable.

    ``max_bytes`` bounds the decoded body, ``seconds`` everything together. ``types`` are the content types
    wanted ("text/html", or "image/" for all of a kind), None for any. ``judge`` says of a numeric address
    and a port why not to connect, or None; only tests give another than the public web's. ``headers`` are sent beside
    ours, such as If-None-Match (a 304 is an answer without body); nothing of a reader belongs there.
    """
    rules = Rules(max_bytes, types, judge, Deadline(seconds), headers or {})
    for _ in range(max_redirects + 1):
        answer = visit(url, rules)
        if answer.status not in REDIRECTS or "location" not in answer.headers:
            return answer
        url = urljoin(answer.url, answer.headers["location"])
    raise Refused(f"more than {max_redirects} redirects")


def visit(url: str, rules: Rules) -> Fetched:
    """One request, no redirect followed."""
    parts = checked(url)
    connection = connected(parts, rules)
    with closing(connection), cut_off(connection, rules.deadline):
        target = quote(parts.path or "/", safe=SAFE) + (parts.query and "?" + quote(parts.query, safe=SAFE))
        connection.request("GET", target, headers={**asking(), **rules.headers}, preload_content=False)
        answer = connection.getresponse()
        headers = {name.lower(): value for name, value in answer.headers.items()}
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        body = read(answer, headers, kind, rules) if 200 <= answer.status < 300 else b""
        rules.deadline.left()  # a connection we cut can look like one that ended well
        return Fetched(parts._replace(fragment="").geturl(), answer.status, headers, body, kind)


def certificate_end(url: str, *, seconds: float = 5, judge: Judge = public.refusal) -> str:
    """The last moment of the certificate ``url`` shows, as the certificate writes it; raises as ``fetch`` does.

    What a browser would object to is the cause of the Unreachable raised (``ssl.SSLCertVerificationError``).
    """
    rules = Rules(0, None, judge, Deadline(seconds), {})
    connection: Any = connected(checked(url), rules)
    with closing(connection), cut_off(connection, rules.deadline):
        connection.connect()
        return str(connection.sock.getpeercert()["notAfter"])


def checked(url: str) -> SplitResult:
    """The parts of an address we may try; what it leads to is judged when it is resolved."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as error:
        raise Refused(f"not an address: {error}") from error
    if parts.scheme not in PORT_OF or not parts.hostname or port == 0:
        raise Refused("not an http or https address")
    if "@" in parts.netloc:
        raise Refused("the address holds a name or password")
    if len(url) > LONGEST or "\\" in parts.netloc or any(ord(c) <= 32 or ord(c) == 127 for c in url.strip()):
        raise Refused("the address is too long or holds spaces or controls")
    return parts


class Direct(HTTPConnection):
    """Hands over the socket it was given, so that urllib3 never looks a name up."""

    given: socket.socket

    def _new_conn(self) -> socket.socket:
        return self.given


class DirectTLS(Direct, HTTPSConnection):
    """The same under TLS: the certificate must be for the name in the address."""


def connected(parts: SplitResult, rules: Rules) -> Direct:
    """A connection whose socket leads to a judged address; nothing is sent yet."""
    host = ascii_name(parts.hostname or "")
    port = parts.port or PORT_OF[parts.scheme]
    addresses = resolved(host, port, rules.deadline)
    for address in addresses:
        if reason := rules.judge(address, port):
            raise Refused(reason)
    given = dialled(addresses, port, rules.deadline)
    left = rules.deadline.left()
    connection = (
        DirectTLS(host, port, timeout=left, ssl_context=trust())
        if parts.scheme == "https"
        else Direct(host, port, timeout=left)
    )
    connection.given = given
    return connection


def ascii_name(host: str) -> str:
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise Refused("not a host name") from error


def resolved(host: str, port: int, deadline: Deadline) -> list[str]:
    """Every numeric address of ``host``, in order. In a thread: look-ups have no time limit of their own."""
    answers: list[list[str] | Exception] = []
    look_up = Thread(target=lambda: answers.append(look_up_now(host, port)), daemon=True)
    look_up.start()
    look_up.join(deadline.left())
    if not answers:
        raise Unreachable(f"{host} was not resolved in time")
    if isinstance(answers[0], Exception) or not answers[0]:
        kind = NoName if is_missing(answers[0]) else Unreachable
        raise kind(f"{host} has no address: {answers[0]}")
    return answers[0]


def is_missing(answer: list[str] | Exception) -> bool:
    """The name was looked up and does not exist; a resolver that is away says something else."""
    return not answer or (isinstance(answer, socket.gaierror) and answer.errno == socket.EAI_NONAME)


def look_up_now(host: str, port: int) -> list[str] | Exception:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, ValueError) as error:
        return error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def dialled(addresses: Sequence[str], port: int, deadline: Deadline) -> socket.socket:
    """A socket to the first address that answers; each gets a fair share of what time is left."""
    problem: OSError | None = None
    for index, address in enumerate(addresses):
        try:
            return dial(address, port, deadline.left() / (len(addresses) - index))
        except OSError as error:
            problem = error
    raise Unreachable(f"no connection: {problem}")


def dial(address: str, port: int, seconds: float) -> socket.socket:
    """Not ``create_connection``: that one would resolve again."""
    sock = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    try:
        sock.settimeout(seconds)
        sock.connect((address, port))
    except OSError:
        sock.close()
        raise
    return sock


@cache
def trust() -> ssl.SSLContext:
    return ssl.create_default_context()


@contextmanager
def cut_off(connection: Direct, deadline: Deadline) -> Iterator[None]:
    """Ends the conversation at the deadline whatever the other side does, and names what went wrong.

    A socket's own time limit starts again with every byte, so a slow drip outlives it. The twin is there
    because TLS takes the first descriptor over.
    """
    with connection.given.dup() as twin:
        timer = Timer(deadline.left(), hang_up, (twin,))
        timer.daemon = True
        timer.start()
        try:
            yield
        except DecodeError as error:
            raise Refused("the answer's encoding is broken") from error
        except (HTTPError, HTTPException, OSError, ValueError) as error:
            deadline.left()
            raise Unreachable(f"{type(error).__name__}: {error}") from error
        finally:
            timer.cancel()
            timer.join()
            connection.given.close()


def hang_up(twin: socket.socket) -> None:
    try:
        twin.shutdown(socket.SHUT_RDWR)
    except OSError:  # the other side was first
        return


def read(answer: BaseHTTPResponse, headers: Mapping[str, str], kind: str, rules: Rules) -> bytes:
    """The decoded body, when its type is wanted and its size within bounds."""
    if rules.types is not None and not any(is_kind(kind, wanted) for wanted in rules.types):
        raise Refused(f"the content type is {kind or 'not given'}")
    declared = headers.get("content-length", "")
    if declared.isdecimal() and int(declared[:20]) > rules.max_bytes:
        raise TooMuch(f"more than {rules.max_bytes} bytes")
    body = bytearray()
    while chunk := answer.read(CHUNK, decode_content=True):
        body += chunk
        rules.deadline.left()
        if len(body) > rules.max_bytes:
            raise TooMuch(f"more than {rules.max_bytes} bytes")
    return bytes(body)


def is_kind(kind: str, wanted: str) -> bool:
    return kind.startswith(wanted) if wanted.endswith("/") else kind == wanted


@cache
def asking() -> dict[str, str]:
    """The headers of every request: who we are, nothing about who asked."""
    try:
        number = version("commonpress")
    except PackageNotFoundError:  # run from a checkout that was never installed
        number = "0"
    return {
        "User-Agent": f"Commonpress/{number} (newspaper server; fetches an address one of its members gave)",
        "Accept": "*/*",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }
