"""What editors send: a decision, an undo, a claim. After a decision the next thing of the same list opens."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commonpress.domain.members.guard import editors_only, member_of
from commonpress.domain.members.models import Member
from commonpress.domain.stories.errors import StoryError
from commonpress.domain.stories.models import Section
from commonpress.interfaces.desk import access, claim, entry, queue, undo
from commonpress.interfaces.desk.acts import OFFERS, Said, short
from commonpress.interfaces.desk.models import CannedReason, Entry
from commonpress.interfaces.desk.settle import NotDecided, settle

SHORT = {act.name for kind in OFFERS for act in short(kind)}  # what rows of the list offer


@require_POST
@editors_only
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """``do`` names the act; ``reason`` a canned one, ``words`` the editor's own, ``seen`` the text that was read."""
    member = member_of(request)
    found, wanted = access.entry_or_404(member, pk), filter_of(request)
    beside = entry.neighbours(found, member, wanted)
    following = beside["next"] or beside["first"]  # from the end of the list back to what was passed over
    name = request.POST.get("do", "")
    try:
        act = settle(found, name, said(request, found, member))
    except NotDecided as refused:
        typed = {name: request.POST.get("words", "")}
        return entry.page(request, found, wanted, refused=str(refused), typed=typed)
    return redirect(address(following if act.closes else found.pk, wanted))


def said(request: HttpRequest, found: Entry | None, by: Member) -> Said:
    """What was sent with an act; without an entry the reason is said in the paper's language."""
    sent = request.POST
    reason = canned(sent.get("reason", ""))
    own = sent.get("words", "").strip()
    language = language_of(found) if found else get_language() or ""
    parts = [reason.said_in(language), own] if reason else [own]
    seen = sent.get("seen", "")
    return Said(
        by=by,
        rule=reason.rule if reason else "other",
        words="\n\n".join(part for part in parts if part),
        section=Section.objects.filter(slug=sent.get("section", "")).first(),
        seen=int(seen) if seen.isdecimal() else None,
    )


def language_of(entry: Entry) -> str:
    """The author's own, else that of the text."""
    return (entry.author.language if entry.author else "") or entry.language


def canned(number: str) -> CannedReason | None:
    return CannedReason.objects.filter(pk=number).first() if number.isdecimal() else None


@require_POST
@editors_only
def decide_in_list(request: HttpRequest) -> HttpResponse:
    """A row's own buttons: their name is the act, their value the entry."""
    member, wanted = member_of(request), filter_of(request)
    name = next((name for name in SHORT if name in request.POST), "")
    number = request.POST.get(name, "")
    found = access.entry_or_404(member, int(number) if number.isdecimal() else 0)
    following = entry.neighbours(found, member, wanted)
    try:
        settle(found, name, Said(by=member, rule="spam" if name == "spam" else "other"))
    except NotDecided as refused:
        messages.error(request, str(refused))
        return redirect(in_list(found.pk, wanted))
    return redirect(in_list(following["next"] or following["previous"], wanted))


@require_POST
@editors_only
def undo_decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a decision of the last 30 seconds, with all that were made in one go; what it was about opens again."""
    member, wanted = member_of(request), filter_of(request)
    decision = access.decision_or_404(member, pk)
    try:
        done = undo.undo_all(decision, by=member)
    except (StoryError, PermissionDenied) as refused:
        messages.error(request, str(refused))
        return redirect(in_list(None, wanted))
    messages.success(request, said_of(done))
    only = done.entry if done.back + done.late == 1 else None
    return redirect(address(only.pk if only else None, wanted))


def said_of(done: undo.Undone) -> str:
    back = ngettext("The decision was taken back.", "%(n)d decisions were taken back.", done.back)
    late = ngettext("%(n)d stays: it was too late.", "%(n)d stay: it was too late.", done.late)
    said = [back % {"n": done.back}, *([late % {"n": done.late}] if done.late else [])]
    return " ".join(said)


@require_POST
@editors_only
def claim_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """``do`` is "claim", "over" (from somebody else) or "release". A script sends it when the page opens."""
    member, wanted = member_of(request), filter_of(request)
    found = access.entry_or_404(member, pk)
    if request.POST.get("do") == "release":
        claim.release(found, by=member)
        return redirect(in_list(found.pk, wanted))
    if not claim.claim(found, by=member, over=request.POST.get("do") == "over"):
        return entry.page(request, found, wanted, refused=_("Somebody else was faster."))
    return redirect(address(found.pk, wanted))


def filter_of(request: HttpRequest) -> queue.Filter:
    """The filter of the list an editor works through, sent along as the query string it was."""
    return queue.asked(QueryDict(request.POST.get("from", "")).dict())


def address(number: int | None, wanted: queue.Filter) -> str:
    """Of the page of an entry; of the list when nothing is left."""
    if number is None:
        return in_list(None, wanted)
    return with_query(reverse("desk-entry", args=[number]), wanted)


def in_list(number: int | None, wanted: queue.Filter) -> str:
    mark = f"#entry-{number}" if number else ""
    return with_query(reverse("desk-queue"), wanted) + mark


def with_query(path: str, wanted: queue.Filter) -> str:
    return f"{path}?{wanted.query()}" if wanted.query() else path
