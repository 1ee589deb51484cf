"""The program in front of Django: answers public pages from memory, and hands on the rest.

It speaks RSGI, so that one thread, the event loop's, answers what is in memory while a few others wait for Django and
for the database (docs/decisions/0031-the-edge-speaks-rsgi.md has the measurements).
"""

import asyncio
import logging
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from django.http.request import split_domain_port, validate_host

from commonpress.engines.edge import bare, bridge, figures, handing_on, hot, keys, lanes, patience, render
from commonpress.engines.edge.answers import failed, host_of, kept, lower, send
from commonpress.engines.edge.bridge import Scope
from commonpress.engines.edge.memory import Memory
from commonpress.engines.edge.page import Page, Variant, coding_for
from commonpress.engines.lib import asked, peers

log = logging.getLogger(__name__)

WATCHED, HEALTH = "/-/", "/-/health"  # for programs that watch; that we live is said without anybody's help
SMALL_BYTES = 4096  # of a post that is answered without Django
# How long a thread that makes a page may keep the interpreter while the event loop has an answer ready (Python's own
# 0.005 s would be the slowest part of an answer from memory).
SWITCH_SECONDS = 0.0005
MOST_WAITING = handing_on.MOST_WAITING
# What asks to come again at an address, by a method, in the paper's dress: headers and body. The last says whether the
# request was begun, and may come to its end.
ComeAgain = Callable[[str, str, bool], tuple[list[tuple[str, str]], bytes]]
# Answers a small post without Django: body, headers and the peer's address in; calls back with a status, from any thread.
Direct = Callable[[bytes, Mapping[str, str], str, Callable[[int], None]], None]


class Application:
    """One worker's edge. All its state belongs to the thread of the event loop; ``at_once`` reads it from the server's."""

    def __init__(
        self,
        django: Any,
        *,
        memory: Memory,
        hosts: Iterable[str] = ("*",),
        trusted: peers.Networks = (),
        threads: int = 4,
        direct: Mapping[str, Direct] | None = None,
        on_start: Callable[["Application"], None] = lambda _: None,
        come_again: ComeAgain = lambda *_: (bare.TOO_MUCH, bare.TOO_MANY),
        patient: Iterable[str] = (),
        answer_seconds: float = patience.ANSWER_SECONDS,
        beside_seconds: float = 0.0,
    ) -> None:
        self.django = django
        self.memory = memory
        self.hosts = list(hosts)
        self.trusted = trusted
        self.threads = threads
        self.direct = dict(direct or {})
        self.on_start = on_start
        self.come_again = come_again
        self.patient = frozenset(patient)  # addresses whose answers take their time
        self.answer_seconds = answer_seconds  # for all others
        self.known_hosts: set[str] = set()
        self.outage = patience.Outage()
        self.making: dict[str, asyncio.Future[render.Made]] = {}
        self.names: dict[str, str] = {}  # of the requests that wait for pages not begun yet
        self.figures = figures.Figures()
        at_once = min(threads, lanes.AT_ONCE)
        self.lanes = lanes.Lanes(
            self.start, at_once, beside_seconds, lambda *call: self.loop.call_later(*call)
        )
        self.waiting = 0
        self.settled: deque[tuple[asyncio.Future[int], int]] = deque()
        self.is_settling = False

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """In the worker, before its first request."""
        sys.setswitchinterval(SWITCH_SECONDS)
        self.loop = loop
        self.turns = patience.Threads(self.threads)
        self.pool = self.turns.pool
        self.watched = patience.Threads(1, "watched")  # who watches waits for no reader
        self.aside = self.watched.pool
        self.prefill = hot.Prefill(self)
        self.figures.start(self)
        self.on_start(self)

    def at_once(self, scope: Scope, protocol: Any) -> bool:
        """Answer with a page that is in memory and fresh; say whether that was so. Most requests go no further.

        For the server's own thread: it changes nothing but what may be a moment off (hits, Age) and ``figures.at_once``.
        """
        page = self.fresh(scope)
        headers = scope.headers
        variant = page and page.variants.get(coding_for(headers.get("accept-encoding") or ""))
        if not page or not variant or host_of(scope, headers) not in self.known_hosts:
            return False
        page.hits += 1
        send(page, variant, scope.method, headers, protocol, self.figures.at_once)
        return True

    def fresh(self, scope: Scope) -> Page | None:
        method = scope.method
        if method != "GET" and method != "HEAD":
            return None
        path, query = scope.path, scope.query_string
        key = keys.key_of(path, query) if query or "?" in path else path
        page = self.memory.get(key) if key else None
        return page if page and time.monotonic() < page.fresh_until else None

    async def __rsgi__(self, scope: Scope, protocol: Any) -> None:
        method, host = scope.method, host_of(scope, scope.headers)
        if (page := self.fresh(scope)) and self.is_ours(host):  # the first as this host, or in this coding
            self.hand_out(page, scope, protocol)
        elif scope.path == HEALTH:
            protocol.response_bytes(200, bare.PLAIN, b"ok\n" if method != "HEAD" else b"")
        elif scope.path.startswith(WATCHED):
            await self.through_django(scope, protocol, self.watched)
        elif method in {"GET", "HEAD"}:
            page, name = await self.fetched(scope, keys.key_of(scope.path, scope.query_string), protocol)
            if page:
                self.hand_out(page, scope, protocol, name)
        elif method == "POST" and scope.path in self.direct:
            await self.take(scope, protocol)
        else:
            await self.through_django(scope, protocol)

    # Pages

    async def fetched(self, scope: Scope, key: str | None, protocol: Any) -> tuple[Page | None, str]:
        """The page, made or filled anew, and for which request; no page when it was answered otherwise."""
        if key is None or not self.is_ours(host_of(scope, scope.headers)):
            await self.through_django(scope, protocol)
            return None, ""
        page = self.memory.get(key)
        if page and (self.may_go_out(page) or self.stands_in(page)):
            return page, ""
        if key not in self.making and len(self.making) >= MOST_WAITING:
            self.refuse(scope, protocol)
            return None, ""
        name = asked.name_of(scope.client, scope.headers, self.trusted) if key not in self.making else ""
        flight = self.flight(key, name=name)
        made = await patience.landed(flight, has_old=self.memory.stand_in(key) is not None)
        if made and made.page:
            return made.page, made.name
        if (made is None or made.failed) and (old := self.memory.stand_in(key)):
            again = hot.AGAIN_SECONDS if made else patience.OLD_PAGE_AGAIN_SECONDS
            old.fresh_until = time.monotonic() + again
            return old, ""
        if made is None:
            self.refuse(scope, protocol)
            return None, ""
        if not made.failed:
            self.memory.drop(key)
        figures.count("made", made.answer.status)
        self.pass_on(made.answer, scope.method, protocol)
        return None, ""

    def stands_in(self, page: Page) -> bool:
        """Whether the database did not answer a moment ago: then nobody waits to hear that again."""
        return self.outage.is_on() and self.memory.stand_in(page.key) is not None

    def may_go_out(self, page: Page) -> bool:
        """Whether the page goes out as it is although a new one is due, which is then made meanwhile.

        For half a second after its purge, when the change was made elsewhere or many others are being made; and for some
        seconds when only its counters are due.
        """
        now = time.monotonic()
        is_busy = self.lanes.pressing >= self.threads
        may = now < page.old_until or (is_busy and page.was_purged_within(hot.OLD_SECONDS, now))
        is_paced = page.stale_since is not None and now - page.made_at < hot.PACE_SECONDS
        if may and not is_paced and len(self.lanes.later) < lanes.MOST_LATER:
            self.flight(page.key, urgent=False)
        return may

    def flight(self, key: str, *, urgent: bool = True, name: str = "") -> "asyncio.Future[render.Made]":
        """One making of one page, however many wait for it; it bears the ``name`` of the request that asked first."""
        found = self.making.get(key)
        if found is None:
            self.names[key] = name
            self.making[key] = found = self.loop.create_future()
            self.lanes.add(key, found, urgent=urgent)
        elif urgent:
            self.lanes.hasten(key, found)
        return found

    def start(self, key: str, landed: "asyncio.Future[render.Made]") -> None:
        page = self.memory.get(key)
        now = time.monotonic()
        name = self.names.pop(key, "") or asked.new()
        if page and page.stale_since is None and now < page.expires_at:  # only its counters are due
            if not page.packed_holes:
                page.filled(now)
                self.land(key, landed, kept(page))
                return
            work = self.loop.run_in_executor(self.pool, render.fill, page)
            work.add_done_callback(lambda done: self.filled(key, landed, page, done))
            return
        flight = self.memory.begin(key, name)
        if page and page.is_renewable and now < page.expires_at:
            making = self.loop.run_in_executor(self.pool, render.renew, self.django, page, name)
        else:
            making = self.loop.run_in_executor(self.pool, render.make, self.django, key, name)
        making.add_done_callback(lambda done: self.made(key, landed, flight, done))

    def filled(self, key: str, landed: Any, page: Page, done: Any) -> None:
        """New counters came, or could not be had: then the old ones stay, and the page with them."""
        if done.exception():
            log.error("the counters of %s could not be read", key, exc_info=done.exception())
            self.outage.note(done.exception())
        if page.stale_since is not None:  # purged meanwhile
            pass
        elif not done.exception() and done.result():
            page.write(done.result(), time.monotonic())
            self.memory.grown(page)
        else:
            page.filled(time.monotonic())
        self.land(key, landed, kept(page))

    def made(self, key: str, landed: Any, flight: Any, done: Any) -> None:
        if done.exception():
            log.error("%s could not be made", key, exc_info=done.exception(), extra={"request": flight.name})
        made: render.Made = failed(flight.name) if done.exception() else done.result()
        made.name = flight.name
        figures.made(flight)
        self.outage.note(done.exception(), made.answer.status)
        was_kept = self.memory.finish(flight, made.page)
        if made.page and not was_kept:
            made.page.fresh_until = 0.0  # for those who asked before the purge, and nobody after
        self.land(key, landed, made)

    def land(self, key: str, landed: Any, made: render.Made) -> None:
        if self.making.get(key) is landed:
            del self.making[key]
        landed.set_result(made)
        self.lanes.done()

    def purge(self, tags: Iterable[str], *, here: bool = True) -> None:
        """From the thread of the event loop. Who asks from now on waits for what is made from now on.

        When the change was not made ``here``, whoever made it cannot know that we have heard of it: old pages may go out
        for another half second, so that readers need not wait.
        """
        met = self.memory.purge(tags, old_seconds=0.0 if here else hot.OLD_SECONDS)
        for key in [page.key for page in met] + self.memory.unknown_in_flight():
            if key in self.making and self.lanes.has_begun(self.making[key]):
                del self.making[key]
        self.figures.purged(len(met))
        self.prefill.want(page.key for page in met if page.hits >= hot.READ_OFTEN)

    def purge_soon(self, tags: Iterable[str], *, here: bool = True) -> None:
        """From any other thread."""
        self.loop.call_soon_threadsafe(partial(self.purge, tuple(tags), here=here))

    def hand_out(self, page: Page, scope: Scope, protocol: Any, name: str = "") -> None:
        """``name`` is of the request the page was just made for, and not kept with it."""
        page.hits += 1
        headers = scope.headers
        variant = page.variants.get(coding_for(headers.get("accept-encoding") or ""))
        if name:
            figures.count("made", 200)
        counted = figures.Sent() if name else self.figures.later
        variant = variant or self.coded(page, headers)
        send(page, variant, scope.method, headers, protocol, counted, name)

    def coded(self, page: Page, headers: Any) -> Variant:
        variant = page.variant(coding_for(headers.get("accept-encoding") or ""))
        self.memory.grown(page)
        return variant

    def is_ours(self, host: str) -> bool:
        """Whether a Host is one of ours; the others are told so by Django. Good ones are remembered."""
        if host in self.known_hosts:
            return True
        name, _ = split_domain_port(host)
        if not (name and validate_host(name, self.hosts)):
            return False
        if len(self.known_hosts) < 1000:
            self.known_hosts.add(host)
        return True

    # Everything else

    async def take(self, scope: Scope, protocol: Any) -> None:
        """A small post that is answered without Django."""
        headers = dict(scope.headers.items())
        length = headers.get("content-length", "")
        if not length.isdecimal() or int(length) > SMALL_BYTES:
            protocol.response_empty(413 if length else 411, bare.EMPTY)
            figures.count("beacon", 413)
            return
        body = await patience.small(protocol, int(length))
        address, _ = peers.seen_through(scope.client, headers, self.trusted)
        answered: asyncio.Future[int] = self.loop.create_future()
        self.direct[scope.path](body, headers, address, partial(self.soon, answered))
        status = await patience.stored(answered)
        figures.count("beacon", status)
        protocol.response_empty(status, bare.EMPTY)

    def soon(self, answered: "asyncio.Future[int]", status: int) -> None:
        """From any thread. A group of views is stored at once: the loop is woken once for all of it."""
        self.settled.append((answered, status))
        if not self.is_settling:
            self.is_settling = True
            self.loop.call_soon_threadsafe(self.settle)

    def settle(self) -> None:
        self.is_settling = False  # first: what comes from now on wakes the loop again
        while self.settled:
            answered, status = self.settled.popleft()
            if not answered.done():  # the reader may have left
                answered.set_result(status)

    def refuse(self, scope: Scope, protocol: Any, status: int = 503, *, is_begun: bool = False) -> None:
        """Asks to come again in a moment. Nothing was begun, or with ``is_begun`` it may be done all the same."""
        figures.count("refused", status)
        headers, body = self.come_again(scope.path, scope.method, is_begun)
        protocol.response_bytes(status, headers, body if scope.method != "HEAD" else b"")

    async def through_django(
        self, scope: Scope, protocol: Any, turns: patience.Threads | None = None
    ) -> None:
        await handing_on.hand_on(self, scope, protocol, turns or self.turns)

    def pass_on(self, answer: bridge.Answer, method: str, protocol: Any) -> None:
        body = answer.body if method != "HEAD" else b""
        protocol.response_bytes(answer.status, lower(answer.headers), body)
