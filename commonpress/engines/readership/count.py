"""``POST /seen/`` for a server without the edge, which otherwise answers it from the same functions without a thread."""

import threading

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from commonpress.engines.lib import clock
from commonpress.engines.readership import beacon
from commonpress.engines.readership.writer import writer

PATIENCE = 25.0  # seconds; the database itself gives up after 20


@csrf_exempt  # no session takes part: whoever is counted, nothing is done in anybody's name
@require_POST
@cache_control(no_store=True)
def count(request: HttpRequest) -> HttpResponse:
    """204 when it is stored, and for all that is deliberately not counted, so that nobody can try out what counts."""
    if int(request.headers.get("Content-Length") or 0) > beacon.LARGEST:
        return HttpResponse(status=413)
    said = beacon.parse(request.body, request.headers, request.META.get("REMOTE_ADDR", ""))
    if not said:
        return HttpResponse(status=400)
    return HttpResponse(status=204 if is_stored(said) else 503)


def is_stored(said: beacon.Beacon) -> bool:
    answered, told = threading.Event(), []

    def done(stored: bool) -> None:
        told.append(stored)
        answered.set()

    writer.submit(beacon.judge(said, clock.now()), done)
    return answered.wait(PATIENCE) and told[0]
