from collections.abc import Callable

import pytest

from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Revision, Section, Story, Topic
from commonpress.domain.stories.write import Credit, Draft, write

Make = Callable[..., Story]


def test_a_draft_is_stored_with_its_first_revision(section: Section, ben: Member, ada: Member) -> None:
    draft = Draft(
        headline="  The ferry\n is  back ",
        body="<p>At noon.</p>",
        section=section,
        authors=[ben, ada, ben],
        topics=["Ferry", "ferry", "Lagoon"],
        credit=Credit(agency="Euxine Press Service", url="https://eps.example/1"),
    )
    story = write(draft, by=ben)
    assert (story.headline, story.state, story.path) == ("The ferry is back", Story.State.DRAFT, None)
    assert [line.member for line in story.bylines.all()] == [ben, ada]
    assert sorted(Topic.objects.values_list("slug", flat=True)) == ["ferry", "lagoon"]
    assert Revision.objects.get(story=story).number == 1
    assert story.credit.agency == "Euxine Press Service"


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '<a href="javascript:alert(1)">x</a>',
        "<svg onload=alert(1)>",
        '<p style="position:fixed">x</p>',
        '<form action="https://evil.example"><input name=a></form>',
    ],
)
def test_no_body_is_stored_unsanitised(make_story: Make, hostile: str) -> None:
    body = make_story(body=f"<p>Fine.</p>{hostile}").body.lower()
    assert "<p>fine.</p>" in body
    assert not any(word in body for word in ("script", "onerror", "onload", "style=", "<form", "<svg"))


def test_cedilla_letters_are_stored_with_commas(make_story: Make) -> None:
    story = make_story("Şcoala şi ţinta", body="<p>Oraşul vechi</p>", language="ro")
    assert (story.headline, story.body) == ("Școala și ținta", "<p>Orașul vechi</p>")


def test_a_headline_of_one_megabyte_is_cut_not_refused(make_story: Make) -> None:
    assert len(make_story("long " * 200_000).headline) <= 300
