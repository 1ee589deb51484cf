"""The kinds of notices: what each says, what its reader may do now, and whether its mail can be turned off."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True)
class Kind:
    """``title`` and ``may`` take the facts of a notice by name. ``waits``: the decision may still be undone for a while.

    A kind that ``is_required`` tells a member what was decided about them or their work: the law and good manners want
    that told, so its mail stays on.
    """

    label: Words
    title: Words
    may: Words = ""
    is_required: bool = False
    waits: bool = False


APPEAL = _("You may ask once that another editor looks at it.")

KINDS: dict[str, Kind] = {
    "story.returned": Kind(
        label=_("Changes are asked of a story of mine"),
        title=_("Changes are asked: %(headline)s"),
        may=_("Change the story and send it in again. Nothing of it was lost."),
        is_required=True,
        waits=True,
    ),
    "story.declined": Kind(
        label=_("A story of mine is declined"),
        title=_("Not for this paper: %(headline)s"),
        may=APPEAL,
        is_required=True,
        waits=True,
    ),
    "story.scheduled": Kind(
        label=_("A story of mine gets its day"),
        title=_("Will appear %(due)s: %(headline)s"),
        waits=True,
    ),
    "story.published": Kind(
        label=_("A story of mine is published"),
        title=_("Published: %(headline)s"),
        waits=True,
    ),
    "story.corrected": Kind(
        label=_("Somebody corrects a story of mine"),
        title=_("Corrected: %(headline)s"),
        may=_(
            "The note and the difference stand under the story. If the correction is wrong, write to the desk."
        ),
    ),
    "story.withdrawn": Kind(
        label=_("A story of mine is withdrawn"),
        title=_("Withdrawn: %(headline)s"),
        may=APPEAL,
        is_required=True,
        waits=True,
    ),
    "story.appeal_answered": Kind(
        label=_("My appeal is answered"),
        title=_("Your appeal is answered: %(headline)s"),
        is_required=True,
    ),
    "story.undone": Kind(
        label=_("A decision on a story of mine is taken back"),
        title=_("The decision was taken back: %(headline)s"),
    ),
    "member.banned": Kind(
        label=_("My account is closed for a time"),
        title=_("You cannot write here for a time"),
        may=APPEAL,
        is_required=True,
    ),
    "member.admitted": Kind(
        label=_("My application is accepted"),
        title=_("Welcome: you may write now"),
        may=_("Sign in and begin your first story."),
        is_required=True,
    ),
    "member.refused": Kind(
        label=_("My application is refused"),
        title=_("Your application was refused"),
        may=_("You may write to the desk."),
        is_required=True,
    ),
}

AT_ONCE = [name for name, kind in KINDS.items() if not kind.waits]
LATER = [name for name, kind in KINDS.items() if kind.waits]
OPTIONAL = [name for name, kind in KINDS.items() if not kind.is_required]
