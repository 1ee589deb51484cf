from collections.abc import Callable

from commonpress.domain.members.models import Member
from commonpress.domain.stories.matter import matter_of
from commonpress.domain.stories.models import Story
from commonpress.domain.stories.write import Credit


def test_the_checks_see_a_story_as_it_stands(
    make_story: Callable[..., Story], ben: Member, ada: Member
) -> None:
    story = make_story(
        "Sand in the harbour",
        published=False,
        authors=[ben, ada],
        credit=Credit(agency="The Coast", url="https://coast.example/sand"),
    )
    matter = matter_of(story, level=1)
    assert (matter.subject, matter.author, matter.section) == (story.subject, ben.subject, "harbour")
    assert (matter.headline, matter.text) == ("Sand in the harbour", "The ferry came back at noon.")
    assert (matter.credit_agency, matter.credit_url) == ("The Coast", "https://coast.example/sand")
    assert (matter.pictures, matter.facts) == ((), {"level": 1})
