"""Pictures of what is not published: for those who may read it, and for nobody else."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from commonpress.domain.members.models import Member
from commonpress.domain.members.profile import Profile, change_profile
from commonpress.domain.stories.amend import amend
from commonpress.domain.stories.correct import Wording
from commonpress.domain.stories.grounds import Ground
from commonpress.domain.stories.models import Story
from commonpress.domain.stories.preview import open_preview, revoke_preview
from commonpress.domain.stories.publish import publish
from commonpress.domain.stories.revise import revise
from commonpress.domain.stories.submit import submit
from commonpress.domain.stories.withdraw import withdraw
from commonpress.engines.edge.keys import key_of
from commonpress.engines.events import work
from commonpress.engines.media.models import Picture
from commonpress.engines.media.tests.make import jpeg

pytestmark = pytest.mark.django_db


def sent(member: Member, size: tuple[int, int] = (64, 48)) -> Picture:
    file = SimpleUploadedFile("a.jpg", jpeg(size), "image/jpeg")
    sender = signed_in(member)
    return Picture.objects.get(pk=sender.post("/studio/pictures/", {"file": file}).json()["id"])


def with_picture(story: Story, picture: Picture, by: Member) -> Story:
    body = f'<p>Text.</p><img src="/media/{picture.name}" alt="The quay">'
    return revise(story, {"headline": "The quay", "body": body}, by=by, seen=story.seen)


def signed_in(member: Member | None) -> Client:
    client = Client()
    if member:
        client.force_login(member)
    return client


def sees(member: Member | None, picture: Picture, question: str = "") -> bool:
    answer: Any = signed_in(member).get(f"/media/{picture.name}{question}")
    if answer.status_code == 200:
        assert answer["Cache-Control"] in {"private, no-store", "public, max-age=31536000, immutable"}
    return bool(answer.status_code == 200)


def work_off() -> None:
    while work.turn():
        pass


def test_a_picture_of_a_draft_is_its_authors_alone(
    draft: Story, ben: Member, ada: Member, cleo: Member
) -> None:
    picture = sent(ben)
    with_picture(draft, picture, ben)
    assert sees(ben, picture)
    assert not any(sees(member, picture) for member in (ada, cleo, None))
    answer = signed_in(ben).get(f"/media/{picture.name}")
    assert answer["Cache-Control"] == "private, no-store"
    assert key_of(f"/media/{picture.name}", "") is None  # the edge keeps no such address


def test_the_desk_sees_what_was_handed_in(draft: Story, ben: Member, ada: Member, cleo: Member) -> None:
    picture = sent(ben)
    submit(with_picture(draft, picture, ben), by=ben, seen=1)
    assert sees(ada, picture)
    assert not sees(cleo, picture)


def test_who_has_the_secret_link_sees_its_pictures_while_it_holds(draft: Story, ben: Member) -> None:
    picture = sent(ben)
    link = open_preview(with_picture(draft, picture, ben), by=ben)
    page = signed_in(None).get(f"/studio/shown/{link.token}/").content.decode()
    assert f"/media/{picture.name}?shown={link.token}" in page
    assert sees(None, picture, f"?shown={link.token}")
    assert not sees(None, picture, "?shown=another")
    revoke_preview(link, by=ben)
    assert not sees(None, picture, f"?shown={link.token}")


def test_it_is_everybodys_when_the_story_is_published_and_no_longer_when_withdrawn(
    draft: Story, ben: Member, ada: Member
) -> None:
    picture = sent(ben)
    story = with_picture(draft, picture, ben)
    submit(story, by=ben, seen=story.seen)
    publish(story, by=ada, ground=Ground.EDITOR)
    work_off()
    assert sees(None, picture)
    withdraw(story, reason="It was wrong.", by=ada)
    work_off()
    assert not sees(None, picture)
    assert sees(ben, picture)
    assert sees(ada, picture)


def test_a_proposed_picture_waits_with_the_proposal(
    story: Story, ben: Member, ada: Member, django_capture_on_commit_callbacks: Any
) -> None:
    picture = sent(ben)
    wording = Wording(story.headline, "", f'{story.body}<img src="/media/{picture.name}" alt="Seen">')
    amend(story, wording, note="A picture.", by=ben, seen=story.seen)
    assert not sees(None, picture)
    assert sees(ada, picture)
    with django_capture_on_commit_callbacks(execute=True):
        amend(story, wording, note="A picture.", by=ada, seen=story.seen)
    assert sees(None, picture)


def test_the_name_alone_gives_nobody_a_picture(
    draft: Story, ben: Member, ada: Member, cleo: Member, section: Any
) -> None:
    picture = sent(ben)
    with_picture(draft, picture, ben)
    own = Story.objects.create(section=section, language="en", slug="own", created_at=draft.created_at)
    own.bylines.create(member=cleo)
    own = with_picture(own, picture, cleo)
    submit(own, by=cleo, seen=own.seen)
    publish(own, by=ada, ground=Ground.EDITOR)
    assert not sees(cleo, picture)
    assert not sees(None, picture)


def test_a_portrait_is_everybodys_while_it_is_one(ben: Member) -> None:
    first, second = sent(ben), sent(ben, (80, 60))
    for picture in (first, second):
        change_profile(ben, Profile(name=ben.name, handle=ben.handle, picture=picture), by=ben)
    work_off()
    assert not sees(None, first)
    assert sees(None, second)


def test_the_owner_sees_all_that_the_owners_screens_list(ben: Member, owner: Member) -> None:
    assert sees(owner, sent(ben))
