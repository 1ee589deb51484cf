"""The only ways to fetch what waits for the desk. Editors of single sections see those sections and no others."""

from typing import Any

from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.http import Http404

from commonpress.domain.conversation.models import Comment
from commonpress.domain.members.models import Decision, Member
from commonpress.domain.stories.editors import sections_of
from commonpress.domain.stories.models import Section, Story
from commonpress.interfaces.desk.models import Entry


def waiting(member: Member) -> QuerySet[Entry]:
    """All entries the member may decide, in no order."""
    return within(Entry.objects.filter(state=Entry.State.WAITING), member)


def entry_or_404(member: Member, number: int) -> Entry:
    """An entry the member may see, decided ones too."""
    found = within(Entry.objects.select_related("section", "author", "claimed_by"), member).filter(pk=number)
    entry = found.first()
    if entry is None:
        raise Http404("no such entry")
    return entry


def within(entries: QuerySet[Entry], member: Member) -> QuerySet[Entry]:
    """Accounts belong to no section: they are for those who edit all of them."""
    sections = sections_of(member)
    return entries if sections is None else entries.filter(section__in=sections)


def sections() -> QuerySet[Section]:
    """All of them, listed or not: what is filed where no reader looks waits too."""
    return Section.objects.all()


def decisions(member: Member) -> QuerySet[Decision]:
    """The record the member may read: all of it, or what they decided, and what is filed in their sections."""
    sections = sections_of(member)
    if sections is None:
        return Decision.objects.all()
    stories = Story.objects.filter(section__in=sections)
    comments = Comment.objects.filter(story__section__in=sections)
    return Decision.objects.filter(
        Q(by=member)
        | Q(subject__in=subjects("story", stories))
        | Q(subject__in=subjects("comment", comments))
    )


def subjects(noun: str, rows: QuerySet[Any]) -> QuerySet[Any]:
    """As a query within a query: "story:42" for each of these rows."""
    named: QuerySet[Any] = rows.annotate(named=Concat(Value(f"{noun}:"), Cast("pk", CharField())))
    return named.values("named")


def decision_or_404(member: Member, number: int) -> Decision:
    found = (
        decisions(member).select_related("by", "member", "answered_by", "undoes").filter(pk=number).first()
    )
    if found is None:
        raise Http404("no such decision")
    return found


def appeals(member: Member) -> QuerySet[Decision]:
    """Appeals nobody answered yet, the oldest first. The first editor sees their own, and cannot answer them."""
    return (
        decisions(member).filter(appealed_at__isnull=False, answered_at__isnull=True).order_by("appealed_at")
    )
