from collections.abc import Callable
from typing import Any

import pytest

from commonpress.domain.members.models import Member
from commonpress.domain.stories.correct import Wording, correct, mend_typo
from commonpress.domain.stories.erase import forget_text
from commonpress.domain.stories.models import Correction, Revision, Story
from commonpress.domain.stories.verify import verify
from commonpress.domain.stories.withdraw import withdraw

Make = Callable[..., Story]


@pytest.fixture
def log(make_story: Make, ada: Member) -> list[Story]:
    """Two stories, three corrections, one typo."""
    stories = [make_story("Fog"), make_story("Ice")]
    for number in range(3):
        correct(stories[number % 2], Wording(f"Now {number}", "", "<p>x</p>"), note=f"Was {number}.", by=ada)
    mend_typo(stories[0], Wording("Now!", "", "<p>x</p>"), by=ada)
    return stories


def test_a_whole_log_is_whole(log: list[Story]) -> None:
    assert list(verify()) == []


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (lambda: Correction.objects.filter(note="Was 1.").update(note="Was right."), "was altered"),
        (lambda: Correction.objects.filter(note="Was 1.").delete(), "does not follow"),
        (lambda: Correction.objects.order_by("-pk")[0].delete(), "newest correction is missing"),
        (lambda: Revision.objects.filter(number=1).update(body="<p>y</p>"), "was altered"),
        (lambda: Revision.objects.filter(weight="typo").delete(), "reads otherwise"),
        (lambda: Story.objects.update(body="<p>Bought.</p>"), "reads otherwise"),
        (lambda: Revision.objects.filter(number=2).update(digest="0" * 64), "was altered"),
    ],
)
def test_any_damage_is_told(log: list[Story], damage: Callable[[], Any], says: str) -> None:
    damage()
    assert says in next(verify())


def test_a_text_taken_back_for_ever_leaves_the_chain_whole(log: list[Story], ada: Member) -> None:
    log[0].refresh_from_db()
    withdraw(log[0], reason="Gone.", by=ada)
    forget_text(log[0])
    assert list(verify()) == []
    assert not Revision.objects.filter(story=log[0]).exclude(body="").exists()
