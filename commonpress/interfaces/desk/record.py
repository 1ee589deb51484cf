"""The record: every decision with its rule, its facts, who or what decided, and what the author may do about it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonpress.domain.conversation import appeal as conversation
from commonpress.domain.members import appeal as members
from commonpress.domain.members import rules
from commonpress.domain.members.guard import editors_only, member_of
from commonpress.domain.members.models import Decision, Member
from commonpress.domain.members.remedies import remedies
from commonpress.domain.stories import appeal as stories
from commonpress.domain.stories.errors import StoryError
from commonpress.interfaces.desk import access, names, screen
from commonpress.interfaces.desk.models import Entry
from commonpress.interfaces.desk.words import remedies_in_words

ON_A_PAGE = 50
ANSWER = {"story": stories.answer, "comment": conversation.answer}
TAKE_BACK = {"story": stories.take_back, "comment": conversation.take_back}


@dataclass(frozen=True)
class Asked:
    """What the log is narrowed to; empty means all."""

    action: str = ""
    rule: str = ""
    about: str = ""
    by: str = ""
    member: str = ""

    def query(self) -> str:
        return urlencode({name: value for name, value in asdict(self).items() if value})

    def among(self, rows: QuerySet[Decision]) -> QuerySet[Decision]:
        """``by`` is a handle, or "machine"; ``about`` a noun, or one subject."""
        if self.action:
            rows = rows.filter(action=self.action)
        if self.rule:
            rows = rows.filter(rule=self.rule)
        if self.about:
            whole = ":" in self.about
            rows = (
                rows.filter(subject=self.about)
                if whole
                else rows.filter(subject__startswith=f"{self.about}:")
            )
        if self.by:
            rows = rows.filter(by=None) if self.by == "machine" else rows.filter(by__handle=self.by)
        return rows.filter(member__handle=self.member) if self.member else rows


def asked(query: Mapping[str, str]) -> Asked:
    return Asked(**{each.name: str(query.get(each.name, ""))[:80].strip() for each in fields(Asked)})


@require_safe
@editors_only
def decisions(request: HttpRequest) -> HttpResponse:
    """The log, newest first."""
    wanted = asked(request.GET)
    rows = wanted.among(access.decisions(member_of(request))).select_related("by", "member").order_by("-pk")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "wanted": wanted,
        "query": wanted.query(),
        "page": page,
        "lines": told(list(page.object_list)),
        "actions": Decision.Action.choices,
        "abouts": abouts(),
        "editors": Member.objects.filter(role__in=[Member.Role.EDITOR, Member.Role.OWNER]).order_by("name"),
    }
    return screen.render(request, "desk/decisions.html", _("Decisions"), context)


def abouts() -> list[tuple[str, str]]:
    return [("story", _("Stories")), ("comment", _("Comments")), ("member", _("Accounts"))]


def told(found: list[Decision]) -> list[dict[str, Any]]:
    """Decisions with what they are about. A query for each noun, whatever the number."""
    named = names.of({each.subject for each in found})
    return [
        {"decision": each, "rule": rules.in_words(each.rule), "about": named.get(each.subject, each.subject)}
        for each in found
    ]


@require_safe
@editors_only
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    return page_of(request, access.decision_or_404(member_of(request), pk))


def page_of(request: HttpRequest, found: Decision, *, refused: str = "", typed: str = "") -> HttpResponse:
    member = member_of(request)
    waits = bool(found.appealed_at and not found.answered_at)
    context = {
        "decision": found,
        "rule": rules.in_words(found.rule),
        "about": names.of([found.subject]).get(found.subject, found.subject),
        "entry": Entry.objects.filter(subject=found.subject).order_by("-at").first(),
        "facts": [(name, value) for name, value in found.facts.items() if name not in HEAVY],
        "may": remedies_in_words(remedies(found)),
        "undone_by": Decision.objects.filter(undoes=found).select_related("by").first(),
        "waits": waits,
        "can_answer": waits and member.pk not in {found.by_id, found.member_id},
        "refused": refused,
        "typed": typed,
    }
    response = screen.render(
        request, "desk/decision.html", _("Decision %(number)d") % {"number": found.pk}, context
    )
    response.status_code = 409 if refused else 200
    return response


HEAVY = (
    "before",
    "moved",
    "seen",
    "ground",
    "lead",
    "ban",
    "bans",
    "proposal",
    "action",
)  # where the thing stood: for the machine, not for reading


@require_safe
@editors_only
def appeals(request: HttpRequest) -> HttpResponse:
    """What authors asked to be looked at again, the oldest first."""
    found = list(access.appeals(member_of(request)).select_related("by", "member")[:ON_A_PAGE])
    return screen.render(request, "desk/appeals.html", _("Appeals"), {"lines": told(found)})


@require_POST
@editors_only
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """``granted`` is "yes" when the author was right. Never by the editor who decided first."""
    found, words = access.decision_or_404(member_of(request), pk), request.POST.get("words", "").strip()
    if not words:
        return page_of(request, found, refused=_("Say why, in a few words: the author reads them."))
    verb = ANSWER.get(found.subject.partition(":")[0], members.answer)
    try:
        verb(found, request.POST.get("granted") == "yes", words, by=member_of(request))
    except (StoryError, PermissionDenied) as refused:
        return page_of(request, found, refused=str(refused), typed=words)
    messages.success(request, _("The appeal is answered, and the author is told."))
    return redirect("desk-appeals")


@require_POST
@editors_only
def undo_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back an answer of the last 30 seconds; the appeal waits again."""
    member = member_of(request)
    found = access.decision_or_404(member, pk)
    verb = TAKE_BACK.get(found.subject.partition(":")[0], members.reopen)
    try:
        verb(found, by=member)
    except (StoryError, PermissionDenied) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The answer was taken back. The appeal waits again."))
    return redirect("desk-decision", pk)
