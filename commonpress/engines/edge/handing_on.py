"""What is no public page: read whole, asked of Django in a thread, and sent on as it comes."""

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
    edge.waiting += 1
    try:
        await ask(edge, scope, environ, protocol, turns)
    finally:
        edge.waiting -= 1
        environ["wsgi.input"].close()


async def ask(
    edge: "Application", scope: Scope, environ: dict[str, Any], protocol: Any, turns: patience.Threads
) -> None:
    is_write = scope.method not in {"GET", "HEAD", "OPTIONS"}
    try:
        answer = await turns.run(bridge.ask, edge.django, environ, is_write=is_write)
    except patience.Busy:
        edge.refuse(scope, protocol)
        return
    if isinstance(answer.body, bytes):
        edge.pass_on(answer, scope.method, protocol)
    else:
        await stream(edge, answer, scope.method, protocol)


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
