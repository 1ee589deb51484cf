from django.test import Client

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
    address = f"{story.get_absolute_url()}comments/"
    with clock.frozen(clock.now()):  # a page says how long ago something was
        public = client.get(address).content
        client.force_login(ada)
        assert client.get(address).content == public
    assert f'<noscript><p class="quiet"><a rel="nofollow" href="/talk/{story.pk}/read/">'.encode() in public
