"""When the certificate of the paper's public address ends. The worker looks; the owner's page shows what it saw.

It asks as a reader's browser would, from this machine, through the client that goes out. Where that does not lead to the
paper (no network, an address only known outside), nothing is known, and that is said.
"""

import ssl
from datetime import UTC, datetime

from django.conf import settings

from commonpress.engines.events import signs
from commonpress.engines.lib import clock, http, public
from commonpress.engines.lib.causes import causes

SIGN = "certificate"
EVERY_SECONDS = 6 * 3600.0


def tick() -> bool:
    """The worker's follower."""
    if settings.BEHIND_TLS:
        signs.give(SIGN, **seen(settings.BASE_URL))
    return False


def seen(address: str, judge: http.Judge = public.refusal) -> dict[str, str]:
    """``until`` (ISO), or ``wrong``: what a browser would object to; or ``unknown``: why nobody can say from here."""
    try:
        seconds = ssl.cert_time_to_seconds(http.certificate_end(address, judge=judge))
    except http.FetchError as problem:
        return judged(problem)
    return {"until": datetime.fromtimestamp(seconds, UTC).isoformat()}


def judged(problem: http.FetchError) -> dict[str, str]:
    for cause in causes(problem):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return {"wrong": cause.verify_message}
    return {"unknown": str(problem)[:200]}


def days_left(until: str) -> int:
    return (datetime.fromisoformat(until) - clock.now()).days
