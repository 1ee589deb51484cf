"""What a reader's browser says it showed, and whether it counts.

The body is a form (``application/x-www-form-urlencoded``), at most ``LARGEST`` bytes: ``t`` once for each token, at most
``MOST``, and perhaps ``r``, the host the reader came from. Nothing else is read from it.

Neither function touches the database, so that both may run inside an event loop.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qsl

from django.conf import settings

from commonpress.engines.readership import robots, token
from commonpress.engines.readership.agents import agent_class
from commonpress.engines.readership.referrers import referrer

LARGEST = 4096  # bytes
MOST = 20  # tokens
OFTEN = 256  # bytes; the longest that is remembered
LONGEST = 300  # characters of a host or a header that are looked at


@dataclass(slots=True)  # one a request: a frozen one takes three times as long to make
class Beacon:
    """One message of a browser. ``address`` lives as long as this object; nothing writes it anywhere."""

    tokens: tuple[str, ...]
    referrer: str = ""
    address: str = field(default="", repr=False)
    user_agent: str = ""
    accept_language: str = ""
    gpc: bool = False
    purpose: str = ""
    site: str = ""
    hints: str = ""
    origin_ok: bool = True


@dataclass(frozen=True)
class Who:
    """What a reader is known by until keys.py has made a hash of it. Never shown, not even in a traceback."""

    address: str = field(repr=False)
    user_agent: str = field(repr=False)
    accept_language: str = field(repr=False)


class Sight(NamedTuple):
    """One thing seen or clicked by a reader, as ``writer.Writer.submit`` takes it."""

    subject: str
    kind: str
    agent: str
    referrer: str
    who: Who


def parse(body: bytes, headers: Mapping[str, str], address: str) -> Beacon | None:
    """A beacon out of a request; nothing when the body is not one. ``address`` is the client's.

    ``headers`` are looked up by names in lower case.
    """
    said = known(body) if len(body) <= OFTEN else tokens_and_referrer(body)
    if said is None:
        return None
    return Beacon(
        tokens=said[0],
        referrer=said[1],
        address=address,
        user_agent=headers.get("user-agent", ""),
        accept_language=headers.get("accept-language", "")[:LONGEST],
        gpc=headers.get("sec-gpc", "") == "1",
        purpose=headers.get("sec-purpose", "") or headers.get("purpose", "") or headers.get("x-moz", ""),
        site=headers.get("sec-fetch-site", ""),
        hints=headers.get("sec-ch-ua", ""),
        origin_ok=is_own(headers.get("origin", ""), headers.get("host", "")),
    )


@lru_cache(maxsize=4096)
def known(body: bytes) -> tuple[tuple[str, ...], str] | None:
    """Most readers of a story send the same."""
    return tokens_and_referrer(body)


def tokens_and_referrer(body: bytes) -> tuple[tuple[str, ...], str] | None:
    if len(body) > LARGEST:
        return None
    try:
        pairs = parse_qsl(body.decode("ascii"), strict_parsing=True, max_num_fields=MOST + 1)
    except ValueError:
        return None
    tokens = tuple(value for name, value in pairs if name == "t")
    hosts = [value for name, value in pairs if name == "r"]
    if not 1 <= len(tokens) <= MOST or len(tokens) + len(hosts) < len(pairs):
        return None
    return tokens, hosts[0][:LONGEST] if hosts else ""


def is_own(origin: str, host: str) -> bool:
    """Whether the page that sent this is the paper's. Browsers name the origin of every POST; programs need not."""
    _, _, named = origin.lower().partition("://")
    return not origin or (
        bool(named) and named in {host.lower(), settings.BASE_URL.partition("://")[2].lower()}
    )


def judge(beacon: Beacon, now: datetime) -> list[Sight]:
    """What counts of a beacon, unless the reader was counted within the half hour, which only the writer knows."""
    if not is_reader(beacon):
        return []
    found = dict.fromkeys(said for each in beacon.tokens if (said := token.read(each, now)))
    who = Who(beacon.address, beacon.user_agent, beacon.accept_language)
    agent, host = agent_class(beacon.user_agent), referrer(beacon.referrer)
    return [Sight(subject, kind, agent, host, who) for subject, kind in found]


def is_reader(beacon: Beacon) -> bool:
    """A person, on the paper's own page, who has not asked to be left out, and whose page was opened."""
    return (
        not beacon.gpc
        and not beacon.purpose
        and beacon.origin_ok
        and beacon.site in ("", "same-origin")
        and not robots.is_automated(beacon.hints)
        and not robots.is_robot(beacon.user_agent)
    )
