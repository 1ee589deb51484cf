"""Links that are dead, lead elsewhere or hide where they lead. The network is asked later (``links_visit.py``)."""

from datetime import datetime, timedelta
from hashlib import sha256

from django.utils.translation import gettext as _

from commonpress.engines.checks.check import Check, Evidence, Shelves
from commonpress.engines.checks.desk_models import LinkState
from commonpress.engines.checks.finding import Finding, Severity, Span
from commonpress.engines.checks.matter import Matter
from commonpress.engines.checks.outside import Outside, domain_of, links, shortens
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock
from commonpress.engines.site.address import absolute

KIND, VERSION = "links", "links-1"
KINDS = frozenset({"story", "comment", "profile"})
WANTED = "links.wanted"
GOOD_FOR = timedelta(days=30)  # what was found of an address; after that it is asked for again
AGAIN = timedelta(hours=6)  # the same of one that did not answer
NEWS = timedelta(
    days=30
)  # the links of older copy are not asked for: an old paper that moves in has thousands
MOST = 30  # addresses of one text that are asked for
LONGEST = 2000
SCORES = {"dead": 0.6, "shortened": 0.6, "moved": 0.2}


def gather(matter: Matter) -> Evidence:
    own = domain_of(absolute("/"))
    found = LinkState.objects.filter(key__in=[key(address) for address in addresses(matter, own)])
    return {
        "own": own,
        "states": {row.address: [row.state, row.status, row.leads_to] for row in found},
    }


def addresses(matter: Matter, own: str) -> list[str]:
    """The addresses of a text that are asked for, each once, in order."""
    found = dict.fromkeys(link.href.partition("#")[0] for link in links(matter, own))
    return [address for address in found if len(address) <= LONGEST][:MOST]


def key(address: str) -> str:
    return sha256(address.encode()).hexdigest()


def judge(matter: Matter, evidence: Evidence) -> list[Finding]:
    found: dict[tuple[str, str], list[Outside]] = {}
    for link in links(matter, evidence["own"]):
        address = link.href.partition("#")[0]
        state, _status, leads_to = evidence["states"].get(address, ("", 0, ""))
        if state == LinkState.State.DEAD:
            found.setdefault(("dead", address), []).append(link)
        elif shortens(link.domain):
            found.setdefault(("shortened", address), []).append(link)
        elif state == LinkState.State.MOVED and domain_of(leads_to) != link.domain:
            found.setdefault(("moved", address), []).append(link)
    return [of(code, address, places, evidence) for (code, address), places in found.items()]


def of(code: str, address: str, places: list[Outside], evidence: Evidence) -> Finding:
    _state, status, leads_to = evidence["states"].get(address, ("", 0, ""))
    severity = Severity.NOTE if code == "moved" else Severity.WARN
    spans: tuple[Span, ...] = tuple(link.span for link in places if link.span)
    facts = {"address": address, "status": status, "leads_to": leads_to}
    return Finding(KIND, code, severity, SCORES[code], VERSION, spans, facts)


def for_author(finding: Finding) -> str:
    facts = finding.facts
    match finding.code:
        case "dead":
            return _("The link %(address)s leads nowhere. Mend it or take it out.") % facts
        case "shortened":
            return (
                _("Write the full address instead of %(address)s, so that readers see where it leads.")
                % facts
            )
        case _:
            return (
                _(
                    "The link %(address)s leads on to %(leads_to)s. Link there directly if that is what you mean."
                )
                % facts
            )


def for_editor(finding: Finding) -> str:
    facts = finding.facts
    match finding.code:
        case "dead" if facts["status"]:
            return _("The link %(address)s is dead (status %(status)s).") % facts
        case "dead":
            return _("The link %(address)s is dead: there is no such site.") % facts
        case "shortened" if facts["leads_to"]:
            return _("The short link %(address)s leads to %(leads_to)s.") % facts
        case "shortened":
            return _("The short link %(address)s hides where it leads.") % facts
        case _:
            return _("The link %(address)s leads to another site: %(leads_to)s.") % facts


class Wanted(Shelves):
    """Asks for the links of what newly joins the archive, unless their state is known and fresh."""

    def put(self, matter: Matter, *, public: bool, at: datetime, read: bool) -> None:  # noqa: ARG002 (as all shelves)
        if at < clock.now() - NEWS:
            return
        if wanted := stale(addresses(matter, domain_of(absolute("/")))):
            record(WANTED, matter.subject, facts={"addresses": wanted})


def stale(wanted: list[str]) -> list[str]:
    """Those of the addresses of which nothing is known, or nothing fresh."""
    now = clock.now()
    rows = LinkState.objects.filter(key__in=[key(address) for address in wanted])
    fresh = {
        row.address
        for row in rows
        if row.at > now - (AGAIN if row.state == LinkState.State.UNKNOWN else GOOD_FOR)
    }
    return [address for address in wanted if address not in fresh]


SHELVES = Wanted()
CHECK = Check(KIND, VERSION, judge, for_author, for_editor, gather, kinds=KINDS)
