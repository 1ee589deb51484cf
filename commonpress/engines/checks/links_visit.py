"""The errand that asks for addresses, and the look at the text again when the answers have come."""

from urllib.parse import urljoin

from django.db import transaction

from commonpress.engines.checks import store
from commonpress.engines.checks.desk_models import LinkState
from commonpress.engines.checks.links import LONGEST, key, stale
from commonpress.engines.checks.models import Report
from commonpress.engines.checks.run import examine
from commonpress.engines.events.models import Event
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock, http, public

RENEWED = "checks.renewed"
SECONDS = (
    5  # for one address with all its redirects; thirty take two and a half of the five minutes a worker has
)
ENOUGH = 256 * 1024  # bytes; what is larger is there, and that is all we ask
REDIRECTS = 5
GONE = frozenset({404, 410})

Found = tuple[str, int, str]


def visit_links(event: Event, judge: http.Judge = public.refusal) -> None:
    """Ask for the addresses of an event, keep what was found, then look at the text again. Safe to run twice.

    ``judge`` is the guarded client's; only tests give another.
    """
    for address in stale(event.facts["addresses"]):
        keep(address, ask(address, judge))
    renew(event.subject)


def ask(address: str, judge: http.Judge) -> Found:
    """State, status and where it leads in the end.

    What we would not fetch, what breaks and what says "not to you" (403, 429, 5xx) is unknown: many sites turn programs
    away, and an author must not be told that a link is dead which any reader can open.
    """
    rules = http.Rules(ENOUGH, None, judge, http.Deadline(SECONDS), {})
    here = address
    try:
        for _hop in range(REDIRECTS + 1):
            answer = http.visit(here, rules)
            if answer.status not in http.REDIRECTS or "location" not in answer.headers:
                return state_of(answer.status, address, here)
            here = urljoin(answer.url, answer.headers["location"])
    except http.TooMuch:
        return state_of(200, address, here)
    except http.NoName:
        return LinkState.State.DEAD, 0, ""
    except http.FetchError:
        pass
    return LinkState.State.UNKNOWN, 0, ""


def state_of(status: int, asked: str, here: str) -> Found:
    if status in GONE:
        return LinkState.State.DEAD, status, ""
    if not 200 <= status < 300:
        return LinkState.State.UNKNOWN, status, ""
    if here != asked:
        return LinkState.State.MOVED, status, here[:LONGEST]
    return LinkState.State.FINE, status, ""


def keep(address: str, found: Found) -> None:
    state, status, leads_to = found
    values = {"address": address, "state": state, "status": status, "leads_to": leads_to, "at": clock.now()}
    LinkState.objects.update_or_create(key=key(address), defaults=values)


@transaction.atomic
def renew(subject: str) -> Report | None:
    """Look again at what the newest report judged; keep a new one, and say so, when the findings changed."""
    report = store.latest([subject]).get(subject)
    if report is None:
        return None
    matter = store.matter_of(report)
    findings = examine(matter)
    if [finding.as_dict() for finding in findings] == report.findings:
        return None
    newer = store.keep(matter, findings)
    record(RENEWED, subject, facts={"report": newer.pk, "risk": newer.risk, "verdict": newer.verdict})
    return newer
