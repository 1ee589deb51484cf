"""What the checks learn from the desk. It waits until nothing can be undone any more, and a lesson can be unlearned."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db import transaction

from commonpress.domain.members.decide import standing_decisions
from commonpress.domain.members.models import Decision
from commonpress.domain.stories import matter as stories
from commonpress.domain.stories.grounds import Ground
from commonpress.domain.stories.models import Story
from commonpress.engines.checks import archive
from commonpress.engines.checks.matter import Matter
from commonpress.engines.events import readers
from commonpress.engines.events.models import Event
from commonpress.engines.lib import clock
from commonpress.interfaces.desk import things
from commonpress.interfaces.desk.matters import matter_of
from commonpress.interfaces.desk.models import Lesson

AFTER = timedelta(seconds=35)  # a decision can be undone for 30
TEACHES = (
    "story.published", "story.kept", "story.declined", "story.withdrawn", "story.moved", "story.appeal_answered",
    "story.appeal_reopened", "comment.appeal_reopened", "comment.shown", "comment.hidden", "comment.appeal_answered",
)  # fmt: skip
STANDS = (
    "story.submitted",
    "story.published",
    "story.kept",
    "story.corrected",
    "story.mended",
    "story.withdrawn",
    "story.undone",
)
READ = (
    "editor",
    "desk",
    "own",
    "appeal",
)  # rules of a person who read it; what trust let out teaches nothing
Action = Decision.Action


def register() -> None:
    readers.reader("desk-lessons", TEACHES, delay=AFTER)(teach)
    readers.reader("desk-archive", STANDS)(keep)


def keep(event: Event) -> None:
    """The archive holds every submission and every published story, as it stands."""
    thing = found(event.subject)
    if thing is not None and thing.state != Story.State.DRAFT and not is_erased(thing):
        into_archive(thing)


def into_archive(story: Story) -> None:
    """As it stands. How far its author is trusted, which ``matters`` would look up, is no part of it."""
    at = story.published_at or story.submitted_at or clock.now()
    public = story.state == Story.State.PUBLISHED
    archive.put(stories.matter_of(story), public=public, at=at, read=story.ground != Ground.TRUST)


def is_erased(story: Story) -> bool:
    """Whether its author left and took the text along."""
    return story.revisions.filter(erased_at__isnull=False).exists()


def teach(event: Event) -> None:
    """Unlearn what was learned of the subject, then learn what stands now. So a repeat changes nothing."""
    relearn(event.subject, found(event.subject))


@transaction.atomic
def relearn(subject: str, thing: Any) -> None:
    forget(subject)
    if thing is not None:
        learn(thing)


def found(subject: str) -> Any:
    try:
        return things.of_subject(subject)
    except things.Gone:
        return None


def forget(subject: str) -> None:
    for lesson in Lesson.objects.select_for_update().filter(subject=subject):
        matter = Matter.from_dict(lesson.matter)
        if lesson.label:
            archive.unlearn(matter, lesson.label)
        if lesson.section:
            archive.learn_section(replace(matter, section=lesson.section), sign=-1)
        lesson.delete()


def learn(thing: Any) -> None:
    label, section = label_of(thing.subject), section_of(thing)
    if not label and not section:
        return
    matter = matter_of(thing)
    Lesson.objects.create(subject=thing.subject, label=label, section=section, matter=matter.as_dict())
    if label:
        archive.learn(matter, label)
    if section:
        archive.learn_section(matter)


def label_of(subject: str) -> str:
    """What the last standing decision says of the text: good, spam, or nothing the checks could learn."""
    last = standing_decisions(subject).exclude(action__in=ASIDE).first()
    if last is None or last.answer == Decision.Answer.GRANTED:
        return ""
    if last.action in {Action.PUBLISHED, Action.SHOWN, Action.KEPT} and last.rule in READ:
        return archive.GOOD
    is_spam = last.action == Action.SPAM or last.rule in {"spam", "promotion"}
    return archive.SPAM if is_spam and last.action in SAYS_NO else ""


ASIDE = (Action.FLAGGED, Action.FLAG_DISMISSED, Action.MOVED)
SAYS_NO = {Action.SPAM, Action.DECLINED, Action.HIDDEN, Action.WITHDRAWN}


def section_of(thing: Any) -> str:
    """A published story teaches its section."""
    if isinstance(thing, Story) and thing.state == Story.State.PUBLISHED:
        return thing.section.slug
    return ""
