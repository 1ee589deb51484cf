"""What the checks keep of the paper's own texts and of the desk's decisions. Called by event readers of the rooms above.

Each function may run twice for the same event with the same result, but for learning: call that once for a decision.
"""

from datetime import datetime

from django.db import transaction

from commonpress.engines.checks.matter import Matter
from commonpress.engines.checks.run import shelves

GOOD, SPAM = "good", "spam"


@transaction.atomic
def put(matter: Matter, *, public: bool, at: datetime, read: bool = True) -> None:
    """Take a submission or a published story into the archive; called again, the new words replace the old.

    A text that was declined or withdrawn stays (not ``public``): it is still an earlier submission. ``read`` says whether
    an editor saw what is public; what trust let out is read afterwards.
    """
    for shelf in shelves():
        shelf.put(matter, public=public, at=at, read=read)


@transaction.atomic
def remove(subject: str) -> None:
    """Nothing of this text stays in the archive: for the texts of a member who left."""
    for shelf in shelves():
        shelf.remove(subject)


@transaction.atomic
def learn(matter: Matter, label: str) -> None:
    """The desk decided that this is "good" or "spam"."""
    _learn(matter, label, 1)


@transaction.atomic
def unlearn(matter: Matter, label: str) -> None:
    """The desk took that decision back."""
    _learn(matter, label, -1)


@transaction.atomic
def learn_section(matter: Matter, *, sign: int = 1) -> None:
    """A story stands in this section (``sign`` 1), or no longer does (-1)."""
    for shelf in shelves():
        shelf.learn_section(matter, sign)


def _learn(matter: Matter, label: str, sign: int) -> None:
    if label not in {GOOD, SPAM}:
        raise ValueError(f"neither good nor spam: {label!r}")
    for shelf in shelves():
        shelf.learn(matter, label, sign)
