import pytest
from django.test import Client

from commonpress.domain.conversation import thread
from commonpress.domain.conversation.edit import edit
from commonpress.domain.conversation.models import Comment
from commonpress.domain.conversation.moderate import show
from commonpress.domain.conversation.mute import mute
from commonpress.domain.conversation.write import write
from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Story
from commonpress.engines.lib import clock


def test_without_scripts_a_muted_member_is_folded_away_and_what_waits_is_shown(
    story: Story, ada: Member, cleo: Member, dan: Member, client: Client
) -> None:
    first = write(story, "The lens is from 1862.", by=ada)
    answer = write(story, "It is glass.", by=dan, parent=first)
    show(answer, by=ada)
    write(story, "I wait.", by=cleo)
    mute(dan, by=cleo)
    client.force_login(cleo)
    page = client.get(f"/talk/{story.pk}/read/")
    words = page.content.decode()
    folded = words[words.index("<details><summary>") : words.index("</details>")]
    assert "Dan Floods, whom you muted" in folded
    assert "It is glass." in folded
    assert "The lens is from 1862." in words
    assert "The lens" not in folded
    assert "I wait." in words
    assert page.headers["Cache-Control"] == "private, no-store"
    client.force_login(ada)
    others = client.get(f"/talk/{story.pk}/read/").content.decode()
    assert "<details><summary>" not in others
    assert "I wait." not in others


def test_the_public_page_leads_there_and_is_the_same_for_everybody(
    story: Story, ada: Member, client: Client
) -> None:
    write(story, "The lens is from 1862.", by=ada)
    at = f"{story.get_absolute_url()}comments/"
    first = Comment.objects.get()
    for address in (at, f"{at}{first.pk}/"):
        client.logout()
        with clock.frozen(clock.now()):  # a page says how long ago something was
            public = client.get(address).content
            client.force_login(ada)
            assert client.get(address).content == public
        assert (
            f'<noscript><p class="quiet"><a rel="nofollow" href="/talk/{story.pk}/read/">'.encode() in public
        )


def test_it_marks_folds_and_leads_on_as_the_public_page_does(
    story: Story, ada: Member, ben: Member, cleo: Member, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(thread, "ANSWERS", 7)
    show(write(story, "I wrote the story.", by=ben), by=ada)
    said = edit(write(story, "Level 1.", by=ada), "Level 1, mended.", by=ada)
    parent = said
    for level in range(2, 10):
        parent = write(story, f"Level {level}.", by=ada, parent=parent)
    client.force_login(cleo)
    page = client.get(f"/talk/{story.pk}/read/").content.decode()
    for mark in ("Author of the story", "Editor", "changed", "to Ada Edits"):
        assert mark in page, mark
    folded = page[page.index('<details class="answers"><summary>') : page.index("</details>")]
    assert "4 answers further down" in folded
    assert [f"Level {level}." in folded for level in (4, 5, 8)] == [False, True, True]
    assert "Level 9." not in page
    assert f'{story.get_absolute_url()}comments/{said.pk}/">1 more answer</a>' in page
