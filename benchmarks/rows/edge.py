"""The edge under load: kept pages beside nginx and a bare application, a crowd of everything, beacons, purges, memory.

Needs nginx and wrk (Debian's packages; `make bench` installs them when root).
"""

import sys
from collections.abc import Iterator
from contextlib import ExitStack

from benchmarks import Row, at_least, at_most, failed, told
from benchmarks.load import Measured, Target, in_turn
from benchmarks.papers import attempted, generated, probe, served
from benchmarks.peers import serving
from tools.system import find_nginx, find_wrk

GROUP = "edge"
STORIES = 2000
BR, GZIP = {"accept-encoding": "gzip, deflate, br"}, {"accept-encoding": "gzip"}
TASKS = "rust" if sys.version_info < (3, 12) else "asyncio"  # as config/server.py
OF_BARE, OF_NGINX, OF_STRANGER = 0.8, 0.4, 0.95


def rows() -> Iterator[Row]:
    if not (find_nginx() and find_wrk()):
        yield failed("edge", "", "needs nginx and wrk: apt-get install nginx-light wrk")
        return
    yield from attempted(kept)


def kept() -> Iterator[Row]:
    """2,000 story pages in memory, each asked for in turn on 16 connections; everything serves the same bytes."""
    paper = generated(STORIES)
    known = probe("stories", paper, str(STORIES))
    paths = known["paths"]
    with ExitStack() as stack:
        address, process = stack.enter_context(served(paper))
        serving.save(address, paths)
        brotli, gzip, nginx = stack.enter_context(serving.nginx())
        rsgi, rsgi_process = stack.enter_context(serving.bare("rsgi", "--task-impl", TASKS))
        wsgi, wsgi_process = stack.enter_context(serving.bare("wsgi"))
        single, single_process = stack.enter_context(serving.bare("wsgi", "--blocking-threads", "1"))
        found = in_turn(
            {
                "ours": Target(address, process, paths, BR),
                "member": Target(address, process, paths, {**BR, "cookie": known["cookie"]}),
                "ours, gzip": Target(address, process, paths, GZIP),
                "nginx": Target(brotli, nginx, paths, BR),
                "nginx, gzip": Target(gzip, nginx, paths, GZIP),
                "bare RSGI": Target(rsgi, rsgi_process, paths, BR),
                "bare WSGI": Target(wsgi, wsgi_process, paths, BR),
                "bare WSGI, one thread": Target(single, single_process, paths, BR),
            }
        )
    yield from figures(found)


def figures(found: dict[str, Measured]) -> Iterator[Row]:
    for name, each in found.items():
        yield told(f"kept story page, {name}", each.rate, "req/s")
        yield told(f"kept story page, {name}, server's CPU", each.cpu, "µs/req")
    yield at_most("kept story page, failed answers", sum(each.failed for each in found.values()), "", 0)
    ours = found["ours"].rate
    for name in ("bare RSGI", "bare WSGI", "bare WSGI, one thread"):
        yield at_least(f"kept story page, of {name}", ours / found[name].rate, "", OF_BARE)
    yield at_least("kept story page, of nginx", ours / found["nginx"].rate, "", OF_NGINX)
    gzip = found["ours, gzip"].rate / found["nginx, gzip"].rate
    yield at_least("kept story page, gzip, of nginx", gzip, "", OF_NGINX)
    yield at_least("kept story page, member's of stranger's", found["member"].rate / ours, "", OF_STRANGER)
