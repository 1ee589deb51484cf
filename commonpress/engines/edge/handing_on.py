"""What is no public page: read whole, asked of Django in a thread, and sent on as it comes.

Whoever asks is answered in time even where Django is not: what was begun goes on, and it is said that it may be done.
"""

import asyncio
from typing import TYPE_CHECKING, Any

from commonpress.engines.edge import bare, bridge, patience, too_large
from commonpress.engines.edge.answers import lower
from commonpress.engines.edge.bridge import Scope

if TYPE_CHECKING:
    from commonpress.engines.edge.application import Application

TOO_SLOW, NO_LENGTH = 408, 411
MOST_WAITING = 256  # requests that wait for a thread; the next is asked to come again


async def hand_on(edge: "Application", scope: Scope, protocol: Any, turns: patience.Threads) -> None:
    if edge.waiting >= MOST_WAITING:
        edge.refuse(scope, protocol)
        return
    try:
        environ = await too_large.environ_of(scope, protocol, edge.trusted)
    except patience.Gone:
        edge.refuse(scope, protocol, TOO_SLOW)
        return
    except patience.Unmeasured:
        protocol.response_bytes(NO_LENGTH, bare.PLAIN, bare.UNMEASURED)
        return
    asking = edge.loop.create_task(ask(edge, environ, turns))
    await asyncio.wait([asking], timeout=None if is_patient(edge, environ) else edge.answer_seconds)
    if not asking.done():
        asking.add_done_callback(forget)
        edge.refuse(scope, protocol, is_begun=True)
        return
    try:
        answer = asking.result()
    except patience.Busy:
        edge.refuse(scope, protocol)
        return
    if isinstance(answer.body, bytes):
        edge.pass_on(answer, scope.method, protocol)
    else:
        await stream(edge, answer, scope.method, protocol)


def is_patient(edge: "Application", environ: dict[str, Any]) -> bool:
    return patience.takes_time(environ.get("CONTENT_TYPE", "")) or environ["PATH_INFO"] in edge.patient


async def ask(edge: "Application", environ: dict[str, Any], turns: patience.Threads) -> bridge.Answer:
    """Raises ``patience.Busy``. It holds its thread, and its body, until Django is done, whoever left meanwhile."""
    is_write = environ["REQUEST_METHOD"] not in {"GET", "HEAD", "OPTIONS"}
    edge.waiting += 1
    try:
        return await turns.run(bridge.ask, edge.django, environ, is_write=is_write)
    finally:
        edge.waiting -= 1
        environ["wsgi.input"].close()


def forget(asking: "asyncio.Task[bridge.Answer]") -> None:
    """An answer that nobody waits for any more."""
    if not asking.cancelled() and not asking.exception():
        answer = asking.result()
        if not isinstance(answer.body, bytes):
            answer.response.close()


async def stream(edge: "Application", answer: bridge.Answer, method: str, protocol: Any) -> None:
    body: Any = answer.body
    headers = lower(answer.headers)
    try:
        if method == "HEAD":
            protocol.response_bytes(answer.status, headers, b"")
            return
        out = protocol.response_stream(answer.status, headers)
        while (piece := await edge.loop.run_in_executor(edge.pool, next, body, None)) is not None:
            await out.send_bytes(piece)
    finally:
        answer.response.close()
