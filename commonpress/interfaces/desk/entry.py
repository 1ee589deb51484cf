"""One thing that waits: its text with what the checks found marked in it, the findings, the author's record, the acts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonpress.domain.conversation.hear import record_of
from commonpress.domain.conversation.models import Comment, Flag
from commonpress.domain.members import trust
from commonpress.domain.members.guard import editors_only, member_of
from commonpress.domain.members.models import Decision, Member
from commonpress.domain.stories import access as stories_access
from commonpress.domain.stories.models import Proposal, SourceCredit, Story
from commonpress.engines.checks import sentences, store
from commonpress.engines.checks.finding import Finding
from commonpress.engines.checks.matter import Matter
from commonpress.engines.lib import differ
from commonpress.interfaces.desk import access, acts, marks, queue, screen, things
from commonpress.interfaces.desk.claim import held_by_another
from commonpress.interfaces.desk.matters import matter_of
from commonpress.interfaces.desk.models import CannedReason, Entry
from commonpress.interfaces.desk.words import kinds_of_findings

MARKS = {1: ("○", "note"), 2: ("◆", "warn"), 3: ("▲", "hold")}
EARLIER = 8  # decisions shown of an author's record


@require_safe
@editors_only
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """Fetched with the filter of the list in the query, so that "next" means the next of that list."""
    return page(request, access.entry_or_404(member_of(request), pk), queue.asked(request.GET))


def page(
    request: HttpRequest,
    found: Entry,
    wanted: queue.Filter,
    *,
    refused: str = "",
    typed: Mapping[str, str] | None = None,
) -> HttpResponse:
    """``refused`` says why nothing was decided; ``typed`` is what the editor had written then, by the name of the act."""
    member = member_of(request)
    try:
        thing = things.fetch(found)
    except things.Gone as gone:
        found.state, thing, refused = Entry.State.DECIDED, None, str(gone)
    context = {
        "entry": found,
        "thing": thing,
        "query": wanted.query(),
        "refused": refused,
        "held": held_by_another(found, member),
        "is_mine": bool(found.claimed_by_id == member.pk),
        "is_open": found.state == Entry.State.WAITING,
        **neighbours(found, member, wanted),
        **(told(found, thing) if thing else {}),
        **(offers(found, thing, typed or {}) if thing else {}),
        **author_of(found.author),
        "before": list(decided_about(found.subject)),
    }
    title = found.headline or _("(no headline)")
    response = screen.render(request, "desk/entry.html", title, context)
    response.status_code = 409 if refused else 200
    return response


def neighbours(entry: Entry, member: Member, wanted: queue.Filter) -> dict[str, Any]:
    """The entries before and after this one in the list it was opened from. One query."""
    listed = wanted.among(access.waiting(member), member).values_list("pk", flat=True)
    order = list(listed[: queue.MOST])
    at = order.index(entry.pk) if entry.pk in order else None
    first = next((number for number in order if number != entry.pk), None)
    if at is None:
        return {"previous": None, "next": first, "first": first, "place": 0, "places": len(order)}
    return {
        "first": first,
        "previous": order[at - 1] if at else None,
        "next": order[at + 1] if at + 1 < len(order) else None,
        "place": at + 1,
        "places": len(order),
    }


@dataclass(frozen=True)
class Shown:
    """A finding as the page shows it."""

    number: int
    shape: str
    severity: str
    kind: str
    said: str
    told_author: str
    score: int
    version: str
    is_marked: bool
    sources: Sequence[dict[str, Any]]


def told(entry: Entry, thing: Any) -> dict[str, Any]:
    """The text as it stands, with the marks of the report on it; a report on an older text marks nothing."""
    matter = matter_of(thing)
    report = store.latest([matter.subject]).get(matter.subject)
    found = report.found if report else []
    fits = bool(report and report.digest == matter.digest)
    return {
        "report": report,
        "report_fits": fits,
        "findings": [shown(number, one, fits) for number, one in enumerate(found, start=1)],
        "flags": list(
            Flag.objects.filter(subject=entry.subject).select_related("member").order_by("-at")[:20]
        )
        if entry.kind == Entry.Kind.FLAG
        else [],
        "headline": marked(matter, "headline", found if fits else []),
        "standfirst": marked(matter, "standfirst", found if fits else []),
        "body": marked(matter, "body", found if fits else []),
        "heard": heard(entry) if entry.kind == Entry.Kind.FLAG else None,
        "has_copies": any(one.kind == "copied" and one.facts.get("sources") for one in found),
        "domains": list(entry.domains.all()),
        "credit": SourceCredit.objects.filter(story=thing).first() if isinstance(thing, Story) else None,
        "application": getattr(thing, "application", None) if isinstance(thing, Member) else None,
        "changes": changes_of(thing) if isinstance(thing, Proposal) else "",
        "is_story": isinstance(thing, Story),
        "is_comment": isinstance(thing, Comment),
        "is_member": isinstance(thing, Member),
    }


def changes_of(proposal: Proposal) -> SafeString:
    """What would change for readers, marked word for word. The differ escapes all it shows."""
    story = proposal.story
    before = "\n".join((story.headline, story.standfirst, differ.readable(story.body)))
    after = "\n".join((proposal.headline, proposal.standfirst, differ.readable(proposal.body)))
    return mark_safe(differ.marked(before, after))  # noqa: S308


def heard(entry: Entry) -> Decision | None:
    """What the author said to the flags that are open now."""
    flagged = record_of(entry.subject)
    return flagged if flagged and flagged.heard_at else None


def shown(number: int, finding: Finding, fits: bool) -> Shown:
    shape, name = MARKS[int(finding.severity)]
    return Shown(
        number=number,
        shape=shape,
        severity=name,
        kind=kinds_of_findings().get(finding.kind, finding.kind),
        said=sentences.for_editor(finding),
        told_author=sentences.for_author(finding),
        score=round(finding.score * 100),
        version=finding.version,
        is_marked=fits and bool(finding.spans),
        sources=list(finding.facts.get("sources", [])) if finding.kind == "copied" else [],
    )


def marked(matter: Matter, field: str, found: Sequence[Finding]) -> SafeString:
    wanted = [
        marks.Mark(span.start, span.end, number, MARKS[int(finding.severity)][1])
        for number, finding in enumerate(found, start=1)
        for span in finding.spans
        if span.field == field
    ]
    if field == "body":
        # What verbs stored passed the sanitiser; only marks are added to it.
        return mark_safe(marks.in_html(matter.body, matter.text, wanted))  # noqa: S308
    return mark_safe(marks.in_line(matter.plain(field), wanted))  # noqa: S308 (escaped there)


@dataclass(frozen=True)
class Offer:
    """An act with its reasons, and what was typed when it was refused."""

    act: acts.Act
    reasons: list[CannedReason]
    typed: str = ""
    is_open: bool = False


def offers(entry: Entry, thing: Any, typed: Mapping[str, str]) -> dict[str, Any]:
    offered = list(acts.offered(entry, thing).values())
    lists = {act.reasons for act in offered if act.reasons}
    canned = list(CannedReason.objects.filter(action__in=lists))
    return {
        "offers": [
            Offer(
                act,
                [reason for reason in canned if act.reasons and reason.action == act.reasons],
                typed.get(act.name, ""),
                act.name in typed,
            )
            for act in offered
        ],
        "seen": getattr(thing, "seen", ""),
        "filing": [one for one in stories_access.sections() if one.pk != entry.section_id]
        if isinstance(thing, Story)
        else [],
    }


def author_of(author: Member | None) -> dict[str, Any]:
    """What the desk knows of an author: the level and why, and the last decisions."""
    if author is None:
        return {"author": None}
    decided = Decision.objects.filter(member=author).exclude(action=Decision.Action.UNDONE)
    return {
        "author": author,
        "trust_why": trust.why(author),
        "trust_label": author.get_trust_display(),
        "earlier": list(decided.select_related("by").order_by("-pk")[:EARLIER]),
        "waiting_of_author": waiting_of(author),
    }


def waiting_of(author: Member) -> list[tuple[str, int]]:
    """How many things of each kind wait, by the kind's name on the queue. One query."""
    rows = Entry.objects.filter(author=author, state=Entry.State.WAITING).values_list("kind")
    return [
        (str(Entry.Kind(kind).label), count) for kind, count in rows.annotate(Count("pk")).order_by("kind")
    ]


def decided_about(subject: str) -> Any:
    return Decision.objects.filter(subject=subject).select_related("by").order_by("-pk")[:EARLIER]
