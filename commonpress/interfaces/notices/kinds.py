"""The kinds of notices: what each says, what its reader may do now, where it leads, whether its mail can be turned off."""

from dataclasses import dataclass
from enum import Enum, auto

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commonpress.domain.members.models import Decision

Words = str | Promise
Action = Decision.Action


class Leads(Enum):
    """Where a notice leads: to the published story, to the author's own page of it, or to the decision."""

    STORY = auto()
    OWN = auto()
    DECISION = auto()
    COMMENT = auto()
    STUDIO = auto()
    TOKENS = auto()
    NOWHERE = auto()


@dataclass(frozen=True)
class Kind:
    """``title`` and ``may`` take the facts of a notice by name.

    ``actions``: the decisions the event stands for; without one of them there is nothing to tell. ``waits``: the decision
    may still be undone for a while. ``is_required``: it tells a member what was decided about them or their work; the law
    and good manners want that told, so its mail stays on. ``is_bundled``: its mail comes with
    others of the day (``digest.py``).
    """

    label: Words
    title: Words
    may: Words = ""
    leads: Leads = Leads.DECISION
    actions: tuple[Action, ...] = ()
    is_required: bool = False
    waits: bool = False
    is_bundled: bool = False


APPEAL = _("If you think this is wrong, ask once that another editor looks at it.")

KINDS: dict[str, Kind] = {
    "story.returned": Kind(
        label=_("Changes are asked of a story of mine"),
        title=_("Changes are asked: %(headline)s"),
        may=_("Change the story and send it in again. Nothing of it was lost."),
        leads=Leads.OWN,
        actions=(Action.RETURNED,),
        is_required=True,
        waits=True,
    ),
    "story.declined": Kind(
        label=_("A story of mine is declined"),
        title=_("Not for this paper: %(headline)s"),
        may=APPEAL,
        actions=(Action.DECLINED, Action.SPAM),
        is_required=True,
        waits=True,
    ),
    "story.scheduled": Kind(
        label=_("A story of mine gets its day"),
        title=_("Will appear %(due)s: %(headline)s"),
        leads=Leads.OWN,
        actions=(Action.SCHEDULED,),
        waits=True,
    ),
    "story.published": Kind(
        label=_("A story of mine is published"),
        title=_("Published: %(headline)s"),
        leads=Leads.STORY,
        actions=(Action.PUBLISHED,),
        waits=True,
    ),
    "story.corrected": Kind(
        label=_("Somebody corrects a story of mine"),
        title=_("Corrected: %(headline)s"),
        may=_(
            "The note and the difference stand under the story. If the correction is wrong, write to the desk."
        ),
        leads=Leads.STORY,
    ),
    "story.revision_refused": Kind(
        label=_("A new text of a published story of mine is refused"),
        title=_("The new text was not taken: %(headline)s"),
        may=APPEAL,
        actions=(Action.REVISION_REFUSED,),
        is_required=True,
        waits=True,
    ),
    "story.revision_accepted": Kind(
        label=_("A new text of a published story of mine is accepted"),
        title=_("Your new text is before readers: %(headline)s"),
        leads=Leads.STORY,
        actions=(Action.REVISED,),
        waits=True,
    ),
    "story.withdrawn": Kind(
        label=_("A story of mine is withdrawn"),
        title=_("Withdrawn: %(headline)s"),
        may=APPEAL,
        actions=(Action.WITHDRAWN,),
        is_required=True,
        waits=True,
    ),
    "story.undone": Kind(
        label=_("A decision on a story of mine is taken back"),
        title=_("The decision was taken back: %(headline)s"),
        leads=Leads.OWN,
    ),
    "story.byline_offered": Kind(
        label=_("I am asked to sign a story"),
        title=_("You are asked to sign: %(headline)s"),
        may=_("Read it, then say yes or no. Your name stands nowhere before you say yes."),
        leads=Leads.STUDIO,
    ),
    "flag.raised": Kind(
        label=_("A reader objects to something of mine"),
        title=_("A reader objects: %(headline)s"),
        may=_("Say in a few words how you see it, before the desk decides."),
        actions=(Action.FLAGGED,),
    ),
    "flag.dismissed": Kind(
        label=_("Something of mine that was flagged is left as it is"),
        title=_("Left as it is: %(headline)s"),
        actions=(Action.FLAG_DISMISSED,),
        waits=True,
    ),
    "comment.shown": Kind(
        label=_("A comment of mine is shown"),
        title=_("Readers see your comment: %(headline)s"),
        leads=Leads.STORY,
        actions=(Action.SHOWN,),
        waits=True,
    ),
    "comment.answered": Kind(
        label=_("Somebody answers a comment of mine"),
        title=_("%(who)s answered your comment on “%(headline)s”"),
        leads=Leads.COMMENT,
        waits=True,
        is_bundled=True,
    ),
    "comment.named": Kind(
        label=_("Somebody names me in a comment"),
        title=_("%(who)s named you in a comment on “%(headline)s”"),
        leads=Leads.COMMENT,
        waits=True,
        is_bundled=True,
    ),
    "comment.under_mine": Kind(
        label=_("Somebody comments on a story of mine"),
        title=_("%(who)s commented on your story “%(headline)s”"),
        leads=Leads.COMMENT,
        waits=True,
        is_bundled=True,
    ),
    "comment.undone": Kind(
        label=_("A decision on a comment of mine is taken back"),
        title=_("The decision on your comment was taken back: %(headline)s"),
    ),
    "comment.hidden": Kind(
        label=_("A comment of mine is hidden"),
        title=_("Your comment was hidden: %(headline)s"),
        may=APPEAL,
        actions=(Action.HIDDEN, Action.SPAM),
        is_required=True,
        waits=True,
    ),
    "story.appeal_answered": Kind(
        label=_("My appeal about a story is answered"),
        title=_("Your appeal about “%(headline)s”: %(outcome)s"),
        is_required=True,
        waits=True,
    ),
    "comment.appeal_answered": Kind(
        label=_("My appeal about a comment is answered"),
        title=_("Your appeal about your comment on “%(headline)s”: %(outcome)s"),
        is_required=True,
        waits=True,
    ),
    "member.appeal_answered": Kind(
        label=_("My appeal about my account is answered"),
        title=_("Your appeal about your account: %(outcome)s"),
        is_required=True,
        waits=True,
    ),
    "member.banned": Kind(
        label=_("I may not write for a time"),
        title=_("You may write nothing here before %(until)s"),
        may=APPEAL,
        actions=(Action.BANNED,),
        is_required=True,
        waits=True,
    ),
    "member.unbanned": Kind(
        label=_("I may write again"),
        title=_("You may write again"),
        leads=Leads.STUDIO,
        is_required=True,
        actions=(Action.UNBANNED,),
        waits=True,
    ),
    "member.admitted": Kind(
        label=_("My application is accepted"),
        title=_("Welcome: you may write now"),
        may=_("Sign in and begin your first story."),
        leads=Leads.STUDIO,
        is_required=True,
        actions=(Action.ADMITTED,),
        waits=True,
    ),
    "member.refused": Kind(
        label=_("My application is refused"),
        title=_("Your application was refused"),
        leads=Leads.NOWHERE,
        is_required=True,
        actions=(Action.TURNED_AWAY,),
        waits=True,
    ),
    "token.made": Kind(
        label=_("A token of mine is made"),
        title=_("A token was made that lets a program act for you"),
        may=_("If it was not you, revoke it and change your password."),
        leads=Leads.TOKENS,
        is_required=True,
    ),
}

AT_ONCE = [name for name, kind in KINDS.items() if not kind.waits]
LATER = [name for name, kind in KINDS.items() if kind.waits]
BUNDLED = [name for name, kind in KINDS.items() if kind.is_bundled]
OPTIONAL = [name for name, kind in KINDS.items() if not kind.is_required]
