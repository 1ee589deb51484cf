from collections.abc import Callable
from datetime import timedelta

import pytest

from commonpress.domain.members.models import Member
from commonpress.domain.stories.correct import Wording, correct, mend_typo
from commonpress.domain.stories.errors import WrongState
from commonpress.domain.stories.models import Correction, Story
from commonpress.engines.lib import clock


def test_a_correction_keeps_both_texts_and_moves_the_updated_time(story: Story, ada: Member) -> None:
    later = clock.now() + timedelta(hours=1)
    note = correct(
        story,
        Wording(story.headline, "", "<p>The ferry came back at one.</p>"),
        note="It was one.",
        by=ada,
        at=later,
    )
    assert ("noon" in note.before.body, "one" in note.after.body) == (True, True)
    assert story.updated_at == later
    assert note.get_absolute_url() == f"{story.get_absolute_url()}changes/2/"


def test_a_mended_typo_makes_a_revision_and_no_note(story: Story, ada: Member) -> None:
    before = story.updated_at
    mend_typo(story, Wording("The ferry is back!", "", story.body), by=ada)
    assert (story.headline, story.updated_at) == ("The ferry is back!", before)
    assert story.revisions.count() == 2
    assert not Correction.objects.exists()


def test_a_draft_cannot_be_corrected(make_story: Callable[..., Story], ada: Member) -> None:
    draft = make_story(published=False)
    with pytest.raises(WrongState):
        correct(draft, Wording("x", "", ""), note="x", by=ada)
    assert draft.revisions.count() == 1


def test_a_corrected_text_passes_the_sanitiser(story: Story, ada: Member) -> None:
    correct(story, Wording("x", "", "<p>y</p><script>alert(1)</script>"), note="<b>z</b>", by=ada)
    assert story.body == "<p>y</p>"
