from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from commonpress.domain.members.admit import AlreadyDecided
from commonpress.domain.stories.errors import StoryError
from commonpress.interfaces.desk import things
from commonpress.interfaces.desk.acts import Act, NotSaid, Said, all_of, offered
from commonpress.interfaces.desk.claim import held_by_another
from commonpress.interfaces.desk.models import Entry


class NotDecided(Exception):
    """Nothing was changed; the message says why and may be shown."""


def settle(entry: Entry, name: str, said: Said) -> Act:
    """Do what an editor chose with what waits, and close its entry. Raises ``NotDecided``."""
    if held_by_another(entry, said.by):
        holder = entry.claimed_by.name if entry.claimed_by else ""
        raise NotDecided(_("%(name)s works on this. Take it over first, if you must.") % {"name": holder})
    if entry.state != Entry.State.WAITING:
        raise NotDecided(_("Somebody decided this before you."))
    with refusals(), transaction.atomic():
        thing = things.fetch(entry)
        act = done(offered(entry, thing), thing, name, said)
        if act.closes:
            close(entry)
        return act


def settle_thing(subject: str, name: str, said: Said) -> Act:
    """The same for one thing among many, whether it waits in the queue or not. Raises ``NotDecided``."""
    with refusals(), transaction.atomic():
        thing = things.of_subject(subject)
        act = done(all_of(thing), thing, name, said)
        for entry in Entry.objects.filter(subject=subject, state=Entry.State.WAITING):
            close(entry)
        return act


def done(offers: Mapping[str, Act], thing: Any, name: str, said: Said) -> Act:
    act = offers.get(name)
    if act is None:
        raise NotSaid(_("This cannot be done here."))
    if act.reasons and not said.words.strip():
        raise NotSaid(_("Say why: choose a reason or write one."))
    if act.do(thing, said) is None:
        raise NotSaid(_("Somebody decided this before you."))
    return act


@contextmanager
def refusals() -> Iterator[None]:
    """What verbs refuse, in words for the editor."""
    try:
        yield
    except AlreadyDecided:
        raise NotDecided(_("Somebody decided this before you.")) from None
    except (StoryError, PermissionDenied, NotSaid, things.Gone) as refused:
        raise NotDecided(str(refused) or _("You may not decide this.")) from refused


def close(entry: Entry) -> None:
    """Take an entry off the queue; its row stays for the record of what was waiting."""
    Entry.objects.filter(pk=entry.pk).update(state=Entry.State.DECIDED, claimed_by=None, claimed_until=None)
