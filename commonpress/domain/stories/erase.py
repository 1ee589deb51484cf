from django.db import transaction

from commonpress.domain.stories.models import PreviewLink, Proposal, Revision, Story
from commonpress.engines.lib import clock


@transaction.atomic
def forget_text(story: Story) -> None:
    """Keep nothing of what an unpublished or withdrawn story said. The digests stay, so the chain of revisions holds."""
    nothing = {"headline": "", "standfirst": "", "body": ""}
    Revision.objects.filter(story=story).update(**nothing, erased_at=clock.now())
    Proposal.objects.filter(story=story).update(**nothing, note="")
    PreviewLink.objects.filter(story=story).delete()
    gone = {"standfirst": "", "body": "", "excerpt": "", "caption": "", "words": 0, "picture": None}
    Story.objects.filter(pk=story.pk).exclude(state=Story.State.PUBLISHED).update(**gone)
