"""The application as the server runs it: the edge in front of Django, told what to purge and how to count."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from django.conf import settings
from django.db import connection

from commonpress.config import refusals
from commonpress.domain.conversation.tags import is_of_a_thread
from commonpress.engines.edge.application import Application
from commonpress.engines.edge.follow import Follower
from commonpress.engines.edge.memory import Memory
from commonpress.engines.lib import clock, peers
from commonpress.engines.readership import beacon
from commonpress.engines.readership.writer import writer

PATIENT = ("/account/data/archive/",)  # everything of a member's is read before the first byte goes out
# SQLite answers in our own process: no page waits for it, and two in the making only take the interpreter from each other,
# which cost a tenth of their processor. One that takes longer than this holds up no other.
BESIDE_SECONDS = 0.02
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
        beside_seconds=BESIDE_SECONDS if connection.vendor == "sqlite" else 0.0,
        on_start=follow,
    )


def follow(edge: Application) -> None:
    Follower(partial(changed_here, edge), partial(edge.purge_soon, here=False)).start()


def changed_here(edge: Application, tags: Iterable[str]) -> None:
    """A conversation may go out half a second old in this process too, and is made anew so often at most: whoever wrote is
    shown it on a page of their own, and its readers wait for nobody, however many write."""
    found = list(tags)
    edge.purge_soon(found, here=not all(map(is_of_a_thread, found)))


def count(body: bytes, headers: Mapping[str, str], address: str, answer: Callable[[int], None]) -> None:
    """A beacon: answered once it is stored. What is deliberately not counted is answered the same way."""
    said = beacon.parse(body, headers, address)
    if not said:
        answer(MALFORMED)
        return
    writer.submit(beacon.judge(said, clock.now()), lambda stored: answer(STORED if stored else NOT_STORED))
