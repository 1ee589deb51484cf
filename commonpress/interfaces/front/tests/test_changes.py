from collections.abc import Callable

import pytest
from django.test import Client

from commonpress.domain.members.models import Member
from commonpress.domain.stories.correct import Wording, correct, mend_typo
from commonpress.domain.stories.models import Story

Make = Callable[..., Story]


@pytest.fixture
def changed(make_story: Make, ada: Member) -> Story:
    story = make_story("The fery is back")
    mend_typo(story, Wording("The ferry is back", "", story.body), by=ada)
    correct(story, Wording(story.headline, "", "<p>It came at one.</p>"), note="It was one.", by=ada)
    return story


def test_every_change_is_listed_and_a_typo_is_quiet(changed: Story, client: Client) -> None:
    address = changed.get_absolute_url()
    assert f'href="{address}changes/"' in client.get(address).content.decode()
    page = client.get(f"{address}changes/").content.decode()
    assert page.index("It was one.") < page.index("Only spelling or punctuation changed.")
    typo = client.get(f"{address}changes/2/").content.decode()
    assert "<del>" in typo
    assert "Only spelling or punctuation changed." in typo
    assert "Only spelling" not in client.get("/corrections/").content.decode()


def test_a_story_that_never_changed_has_no_such_page(story: Story, client: Client) -> None:
    address = story.get_absolute_url()
    assert f"{address}changes/" not in client.get(address).content.decode()
    for path in ("changes/", "changes/1/", "changes/2/", f"changes/{10**30}/"):
        assert client.get(f"{address}{path}").status_code == 404


def test_what_was_written_before_publication_is_nobodys_to_read(make_story: Make, client: Client) -> None:
    from commonpress.domain.stories.grounds import Ground
    from commonpress.domain.stories.publish import publish
    from commonpress.domain.stories.revise import revise

    draft = make_story(published=False, body="<p>Canary.</p>")
    author = draft.bylines.get().member
    draft = revise(draft, {"body": "<p>Fair.</p>"}, by=author, seen=0)
    publish(draft, by=None, ground=Ground.MOVED_IN)
    for path in ("changes/", "changes/1/", "changes/2/"):
        assert client.get(f"{draft.get_absolute_url()}{path}").status_code == 404
