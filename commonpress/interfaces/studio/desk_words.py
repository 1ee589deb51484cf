"""What the desk said about a story, as its author reads it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from commonpress.domain.members import rules
from commonpress.domain.members.decide import standing_decisions
from commonpress.domain.members.models import Decision
from commonpress.domain.stories.models import Story

# What an author is told of; the others are answers of the desk to itself.
TOLD = frozenset(
    {
        Decision.Action.PUBLISHED,
        Decision.Action.SCHEDULED,
        Decision.Action.RETURNED,
        Decision.Action.DECLINED,
        Decision.Action.SPAM,
        Decision.Action.WITHDRAWN,
        Decision.Action.REVISED,
        Decision.Action.REVISION_REFUSED,
        Decision.Action.FLAGGED,
    }
)
# Those of them that take something from an author: the rule they rest on is named beside the words.
REASONED = frozenset(
    {
        Decision.Action.RETURNED,
        Decision.Action.DECLINED,
        Decision.Action.SPAM,
        Decision.Action.WITHDRAWN,
        Decision.Action.REVISION_REFUSED,
    }
)


@dataclass(frozen=True)
class Answer:
    """One decision: what it was, the desk's words, and what its author may still do."""

    decision: Decision

    @property
    def rule(self) -> str:
        """Why, in a few words of the house; nothing where there is nothing to explain."""
        return rules.in_words(self.decision.rule) if self.decision.action in REASONED else ""

    @property
    def may_appeal(self) -> bool:
        return "appeal" in self.decision.remedies

    @property
    def may_answer(self) -> bool:
        return "hear" in self.decision.remedies

    @property
    def by(self) -> str:
        return self.decision.by.name if self.decision.by else _("the checks")


def latest(story: Story) -> Answer | None:
    """The newest decision that still stands. One query."""
    found = standing_decisions(story.subject).filter(action__in=TOLD).select_related("by").first()
    return Answer(found) if found else None


def latest_of(stories: list[Story]) -> dict[str, Answer]:
    """The same for several stories, by subject. One query."""
    subjects = [story.subject for story in stories]
    found = Decision.objects.filter(
        subject__in=subjects, action__in=TOLD, undone_by__isnull=True, undoes__isnull=True
    )
    return {one.subject: Answer(one) for one in found.select_related("by").order_by("pk")}


def check_name(kind: str) -> str:
    """The name of a check as an author reads it."""
    names = {
        "copied": _("Copied text"),
        "spam": _("Promotion"),
        "language": _("Language"),
        "section": _("Section"),
        "links": _("Links"),
        "headline": _("Headline"),
        "pictures": _("Pictures"),
    }
    return names.get(kind, kind)
