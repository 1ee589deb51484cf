"""Everything of one account, one domain or one sign-up window at once: shown first, then decided item by item."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from commonpress.domain.conversation.models import Comment
from commonpress.domain.members.decide import standing_decisions
from commonpress.domain.members.guard import editors_only, member_of
from commonpress.domain.members.models import Member
from commonpress.domain.stories import access as stories_access
from commonpress.domain.stories.editors import sections_of
from commonpress.interfaces.desk import access, acts, deciding, screen
from commonpress.interfaces.desk.models import CannedReason, Entry, Together
from commonpress.interfaces.desk.settle import NotDecided, settle_thing

MOST = 200  # things in one go; the rest comes with the next
# What is done with what waits, and with what readers see already, by the choice of the editor.
CHOICES: dict[str, tuple[Any, dict[str, str]]] = {
    "spam": (
        gettext_lazy("Spam: decline what waits, take back what is public"),
        {"story": "spam", "comment": "spam", "member": "refuse"},
    ),
    "decline": (
        gettext_lazy("Decline what waits, take back what is public, with the reason"),
        {"story": "decline", "comment": "hide", "member": "refuse"},
    ),
}
PUBLIC = {"story": "withdraw", "comment": "hide"}


@dataclass(frozen=True)
class Batch:
    """What belongs together: by the handle of an account, by a linked domain, or by when accounts signed up."""

    account: str = ""
    domain: str = ""
    since: str = ""
    until: str = ""

    @property
    def is_asked(self) -> bool:
        return any(asdict(self).values())

    def query(self) -> str:
        return urlencode({name: value for name, value in asdict(self).items() if value})

    def accounts(self) -> QuerySet[Member] | None:
        """The accounts meant; nothing when the batch is by domain."""
        if self.account:
            return Member.objects.filter(handle=self.account)
        start, end = moment(self.since), moment(self.until)
        if start and end:
            return Member.objects.filter(joined_at__gte=start, joined_at__lt=end, role=Member.Role.MEMBER)
        return None


def moment(words: str) -> datetime | None:
    """A time as the browser's field writes it, in the paper's zone."""
    try:
        found = parse_datetime(words) if words else None
    except ValueError:
        return None
    return timezone.make_aware(found) if found and timezone.is_naive(found) else found


def asked(query: Mapping[str, str]) -> Batch:
    return Batch(**{each.name: str(query.get(each.name, ""))[:253].strip() for each in fields(Batch)})


@dataclass(frozen=True)
class Item:
    """One thing of the batch, as the preview and the outcome show it."""

    subject: str
    headline: str
    what: str
    is_public: bool
    outcome: str = ""


def items(batch: Batch, member: Member) -> list[Item]:
    """What waits, then what readers see, within the sections the editor edits. Four queries at most."""
    accounts = batch.accounts()
    if accounts is None and not batch.domain:
        return []
    entries = access.waiting(member).exclude(kind=Entry.Kind.FLAG)
    mine = (
        Q(author__in=accounts) if accounts is not None else Q(domains__name=batch.domain.removeprefix("www."))
    )
    # What went out by trust, or has a new text, waits and is public: it is taken back, not declined.
    shown = list(public_items(batch, accounts, member))
    public = {item.subject for item in shown}
    rows = entries.filter(mine).exclude(subject__in=public).order_by("at").distinct()[:MOST]
    return [*(item_of(entry) for entry in rows), *shown][:MOST]


def item_of(entry: Entry) -> Item:
    return Item(entry.subject, entry.headline, entry.get_kind_display(), False)


def public_items(batch: Batch, accounts: QuerySet[Member] | None, member: Member) -> Iterable[Item]:
    """Published stories and visible comments of the accounts, or those whose entries linked to the domain."""
    sections = sections_of(member)
    stories = stories_access.published()
    comments = Comment.objects.filter(state=Comment.State.VISIBLE)
    if sections is not None:
        stories = stories.filter(section__in=sections)
        comments = comments.filter(story__section__in=sections)
    if accounts is not None:
        stories, comments = stories.filter(bylines__member__in=accounts), comments.filter(member__in=accounts)
    else:
        linked = Entry.objects.filter(domains__name=batch.domain.removeprefix("www."))
        stories = stories.filter(pk__in=numbers(linked, "story"))
        comments = comments.filter(pk__in=numbers(linked, "comment"))
    for story in stories.distinct()[:MOST]:
        yield Item(story.subject, story.headline, _("published story"), True)
    for comment in comments[:MOST]:
        yield Item(comment.subject, str(comment), _("visible comment"), True)


def numbers(entries: QuerySet[Entry], noun: str) -> list[int]:
    subjects = entries.filter(subject__startswith=f"{noun}:").values_list("subject", flat=True)
    return [int(subject.partition(":")[2]) for subject in subjects]


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def bulk(request: HttpRequest) -> HttpResponse:
    """GET shows what belongs to the batch; POST decides each chosen item and says what became of it."""
    member = member_of(request)
    query = request.GET if request.method != "POST" else QueryDict(request.POST.get("batch", ""))
    batch = asked(query.dict())
    found = items(batch, member)
    refused = ""
    if request.method == "POST":
        try:
            found = decided(request, found, member)
        except NotDecided as problem:
            refused = str(problem)
    context = {
        "batch": batch,
        "query": batch.query(),
        "items": found,
        "done": request.method == "POST" and not refused,
        "refused": refused,
        "typed": request.POST.get("words", ""),
        "choices": [(name, label) for name, (label, _acts) in CHOICES.items()],
        "reasons": CannedReason.objects.filter(action=CannedReason.Action.DECLINED),
        "most": MOST,
    }
    response = screen.render(request, "desk/bulk.html", _("Many at once"), context)
    response.status_code = 409 if refused else 200
    return response


def decided(request: HttpRequest, found: list[Item], member: Member) -> list[Item]:
    """Each chosen item by its own verb and in its own transaction: one that cannot be done stops no other."""
    choice = CHOICES.get(request.POST.get("do", ""))
    if choice is None:
        raise NotDecided(_("Choose what to do with them."))
    said = deciding.said(request, None, member)
    if request.POST["do"] == "spam":
        said = acts.Said(by=member, rule="spam", words=said.words or acts.spam_words(""))
    elif not said.words:
        raise NotDecided(_("Say why: choose a reason or write one."))
    chosen, go = set(request.POST.getlist("item")), uuid4()
    return [outcome(item, choice[1], said, go) for item in found if item.subject in chosen]


def outcome(item: Item, by_noun: Mapping[str, str], said: acts.Said, go: UUID) -> Item:
    noun = item.subject.partition(":")[0]
    name = PUBLIC[noun] if item.is_public else by_noun[noun]
    try:
        with transaction.atomic():
            settle_thing(item.subject, name, said)
            Together.objects.create(decision=standing_decisions(item.subject)[0], go=go)
    except NotDecided as problem:
        return Item(**{**asdict(item), "outcome": str(problem)})
    return Item(**{**asdict(item), "outcome": _("done")})
