"""Addresses for programs that watch: /-/health, /-/ready and /-/metrics. No page, no cache, no secret, any Host.

They are answered before everything else, so that a paper whose options cannot be read can still say so.
"""

from collections.abc import Callable, Iterator

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

Answer = Callable[[HttpRequest], HttpResponse]
View = Callable[[HttpRequest], HttpResponse]

HEALTH, READY, METRICS = "/-/health", "/-/ready", "/-/metrics"
PLAIN = "text/plain; charset=utf-8"


def answered(answer: Answer) -> Answer:
    """The first of all middleware."""

    def middleware(request: HttpRequest) -> HttpResponse:
        view = VIEWS.get(request.path_info)
        if view is None:
            return answer(request)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponse(status=405, headers={"Allow": "GET, HEAD", "Cache-Control": "no-store"})
        try:
            response = view(request)
        except PermissionDenied:
            return answer(request)  # as if there were nothing: the paper's own page says so
        response.headers["Cache-Control"] = "no-store"
        return response

    return middleware


def health(request: HttpRequest) -> HttpResponse:
    """This process answers. Where the edge stands in front, it says so without us."""
    return HttpResponse("ok\n", content_type=PLAIN)


def ready(request: HttpRequest) -> HttpResponse:
    """Whether readers should be sent here: 200, or 503 with one reason a line."""
    reasons = list(unready())
    words = "\n".join(reasons) or "ready"
    status = 503 if reasons else 200
    return HttpResponse(f"{words}\n", status=status, content_type=PLAIN)


def unready() -> Iterator[str]:
    from commonpress.engines.events import signs

    try:
        waiting = waiting_migrations()
        if waiting:
            yield f"{waiting} migrations are waiting: run `commonpress serve`, which migrates at its start"
            return
        if not signs.worker_is_heard():
            yield "no worker was heard of for a minute: run `commonpress worker`, or serve with --errands"
    except DatabaseError:
        # The driver's own words may name hosts and users.
        yield "the database does not answer: `commonpress doctor` says more"


class Known:
    """Migrations only ever come with another version of the program; once none waits, none will."""

    is_migrated = False


def waiting_migrations() -> int:
    if Known.is_migrated:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return 0
    from commonpress.interfaces.transfer.upgrade.apply import due

    waiting = len(due())
    Known.is_migrated = not waiting
    return waiting


def metrics(request: HttpRequest) -> HttpResponse:
    """For the bearer of ``COMMONPRESS_METRICS_TOKEN`` alone; for anybody else there is nothing here."""
    kind, _, words = request.headers.get("Authorization", "").partition(" ")
    wanted = settings.METRICS_TOKEN
    may = wanted and kind.lower() == "bearer" and constant_time_compare(words.strip(), wanted)
    if not may:
        raise PermissionDenied
    from commonpress.config import metrics

    return HttpResponse(metrics.text(), content_type=metrics.CONTENT_TYPE)


VIEWS: dict[str, View] = {HEALTH: health, READY: ready, METRICS: metrics}
