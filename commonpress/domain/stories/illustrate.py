from django.db import transaction
from django.db.models import F

from commonpress.domain.members.models import Member
from commonpress.domain.stories import pictured, tags, text
from commonpress.domain.stories.grounds import Ground, grant
from commonpress.domain.stories.models import Revision, Story
from commonpress.domain.stories.write import remember
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock
from commonpress.engines.media.models import Picture


@transaction.atomic
def illustrate(
    story: Story, body: str, *, picture: Picture | None = None, caption: str = "", by: Member | None
) -> bool:
    """Put pictures that came late into a text that stays as it is: a revision, no note, ``updated`` stays.

    For copy that was moved in: ``by`` is its mover. ``picture`` becomes the lead picture of a story that has none.
    Says whether anything changed.
    """
    changes: dict[str, object] = {}
    if (clean := text.clean_body(body)) != story.body:
        changes["body"] = clean
    if picture and story.picture is None:
        changes |= {"picture": picture, "caption": text.line(caption, 500)}
    if not changes:
        return False
    grant(story, Ground.MOVED_IN, by=by)
    Story.objects.filter(pk=story.pk).update(**changes, seen=F("seen") + 1, kept=F("seen") + 1)
    story.refresh_from_db()
    if "body" in changes:
        remember(story, by=by, at=clock.now(), weight=Revision.Weight.TYPO)
    pictured.noted(story, pictured.stems(story.body, story.picture), by)
    if story.state == Story.State.PUBLISHED:
        pictured.shown(story)
    stale = tags.of(story) if story.state == Story.State.PUBLISHED else []
    record("story.mended", story.subject, stale=stale, by=by.subject if by else "")
    return True
