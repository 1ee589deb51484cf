"""Several names under one story: each is asked, and stands there once it has agreed."""

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from commonpress.domain.members.may import Refused, spend
from commonpress.domain.members.models import Member
from commonpress.domain.stories.editors import signs
from commonpress.domain.stories.errors import Incomplete, WrongState
from commonpress.domain.stories.grounds import OWN
from commonpress.domain.stories.models import Byline, BylineOffer, Story
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock

MOST = 12  # names under one story, asked ones included


@transaction.atomic
def offer_byline(story: Story, handle: str, *, by: Member) -> BylineOffer:
    """Ask a member to sign a story that is still being written. Raises ``Refused``, ``WrongState``, ``Incomplete``."""
    must_be_open(story, by)
    spend(by, "invite")
    member = Member.objects.filter(handle=handle.strip().lstrip("@").lower(), is_active=True).first()
    if member is None:
        raise Incomplete("handle", _("Nobody here has this handle."))
    if signs(member, story):
        raise Incomplete("handle", _("This member signs the story already."))
    if story.bylines.count() + story.offers.count() >= MOST:
        raise Incomplete("handle", _("No more names fit under one story."))
    offer, is_new = BylineOffer.objects.get_or_create(
        story=story, member=member, defaults={"by": by, "at": clock.now()}
    )
    facts = {"member": member.subject, "again": not is_new}
    record("story.byline_offered", story.subject, by=by.subject, facts=facts)
    return offer


@transaction.atomic
def accept_byline(offer: BylineOffer, *, by: Member) -> Story:
    """Sign the story, after those who sign it. Raises ``Refused``, ``WrongState``."""
    spend(by, "write")
    story = take(offer, by)
    last = story.bylines.aggregate(last=Max("position"))["last"]
    try:
        with transaction.atomic():
            Byline.objects.create(story=story, member=by, position=0 if last is None else last + 1)
    except IntegrityError:
        raise WrongState from None
    record("story.byline_accepted", story.subject, by=by.subject)
    return story


@transaction.atomic
def refuse_byline(offer: BylineOffer, *, by: Member) -> None:
    """Say no, or take the offer back. Raises ``Refused``, ``WrongState``."""
    if by.pk not in {offer.member_id, offer.by_id}:
        raise Refused(_("This offer is somebody else's."))
    if not BylineOffer.objects.filter(pk=offer.pk).delete()[0]:
        raise WrongState
    record("story.byline_refused", offer.story.subject, by=by.subject)


@transaction.atomic
def leave_byline(story: Story, *, by: Member) -> None:
    """Take one's own name from under a story that is still being written; the last name stays. Raises as above."""
    spend(by, "write")
    must_be_open(story, by)
    if story.bylines.count() < 2:
        raise WrongState(_("A story needs a name under it. Delete the draft instead."))
    story.bylines.filter(member=by).delete()
    record("story.byline_left", story.subject, by=by.subject)


def take(offer: BylineOffer, by: Member) -> Story:
    """Only while it is being written: what the desk reads or has approved gets no new names."""
    if offer.member_id != by.pk:
        raise Refused(_("This offer is somebody else's."))
    story = Story.objects.select_for_update(of=("self",)).select_related("section").get(pk=offer.story_id)
    taken = BylineOffer.objects.filter(pk=offer.pk).delete()[0]
    if not taken or story.state not in OWN:
        raise WrongState
    return story


def must_be_open(story: Story, by: Member) -> None:
    current = Story.objects.select_for_update().get(pk=story.pk)
    if not signs(by, current):
        raise Refused(_("This is somebody else's story."))
    if current.state not in OWN:
        raise WrongState
