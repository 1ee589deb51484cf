"""The application as the server runs it: the edge in front of Django, told what to purge and how to count."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.conf import settings

from commonpress.config import refusals
from commonpress.engines.edge.application import Application
from commonpress.engines.edge.follow import Follower
from commonpress.engines.edge.memory import Memory
from commonpress.engines.lib import clock, peers
from commonpress.engines.readership import beacon
from commonpress.engines.readership.writer import writer

PATIENT = ("/account/data/archive/",)  # everything of a member's is read before the first byte goes out
STORED, NOT_STORED, MALFORMED = 204, 503, 400


def application(django: Any, threads: int) -> Application:
    return Application(
        django,
        memory=Memory(settings.EDGE_BYTES),
        hosts=settings.ALLOWED_HOSTS,
        trusted=peers.networks(settings.PROXIES),
        threads=threads,
        direct={"/seen/": count},
        come_again=refusals.come_again,
        patient=PATIENT,
        answer_seconds=settings.ANSWER_SECONDS,
        on_start=lambda edge: Follower(edge.purge_soon, partial(edge.purge_soon, here=False)).start(),
    )


def count(body: bytes, headers: Mapping[str, str], address: str, answer: Callable[[int], None]) -> None:
    """A beacon: answered once it is stored. What is deliberately not counted is answered the same way."""
    said = beacon.parse(body, headers, address)
    if not said:
        answer(MALFORMED)
        return
    writer.submit(beacon.judge(said, clock.now()), lambda stored: answer(STORED if stored else NOT_STORED))
