"""``/go/<creative>/``: counts a click and leads to the creative's own address, which only the owner's screens can set."""

import threading
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from commonpress.domain.sponsors import access
from commonpress.domain.sponsors.models import Creative
from commonpress.engines.lib import clock
from commonpress.engines.readership import beacon
from commonpress.engines.readership.beacon import Sight
from commonpress.engines.readership.models import Kind
from commonpress.engines.readership.writer import writer

PATIENCE = 3.0  # seconds a reader waits for a count at most; who is led on without it is not counted
LONGEST = 200  # characters of a token


@require_safe
def go(request: HttpRequest, pk: int) -> HttpResponse:
    """Leads there whatever the token says, so that nobody can try out what counts; kept by nobody on the way."""
    creative = access.led_to_or_404(pk)
    if request.method == "GET":
        count(clicks(request, creative))
    response = HttpResponseRedirect(creative.address)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def clicks(request: HttpRequest, creative: Creative) -> list[Sight]:
    """What counts of this request: one click on this creative by a reader who opened the link, or nothing."""
    token = request.GET.get("t", "")[:LONGEST]
    if not token or request.headers.get("sec-fetch-dest", "document") != "document":
        return []
    body = urlencode({"t": token}).encode()
    said = beacon.parse(body, request.headers, request.META.get("REMOTE_ADDR", ""))
    found = beacon.judge(said, clock.now()) if said else []
    own = f"{creative.subject}:"
    return [one for one in found if one.kind == Kind.CLICKED and one.subject.startswith(own)]


def count(sights: list[Sight]) -> None:
    """Wait until it is committed, as for a view; a database that is away keeps nobody from going on."""
    answered = threading.Event()
    writer.submit(sights, lambda _stored: answered.set())
    answered.wait(PATIENCE)
