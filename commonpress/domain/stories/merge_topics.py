from django.db import transaction

from commonpress.domain.members.models import Member
from commonpress.domain.stories import tags
from commonpress.domain.stories.models import Topic
from commonpress.engines.events.record import record
from commonpress.engines.site import redirects


@transaction.atomic
def merge_topics(gone: Topic, kept: Topic, *, by: Member | None) -> Topic:
    """Give all stories of one topic to another and let its old address lead there. Same topic twice: nothing happens."""
    if gone.pk == kept.pk:
        return kept
    kept.stories.add(*gone.stories.values_list("pk", flat=True))
    stale = ["site", tags.FRONT, gone.subject, kept.subject]
    redirects.lead(gone.get_absolute_url(), kept.get_absolute_url())
    record("topic.merged", kept.subject, stale=stale, by=by.subject if by else "", facts={"gone": gone.slug})
    gone.delete()
    return kept
