from collections.abc import Callable

from commonpress.domain.members.models import Member
from commonpress.domain.stories.amend import amend
from commonpress.domain.stories.correct import Wording
from commonpress.domain.stories.matter import matter_of, matter_of_proposal
from commonpress.domain.stories.models import Proposal, Story
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
    assert (matter.pictures, matter.facts) == ((), {"level": 1, "signers": [ben.subject, ada.subject]})


def test_a_proposal_is_checked_as_of_all_who_sign(
    make_story: Callable[..., Story], ben: Member, cleo: Member
) -> None:
    story = make_story(authors=[ben, cleo])
    wording = Wording(story.headline, "", "<p>It came at one.</p>")
    proposal = amend(story, wording, note="It was one.", by=cleo, seen=story.seen)
    assert isinstance(proposal, Proposal)
    matter = matter_of_proposal(proposal, level=1)
    assert matter.facts == {"level": 1, "signers": [ben.subject, cleo.subject]}
