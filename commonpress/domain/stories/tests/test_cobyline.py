from collections.abc import Callable

import pytest
from django.http import Http404

from commonpress.domain.members.may import Refused
from commonpress.domain.members.models import Member
from commonpress.domain.stories import access
from commonpress.domain.stories.cobyline import accept_byline, leave_byline, offer_byline, refuse_byline
from commonpress.domain.stories.errors import Incomplete, WrongState
from commonpress.domain.stories.models import BylineOffer, Section, SectionEditor, Story
from commonpress.domain.stories.preview import open_preview, revoke_preview
from commonpress.domain.stories.submit import submit

Make = Callable[..., Story]


@pytest.fixture
def draft(make_story: Make) -> Story:
    return make_story("Canary", published=False)


def test_cleo_signs_once_she_agrees(draft: Story, ben: Member, cleo: Member, dan: Member) -> None:
    offer = offer_byline(draft, "@cleo", by=ben)
    assert list(access.offers_to(cleo)) == [offer]
    with pytest.raises(Http404):
        access.own_or_404(cleo, draft.pk)
    with pytest.raises(Refused):
        accept_byline(offer, by=dan)
    accept_byline(offer, by=cleo)
    assert access.own_or_404(cleo, draft.pk) == draft
    assert [line.member for line in draft.bylines.all()] == [ben, cleo]
    with pytest.raises(WrongState):
        accept_byline(offer, by=cleo)


def test_nobody_is_signed_into_anothers_story(draft: Story, ben: Member, cleo: Member) -> None:
    with pytest.raises(Refused):
        offer_byline(draft, "cleo", by=cleo)
    for handle in ("nobody", "ben"):
        with pytest.raises(Incomplete):
            offer_byline(draft, handle, by=ben)


def test_what_the_desk_reads_gets_no_new_names(draft: Story, ben: Member, cleo: Member) -> None:
    offer = offer_byline(draft, "cleo", by=ben)
    submit(draft, by=ben)
    with pytest.raises(WrongState):
        accept_byline(offer, by=cleo)
    with pytest.raises(WrongState):
        offer_byline(draft, "dan", by=ben)


def test_an_offer_is_refused_and_a_name_is_taken_off(
    draft: Story, ben: Member, cleo: Member, dan: Member
) -> None:
    offer = offer_byline(draft, "cleo", by=ben)
    with pytest.raises(Refused):
        refuse_byline(offer, by=dan)
    refuse_byline(offer, by=cleo)
    assert not BylineOffer.objects.exists()
    with pytest.raises(WrongState):
        leave_byline(draft, by=ben)
    accept_byline(offer_byline(draft, "cleo", by=ben), by=cleo)
    leave_byline(draft, by=ben)
    assert [line.member for line in draft.bylines.all()] == [cleo]


def test_a_preview_link_leads_there_until_it_is_revoked(
    draft: Story, story: Story, ben: Member, cleo: Member, ada: Member
) -> None:
    with pytest.raises(Refused):
        open_preview(draft, by=cleo)
    with pytest.raises(Refused):
        open_preview(draft, by=ada)
    link = open_preview(draft, by=ben)
    assert access.preview_or_404(link.token) == draft
    with pytest.raises(Refused):
        revoke_preview(link, by=cleo)
    assert revoke_preview(link, by=ben)
    assert not revoke_preview(link, by=ben)
    with pytest.raises(Http404):
        access.preview_or_404(link.token)


def test_the_desk_sees_what_was_handed_in_in_its_own_sections(
    draft: Story, make_story: Make, ben: Member, ada: Member, owner: Member, cleo: Member
) -> None:
    sport = Section.objects.create(slug="sport", name="Sport")
    waiting = submit(make_story("Fog", published=False), by=ben)
    goal = submit(make_story("Goal", published=False, section=sport), by=ben)
    assert set(access.for_desk(ada)) == set(access.for_desk(owner)) == {waiting, goal}
    assert list(access.for_desk(cleo)) == []
    SectionEditor.objects.create(member=ada, section=sport)
    assert list(access.for_desk(ada)) == [goal]
    for hidden in (waiting, draft):
        with pytest.raises(Http404):
            access.desk_or_404(ada, hidden.pk)
    assert access.desk_or_404(owner, waiting.pk) == waiting
