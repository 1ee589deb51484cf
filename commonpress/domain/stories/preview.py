import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from commonpress.domain.members.may import Refused, spend
from commonpress.domain.members.models import Member
from commonpress.domain.stories import access
from commonpress.domain.stories.editors import edits, signs
from commonpress.domain.stories.errors import WrongState
from commonpress.domain.stories.models import PreviewLink, Story
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock

MOST = 20  # links of one story that hold at once


@transaction.atomic
def open_preview(story: Story, *, by: Member) -> PreviewLink:
    """A secret link to an unpublished story for somebody without an account: see ``access.preview_or_404``.

    Raises ``Refused``, or ``WrongState`` when there are too many.
    """
    must_have_it(story, by)
    if access.open_previews(story).count() >= MOST:
        raise WrongState
    link = PreviewLink.objects.create(story=story, token=secrets.token_urlsafe(32), by=by, at=clock.now())
    record("story.preview_opened", story.subject, by=by.subject)
    return link


@transaction.atomic
def revoke_preview(link: PreviewLink, *, by: Member) -> bool:
    """Let the link lead nowhere from now on. Answers whether it held until now. Raises ``Refused``."""
    must_have_it(link.story, by)
    held = PreviewLink.objects.filter(pk=link.pk, revoked_at__isnull=True).update(revoked_at=clock.now())
    if held:
        record("story.preview_revoked", link.story.subject, by=by.subject)
    return bool(held)


def must_have_it(story: Story, by: Member) -> None:
    spend(by, "write")
    is_desks = story.state != Story.State.DRAFT and edits(by, story.section_id)
    if not (is_desks or signs(by, story)):
        raise Refused(_("This is somebody else's story."))
