"""The name of a request: the same in the answer, on an error page and in every line of the log."""

import re
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from commonpress.engines.lib import peers

NAME = "commonpress.request"  # in a request's environment, where no header of a reader can put it
HEADER = "X-Request-ID"
GIVEN = re.compile(r"[A-Za-z0-9._-]{8,64}")  # nothing that could end a line or a header
LETTERS = (
    "23456789abcdefghjkmnpqrstvwxyz"  # without those that are taken for others when read out on the telephone
)
LENGTH = 10  # 30 to the tenth: none twice in a paper's life


def of(environ: Mapping[str, Any]) -> str:
    """The name of this request; empty where nobody gave it one."""
    return str(environ.get(NAME, ""))


def new() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def name_of(
    client: str, headers: Mapping[str, str] | Sequence[tuple[str, str]], trusted: peers.Networks
) -> str:
    """The name a trusted proxy gave in X-Request-ID, else a new one. Names of headers are in lower case."""
    if trusted and peers.is_trusted(peers.without_port(client), trusted):
        given = dict(headers).get("x-request-id", "")
        if GIVEN.fullmatch(given):
            return given
    return new()
