"""Where the owner asks a second step of editors, one who has none does nothing an editor does, whatever the way in."""

import pytest
from django.test import Client

from commonpress.domain.conversation.models import Comment
from commonpress.domain.members.models import Decision, Member
from commonpress.domain.stories.correct import Wording
from commonpress.domain.stories.models import Story
from commonpress.engines.site import options
from commonpress.interfaces.api.tests.conftest import Program
from commonpress.interfaces.studio.propose import digest
from tests.matrix import PRIVATE
from tests.test_matrix import World, address, asked, world

__all__ = ["world"]
CLEO, ADA = 1, 3  # their letters in the matrix


def doors() -> list[tuple[str, str]]:
    """Method and route of all that is refused to members and open to editors."""
    found = []
    for route, letters in PRIVATE.items():
        for method, answers in zip(("GET", "POST"), letters.split(), strict=True):
            if (answers[CLEO], answers[ADA]) == ("f", "o"):
                found.append((method, route))
    return found


@pytest.fixture
def lacking(world: World) -> World:
    options.change({"second_factor_of_editors": True})
    return world


def test_every_door_of_editors_leads_to_where_the_second_step_is_set_up(lacking: World) -> None:
    assert len(doors()) > 20
    for method, route in doors():
        answer = asked(lacking["clients"]["ada"], method, address(route, lacking))
        assert (answer.status_code, answer.headers.get("Location")) == (302, "/account/second-step/"), route


def test_what_she_decides_by_token_is_refused(lacking: World, ada: Member) -> None:
    program, story = Program(ada), lacking["waiting"]
    for path in ("/desk/stories/", "/desk/proposals/"):
        assert program("GET", path).status_code == 403
    refused = program.post(f"/desk/stories/{story.pk}/publish/", {"version": story.seen})
    assert refused.status_code == 403
    assert "second step" in refused.content.decode()
    story.refresh_from_db()
    assert story.state == Story.State.SUBMITTED


def test_what_she_corrects_in_the_studio_and_hides_in_a_conversation_is_refused(
    lacking: World, ada: Member
) -> None:
    story, client = lacking["published"], lacking["clients"]["ada"]
    decided = Decision.objects.count()
    wording = Wording(story.headline, "", "<p>Hers.</p>")
    sent = {
        "headline": story.headline,
        "body": wording.body,
        "rich": "1",
        "weight": "typo",
        "seen": story.seen,
    }
    answer = client.post(f"/studio/{story.pk}/correct/", {**sent, "do": "send", "looked": digest(wording)})
    assert answer.status_code == 422
    assert "asks editors for a second step" in answer.content.decode()
    client.post(f"/talk/comment/{lacking['waits'].pk}/hide/", {"do": "hide"})
    words = {"version": story.seen, "headline": story.headline, "body": wording.body, "note": "So."}
    told = Program(ada).post(f"/me/stories/{story.pk}/amend/", words)
    assert told.status_code in {403, 404}
    before = story.body
    story.refresh_from_db()
    assert story.body == before
    assert Comment.objects.get(pk=lacking["waits"].pk).state == lacking["waits"].state
    assert Decision.objects.count() == decided
    options.change({"second_factor_of_editors": False})
    assert (
        client.post(
            f"/studio/{story.pk}/correct/", {**sent, "do": "send", "looked": digest(wording)}
        ).status_code
        == 302
    ), "the control"


def test_members_are_not_asked(lacking: World) -> None:
    ben: Client = lacking["clients"]["ben"]
    for path in ("/studio/", "/account/", f"/studio/{lacking['draft'].pk}/write/"):
        assert ben.get(path).status_code == 200
