"""The server: one parent that loads the program once, and its children forked from it, which share that memory.

The children are the application's workers and, unless told otherwise, the worker that runs errands.
"""

import contextlib
import ctypes
import gc
import io
import logging
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.context import ForkProcess
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connections
from granian.constants import Interfaces, TaskImpl
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.mp import MPServer

from commonpress.config import at_once, waiting
from commonpress.config.access import Access
from commonpress.engines.edge import bridge
from commonpress.engines.edge.application import Application

log = logging.getLogger(__name__)

PR_SET_PDEATHSIG = 1
STOP_SECONDS = 10  # how long an open request or errand may still take when the server is told to end
RESPAWN_SECONDS = 1.0
RESPAWN_PAUSE = 0.2
MOST_CONNECTIONS = 4096  # of one worker; idle ones count
HEADER_SECONDS = 20  # for the head of a request; whoever sends it letter by letter is hung up on
# glibc gives every thread a heap of its own, and what is free in one is not used by another.
M_ARENA_MAX, ARENAS = -8, 2
# Objects between two looks for cycles: at 700, which is usual, they are a fortieth of what a page takes.
YOUNG = 5_000


@dataclass(frozen=True)
class Serving:
    """How to serve. ``threads`` answer requests inside each worker."""

    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    threads: int = 4
    runs_errands: bool = True


def serve(how: Serving) -> None:
    """Serve until SIGINT or SIGTERM. Raises ``OSError`` when the address is taken."""
    from commonpress.config import edge, wsgi  # the parent loads everything, so that the children share it

    share_heaps()
    warm(wsgi.application)
    server = Server(
        "commonpress.config.edge:application",
        address=how.host,
        port=how.port,
        interface=Interfaces.RSGI,
        # Its own tasks (rust) are a little quicker and never let go of what they waited for.
        task_impl=TaskImpl.asyncio,
        workers=how.workers,
        websockets=False,
        backpressure=MOST_CONNECTIONS,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_SECONDS * 1000),
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
        log_level=LogLevels.warning,
    )
    parent = os.getpid()
    os.register_at_fork(after_in_child=lambda: die_with_parent(parent) if os.getppid() == parent else None)
    if how.runs_errands:
        keeper = Keeper(run_errands)
        server.on_startup(keeper.start)
        server.on_shutdown(keeper.stop)
    applications: list[Application | Access] = []  # one, in each worker

    def load(*_: Any) -> Any:  # granian's type asks for less than it takes
        waiting.like_a_person()
        made = edge.application(wsgi.application, how.threads)
        applications.append(Access(made) if settings.LOG_REQUESTS == "all" else made)
        return applications[-1]

    at_once.install(lambda: applications[-1].at_once)
    server.serve(target_loader=load, wrap_loader=False)


class Server(MPServer):
    """Granian ends as a whole when a worker dies twice within six seconds. Ours starts it again however often that is."""

    def _respawn_workers(self, workers: list[int], *given: Any, **more: Any) -> None:
        log.error("workers %s ended; starting them again", ", ".join(map(str, workers)))
        super()._respawn_workers(workers, *given, **more)
        self.respawned_wrks.clear()
        time.sleep(RESPAWN_PAUSE)  # a program that ends at once must not fork all day
        if self.interrupt_children:  # one more ended meanwhile, and granian may have missed the call
            self.main_loop_interrupt.set()


def warm(application: Callable[..., object]) -> None:
    """Import what the first request would, let go of connections, and mark all memory as shared."""
    from django.urls import get_resolver

    get_resolver().url_patterns  # noqa: B018 (the access imports every view)
    load_for_programs()
    asked = bridge.base("GET", "/robots.txt", "", io.BytesIO()) | {"HTTP_HOST": "localhost"}
    logging.disable(logging.INFO)  # nobody asked for it
    application(asked, lambda *_: None)
    logging.disable(logging.NOTSET)
    let_go_of_the_database()
    gc.collect()
    give_back()
    gc.freeze()
    gc.set_threshold(YOUNG)


def load_for_programs() -> None:
    """The API too, where somebody holds a token: else the first to ask, and all beside them, wait for it to load."""
    from commonpress.interfaces.api import tokens

    with contextlib.suppress(DatabaseError):  # one that is away is told to those who ask
        if tokens.are_held():
            import_module("commonpress.interfaces.api.service_urls")


def share_heaps() -> None:
    """Before any thread begins. Elsewhere than on glibc do nothing."""
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, ARENAS)


def give_back() -> None:
    """What the heaps hold and nobody uses, to the system: each child would have to copy it."""
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)


def let_go_of_the_database() -> None:
    """Before a fork: two processes on one connection read each other's answers, and a pool's threads are not forked."""
    connections.close_all()
    for connection in connections.all(initialized_only=True):
        if hasattr(connection, "close_pool"):  # PostgreSQL's
            connection.close_pool()


class Keeper:
    """Keeps one child process alive: starts it anew when it dies, ends it when the server ends."""

    def __init__(self, work: Callable[[], None]) -> None:
        self.work = work
        self.stopping = threading.Event()
        self.process: ForkProcess | None = None

    def start(self) -> None:
        self._spawn()
        threading.Thread(target=self._watch, name="keeper", daemon=True).start()

    def stop(self) -> None:
        self.stopping.set()
        process = self.process
        if process and process.is_alive():
            process.terminate()
            process.join(STOP_SECONDS)
            if process.is_alive():
                process.kill()

    def _watch(self) -> None:
        while not self.stopping.wait(RESPAWN_SECONDS):
            if self.process and not self.process.is_alive():
                log.error("the errand worker ended with %s; starting it again", self.process.exitcode)
                self._spawn()

    def _spawn(self) -> None:
        self.process = multiprocessing.get_context("fork").Process(target=self.work, daemon=True)
        self.process.start()


def run_errands() -> None:
    """The errand worker's whole life: ends on SIGTERM, and with its parent."""
    from commonpress.engines.events import work

    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    die_with_parent(os.getppid(), signal.SIGTERM)
    connections.close_all()
    work.run(stop)
    connections.close_all()


def die_with_parent(parent: int, how: int = signal.SIGKILL) -> None:
    """Ask Linux to end this process when ``parent`` is gone, even by kill -9; elsewhere do nothing."""
    try:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, how)
    except (AttributeError, OSError):
        return
    if os.getppid() != parent:  # it went before we could ask
        os.kill(os.getpid(), how)
