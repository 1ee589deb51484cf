"""What an editor can do with what waits, by kind: each act calls a verb of the room that owns the thing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from commonpress.domain.conversation import moderate, settle_flags
from commonpress.domain.conversation.models import Comment
from commonpress.domain.members import admit
from commonpress.domain.members.models import Member
from commonpress.domain.stories import amend, decline, hand_back, move, withdraw
from commonpress.domain.stories import keep as keeping
from commonpress.domain.stories import publish as publishing
from commonpress.domain.stories.grounds import Ground
from commonpress.domain.stories.models import Proposal, Section, Story
from commonpress.interfaces.desk.models import CannedReason, Entry

Reasons = CannedReason.Action


@dataclass(frozen=True)
class Said:
    """What the editor said with an act. ``seen`` is the version of the text that was read, where there are versions."""

    by: Member
    rule: str = "other"
    words: str = ""
    section: Section | None = None
    seen: int | None = None


@dataclass(frozen=True)
class Act:
    """``reasons``: which canned ones it offers; such an act needs words. ``closes``: the entry is done with it."""

    name: str
    key: str
    label: str | Promise
    do: Callable[[Any, Said], object]
    reasons: str = ""
    closes: bool = True


def publish(story: Story, said: Said) -> object:
    return publishing.publish(story, by=said.by, ground=Ground.EDITOR, seen=said.seen)


def keep(story: Story, said: Said) -> object:
    return keeping.keep(story, by=said.by)


def give_back(story: Story, said: Said) -> object:
    return hand_back.hand_back(story, words=said.words, rule=said.rule, by=said.by, seen=said.seen)


def refuse_story(story: Story, said: Said) -> object:
    return decline.decline(story, words=said.words, rule=said.rule, by=said.by, seen=said.seen)


def spam_story(story: Story, said: Said) -> object:
    words = said.words or spam_words(story.language)
    return decline.decline(story, words=words, rule="spam", by=said.by, spam=True)


def take_back(story: Story, said: Said) -> object:
    done = withdraw.withdraw(story, reason=said.words, by=said.by, rule=said.rule)
    settle_flags.uphold(story.subject)
    return done


def put_elsewhere(story: Story, said: Said) -> object:
    if said.section is None:
        raise NotSaid(_("Choose the section it belongs to."))
    return move.move(story, said.section, by=said.by)


def accept(proposal: Proposal, said: Said) -> object:
    return amend.accept(proposal, by=said.by)


def refuse_revision(proposal: Proposal, said: Said) -> object:
    return amend.refuse(proposal, words=said.words, rule=said.rule, by=said.by)


def show(comment: Comment, said: Said) -> object:
    return moderate.show(comment, by=said.by)


def hide(comment: Comment, said: Said) -> object:
    done = moderate.hide(comment, by=said.by, rule=said.rule, words=said.words)
    settle_flags.uphold(comment.subject)
    return done


def spam_comment(comment: Comment, said: Said) -> object:
    language = comment.member.language if comment.member else ""
    words = said.words or spam_words(language)
    done = moderate.hide(comment, by=said.by, rule="spam", words=words, spam=True)
    settle_flags.uphold(comment.subject)
    return done


def leave(thing: Story | Comment, said: Said) -> object:
    return settle_flags.dismiss(thing, words=said.words, by=said.by)


def let_in(member: Member, said: Said) -> object:
    admit.admit(member, by=said.by)
    return member


def turn_away(member: Member, said: Said) -> object:
    admit.refuse(member, words=said.words, rule=said.rule, by=said.by)
    return member


def spam_words(language: str) -> str:
    """In the author's language: the desk's own is not always theirs."""
    with override(language or None):
        return _(
            "The desk took this for spam: text sent to sell or to be linked to. If that is wrong, appeal."
        )


class NotSaid(Exception):
    """Something the act needs is missing; the message names it."""


PUBLISH = Act("publish", "a", gettext_lazy("Publish"), publish)
KEEP = Act("keep", "a", gettext_lazy("Leave standing"), keep)
RETURN = Act("return", "r", gettext_lazy("Return"), give_back, Reasons.RETURNED)
DECLINE = Act("decline", "d", gettext_lazy("Decline"), refuse_story, Reasons.DECLINED)
SPAM = Act("spam", "s", gettext_lazy("Spam"), spam_story)
MOVE = Act("move", "m", gettext_lazy("Move"), put_elsewhere, closes=False)
LEAVE = Act("leave", "a", gettext_lazy("Leave as it is"), leave)
WITHDRAW = Act("withdraw", "d", gettext_lazy("Take back"), take_back, Reasons.WITHDRAWN)
ACCEPT = Act("accept", "a", gettext_lazy("Accept"), accept)
REFUSE_REVISION = Act("refuse-revision", "d", gettext_lazy("Refuse"), refuse_revision, Reasons.DECLINED)
SHOW = Act("show", "a", gettext_lazy("Show"), show)
HIDE = Act("hide", "d", gettext_lazy("Hide"), hide, Reasons.WITHDRAWN)
SPAM_COMMENT = Act("spam", "s", gettext_lazy("Spam"), spam_comment)


ADMIT = Act("admit", "a", gettext_lazy("Admit"), let_in)
REFUSE = Act("refuse", "d", gettext_lazy("Refuse"), turn_away, Reasons.DECLINED)


def offered(entry: Entry, thing: Any) -> dict[str, Act]:
    """The acts that make sense for what waits, by name, in the order shown."""
    return {act.name: act for act in OFFERS[kind_of(entry, thing)]}


def kind_of(entry: Entry, thing: Any) -> str:
    return kind_named(entry.kind, entry.subject, getattr(thing, "state", "") == Story.State.PUBLISHED)


def kind_named(kind: str, subject: str, is_published: bool) -> str:
    """The key of ``OFFERS``."""
    noun = subject.partition(":")[0]
    if kind == Entry.Kind.FLAG:
        return f"flagged {noun}"
    return "unread story" if kind == Entry.Kind.STORY and is_published else kind


def short(kind: str) -> list[Act]:
    """What is done with one key, without a reason: a row of the list offers it too."""
    return [act for act in OFFERS[kind] if act.closes and not act.reasons]


def all_of(thing: Any) -> dict[str, Act]:
    """Every act there is for a thing like this; its verb refuses what does not fit where it stands."""
    noun = {Story: ("unread story", Entry.Kind.STORY), Comment: (Entry.Kind.COMMENT,)}.get(
        type(thing), (Entry.Kind.ACCOUNT,)
    )
    return {act.name: act for kind in noun for act in OFFERS.get(kind, ())}


KINDS_OF: dict[type, tuple[str, ...]] = {
    Story: ("unread story", Entry.Kind.STORY),
    Comment: (Entry.Kind.COMMENT,),
}
OFFERS: dict[str, tuple[Act, ...]] = {
    Entry.Kind.STORY: (PUBLISH, RETURN, DECLINE, SPAM, MOVE),
    Entry.Kind.COMMENT: (SHOW, HIDE, SPAM_COMMENT),
    Entry.Kind.ACCOUNT: (ADMIT, REFUSE),
    Entry.Kind.REVISION: (ACCEPT, REFUSE_REVISION),
    "unread story": (KEEP, WITHDRAW, MOVE),
    "flagged story": (LEAVE, WITHDRAW, MOVE),
    "flagged comment": (LEAVE, HIDE, SPAM_COMMENT),
}
