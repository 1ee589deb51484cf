from collections.abc import Sequence

from django.db import transaction

from commonpress.domain.members.may import must_edit
from commonpress.domain.members.models import Member
from commonpress.domain.stories import tags
from commonpress.domain.stories.errors import WrongState
from commonpress.domain.stories.models import Lead, Story
from commonpress.engines.events.record import record

PLACES = 4  # one story that is clearly first, three that are second


@transaction.atomic
def lead(stories: Sequence[Story], *, by: Member | None) -> None:
    """Put these published stories at the top of the front page in this order, in place of those that stood there.

    Raises ``Refused``, or ``WrongState`` when one of them is not published (any more).
    """
    if by is not None:
        must_edit(by)
    chosen = list(dict.fromkeys(story.pk for story in stories))[:PLACES]
    public = Story.objects.filter(pk__in=chosen, state=Story.State.PUBLISHED).count()
    if public < len(chosen):
        raise WrongState("only a published story can stand on the front page")
    Lead.objects.all().delete()
    Lead.objects.bulk_create(Lead(story_id=pk, position=place) for place, pk in enumerate(chosen, 1))
    record(
        "front.ordered",
        "front",
        stale=[tags.FRONT],
        by=by.subject if by else "",
        facts={"stories": chosen},
    )
