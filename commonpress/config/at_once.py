"""What is in memory is answered in the thread in which the server hands over the request: no task, and no event loop.

Granian makes a coroutine of each request and gives it to the event loop's thread, which makes a task of it; for a page that
is there, each of these costs more than the answer. This puts one plain call before them, by taking the place of granian's
own (2.8, ``granian/_futures.py``). There is one such thread. A version that looks different makes tasks as before.
"""

import logging
from collections.abc import Callable
from typing import Any

from granian import _futures

log = logging.getLogger(__name__)

REPLACED = "_cbsched_aioschedule"
AtOnce = Callable[[Any, Any], bool]


def install(at_once: Callable[[], AtOnce]) -> None:
    """Before the workers start: ``at_once()`` gives, in the worker, who answers a request or says that it did not.

    It is asked in another thread than the event loop's.
    """
    if hasattr(_futures, REPLACED):
        setattr(_futures, REPLACED, lambda loop, context, begin: schedule(loop, context, begin, at_once()))
    else:
        log.warning(
            "this version of granian makes a task of each request; pages are answered a little slower"
        )


def schedule(loop: Any, context: Any, begin: Callable[[Any], Any], at_once: AtOnce) -> Callable[[Any], None]:
    """What takes a request from the server's thread; ``begin`` makes its coroutine."""

    def run(watcher: Any) -> None:
        watcher.taskref(loop.create_task(begin(watcher)))

    def hand_over(watcher: Any) -> None:
        try:
            if at_once(watcher.scope, watcher.proto):
                watcher.done()
                return
        except Exception as problem:
            watcher.err(problem)
            return
        loop.call_soon_threadsafe(run, watcher, context=context)

    return hand_over
