"""My stories, the desk's words, what an author may answer; earlier versions, other names, secret links, corrections."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from commonpress.domain.conversation.flag import flag
from commonpress.domain.conversation.hear import record_of
from commonpress.domain.members.models import Decision, Member
from commonpress.domain.stories.decline import decline
from commonpress.domain.stories.grounds import Ground
from commonpress.domain.stories.hand_back import hand_back
from commonpress.domain.stories.models import PreviewLink, Proposal, Story
from commonpress.domain.stories.revise import revise
from commonpress.domain.stories.schedule import schedule
from commonpress.domain.stories.submit import submit
from commonpress.domain.stories.withdraw import withdraw
from commonpress.engines.readership import totals
from commonpress.interfaces.studio.tests.conftest import WORDS

pytestmark = pytest.mark.django_db


def handed_in(story: Story, ben: Member) -> Story:
    story = revise(story, {"headline": "The ferry", "body": WORDS}, by=ben, seen=story.seen)
    return submit(story, by=ben)


def test_my_stories_say_where_each_stands_and_what_the_desk_said(
    as_ben: Client,
    ada: Member,
    ben: Member,
    draft: Story,
    make_story: Callable[..., Story],
    django_assert_num_queries: Any,
) -> None:
    hand_back(handed_in(draft, ben), words="Who said so?", rule="sources", by=ada)
    totals.add(make_story("Out at last").subject, 1234)
    withdraw(make_story("Gone again"), reason="It was not so.", by=ada)
    page = as_ben.get("/studio/").content.decode()
    for said in (
        "changes asked",
        "Who said so?",
        "1,234 views",
        "withdrawn",
        "It was not so.",
        "Out at last",
    ):
        assert said in page
    with django_assert_num_queries(9):
        as_ben.get("/studio/")


def test_each_of_the_seven_states_is_named_with_what_belongs_to_it(
    as_ben: Client, ada: Member, ben: Member, make_story: Callable[..., Story]
) -> None:
    def waiting(headline: str) -> Story:
        return submit(make_story(headline, published=False), by=ben)

    make_story("A draft", published=False)
    waiting("One that waits")
    hand_back(waiting("One to change"), words="Who said so?", rule="unsourced", by=ada)
    decline(waiting("One refused"), words="It is an advertisement.", rule="promotion", by=ada)
    decline(waiting("One refused without words"), words="", rule="off_topic", by=ada)
    at = timezone.now() + timedelta(days=3)
    schedule(waiting("One for Sunday"), at=at, by=ada, ground=Ground.EDITOR)
    totals.add(make_story("One that is out").subject, 7)
    withdraw(make_story("One taken back"), reason="It was not so.", by=ada)
    page = as_ben.get("/studio/").content.decode()
    found = {}
    for row in page.split('<li class="own">')[1:]:
        found[row.split("</a></h2>")[0].rpartition(">")[2]] = " ".join(
            strip_tags(row).split("Details")[0].split()
        )
    assert {headline: row.startswith(STATES[headline]) for headline, row in found.items()} == dict.fromkeys(
        STATES, True
    ), found
    assert found["One to change"].endswith("Who said so? Go on writing: One to change")
    assert "It is an advertisement." in found["One refused"]
    assert "Not for this paper" in found["One refused without words"]
    assert "Appears" in found["One for Sunday"]
    assert "7 views" in found["One that is out"]
    assert "It was not so." in found["One taken back"]
    refused = as_ben.get(f"/studio/{Story.objects.get(headline='One refused').pk}/").content.decode()
    assert "Advertising" in refused
    assert "It is an advertisement." in refused


STATES = {
    "A draft": "draft",
    "One that waits": "waiting",
    "One to change": "changes asked",
    "One refused": "declined",
    "One refused without words": "declined",
    "One for Sunday": "scheduled",
    "One that is out": "published",
    "One taken back": "withdrawn",
}


def test_ben_may_ask_another_editor_once(as_ben: Client, ada: Member, ben: Member, draft: Story) -> None:
    decline(handed_in(draft, ben), words="We had this already.", rule="known", by=ada)
    page = as_ben.get(f"/studio/{draft.pk}/").content.decode()
    assert "We had this already." in page
    decision = Decision.objects.get(subject=draft.subject, action="declined")
    where = f"/studio/{draft.pk}/appeal/{decision.pk}/"
    assert where in page
    said = as_ben.post(where, {"words": "It is another ferry."}, follow=True).content.decode()
    assert "It is another ferry." in said
    assert where not in said
    again = as_ben.post(where, {"words": "Really."}, follow=True).content.decode()
    assert (
        "There is no appeal against this decision" in again
        or "an appeal against this decision already" in again
    )
    decision.refresh_from_db()
    assert decision.appeal_words == "It is another ferry."


def test_ben_is_heard_when_readers_object(as_ben: Client, cleo: Member, story: Story) -> None:
    where = f"/studio/{story.pk}/answer/"
    assert where not in as_ben.get(f"/studio/{story.pk}/").content.decode()
    flag(story, "false", "I was there.", by=cleo)
    page = as_ben.get(f"/studio/{story.pk}/").content.decode()
    assert "It is not true" in page
    assert "Cleo" not in page
    assert "I was there." not in page
    as_ben.post(where, {"words": "So was I."})
    record = record_of(story.subject)
    assert record is not None
    assert record.heard_words == "So was I."


def test_versions_show_what_changed_and_come_back_without_taking_anything(
    as_ben: Client, ben: Member, draft: Story
) -> None:
    first = revise(
        draft, {"headline": "The ferry", "body": "<p>It came at noon.</p>"}, by=ben, seen=draft.seen
    )
    revise(first, {"body": "<p>It came at one.</p>"}, by=ben, seen=first.seen)
    page = as_ben.get(f"/studio/{draft.pk}/history/?version=3").content.decode()
    assert "<del>noon.</del> <ins>one.</ins>" in page
    assert "As it stands now" not in page
    later = Story.objects.get(pk=draft.pk)
    revise(later, {"body": "<p>It came at two.</p>"}, by=ben, seen=later.seen, autosave=True)
    now = as_ben.get(f"/studio/{draft.pk}/history/?version=now").content.decode()
    assert "<del>one.</del> <ins>two.</ins>" in now
    as_ben.post(f"/studio/{draft.pk}/history/", {"version": "2"})
    draft.refresh_from_db()
    assert draft.body == "<p>It came at noon.</p>"
    assert {"<p>It came at one.</p>", "<p>It came at two.</p>"} <= set(
        draft.revisions.values_list("body", flat=True)
    )
    assert as_ben.post(f"/studio/{draft.pk}/history/", {"version": "99"}).status_code == 404


def test_a_secret_link_shows_the_story_to_a_stranger_until_it_ends(
    as_ben: Client, ben: Member, draft: Story
) -> None:
    revise(draft, {"headline": "The ferry", "body": WORDS}, by=ben, seen=draft.seen)
    as_ben.post(f"/studio/{draft.pk}/people/", {"do": "open"})
    link = PreviewLink.objects.get()
    address, stranger = f"/studio/shown/{link.token}/", Client()
    assert address in as_ben.get(f"/studio/{draft.pk}/people/").content.decode()
    answer = stranger.get(address)
    assert "had waited since June" in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert not answer.cookies
    PreviewLink.objects.update(at=timezone.now() - timedelta(days=31))
    assert stranger.get(address).status_code == 404
    PreviewLink.objects.update(at=timezone.now())
    as_ben.post(f"/studio/{draft.pk}/people/", {"do": "close", "which": link.pk})
    assert stranger.get(address).status_code == 404
    assert stranger.get("/studio/shown/nothing/").status_code == 404


def test_cleo_signs_once_she_has_agreed(as_ben: Client, client: Client, cleo: Member, draft: Story) -> None:
    where = f"/studio/{draft.pk}/people/"
    assert (
        "Nobody here has this handle" in as_ben.post(where, {"do": "ask", "which": "nobody"}).content.decode()
    )
    as_ben.post(where, {"do": "ask", "which": "@Cleo"})
    other = Client()
    other.force_login(cleo)
    assert other.get(f"/studio/{draft.pk}/write/").status_code == 404
    offer = draft.offers.get()
    assert "Ben Writes asks you to sign" in other.get("/studio/").content.decode()
    other.post(f"/studio/offers/{offer.pk}/", {"do": "accept"})
    assert other.get(f"/studio/{draft.pk}/write/").status_code == 200


def test_an_author_proposes_a_correction_and_the_desk_looks_first(as_ben: Client, story: Story) -> None:
    where = f"/studio/{story.pk}/correct/"
    fields = {
        "headline": "The ferry is back",
        "body": "It came at one.",
        "weight": "substance",
        "seen": story.seen,
    }
    refused = as_ben.post(where, fields)
    assert refused.status_code == 422
    assert "Tell readers what was wrong" in refused.content.decode()
    fields["note"] = "It came at one, not at noon."
    done = as_ben.post(
        where, {**fields, "do": "send", "looked": seen_change(as_ben, where, fields)}, follow=True
    )
    assert "Your change waits for the desk" in done.content.decode()
    assert Proposal.objects.get().body == "<p>It came at one.</p>"
    story.refresh_from_db()
    assert "noon" in story.body


def seen_change(client: Client, where: str, fields: dict[str, Any]) -> str:
    """Look at the difference; the mark that says so."""
    answer = client.post(where, {**fields, "do": "look"})
    assert (answer.status_code, Proposal.objects.count()) == (200, 0)
    page = answer.content.decode()
    assert "<ins>one.</ins>" in page
    assert f">\n{fields['headline']}</textarea>" in page
    return str(answer.context["looked"])


def test_only_a_change_that_was_looked_at_is_sent(as_ben: Client, story: Story) -> None:
    where, note = f"/studio/{story.pk}/correct/", "It came at one."
    fields = {"headline": story.headline, "body": "<p>It came at <b>one.</b></p>", "rich": "1", "note": note}
    fields |= {"weight": "substance", "seen": str(story.seen)}
    assert as_ben.post(where, {**fields, "do": "send"}).status_code == 422
    looked = seen_change(as_ben, where, fields)
    other = as_ben.post(where, {**fields, "headline": "Another", "do": "send", "looked": looked})
    assert "Look once more" in other.content.decode()
    assert not Proposal.objects.exists()
    as_ben.post(where, {**fields, "do": "send", "looked": looked})
    assert Proposal.objects.get().body == "<p>It came at <b>one.</b></p>"


def test_what_a_corrected_text_lacks_is_said_at_its_field(as_ben: Client, story: Story) -> None:
    where = f"/studio/{story.pk}/correct/"
    fields = {
        "headline": story.headline,
        "weight": "typo",
        "seen": story.seen,
        "body": story.body,
        "rich": "1",
    }
    assert "Nothing is changed yet" in as_ben.post(where, fields).content.decode()
    silent = {**fields, "body": f'{story.body}<img src="/media/ab/{"0" * 30}.jpg" alt="">'}
    assert "what it shows, or that it is decoration" in as_ben.post(where, silent).content.decode()
    bad = {**fields, "body": "<p>Fine.</p><script>alert(1)</script>"}
    assert "alert(1)" not in as_ben.post(where, bad).content.decode()


def test_ada_corrects_what_her_section_published_and_a_change_meanwhile_is_shown(
    client: Client, story: Story, ada: Member, cleo: Member
) -> None:
    where = f"/studio/{story.pk}/correct/"
    client.force_login(cleo)
    assert client.get(where).status_code == 404
    client.force_login(ada)
    fields = {"headline": story.headline, "body": "It came at one.", "weight": "typo", "seen": story.seen}
    looked = seen_change(client, where, fields)
    Story.objects.filter(pk=story.pk).update(seen=story.seen + 1, standfirst="Late.")
    meanwhile = client.post(where, {**fields, "do": "send", "looked": looked})
    assert meanwhile.status_code == 422
    assert "was changed meanwhile" in meanwhile.content.decode()
    assert "<del>Late.</del>" in meanwhile.content.decode()
    again = {**fields, "seen": story.seen + 1, "do": "send", "looked": looked}
    assert client.post(where, again)["Location"] == where
    story.refresh_from_db()
    assert story.body == "<p>It came at one.</p>"


def test_the_preview_is_private_and_a_published_story_is_where_its_readers_are(
    as_ben: Client, draft: Story, story: Story
) -> None:
    answer = as_ben.get(f"/studio/{draft.pk}/preview/")
    assert "This is how readers will see it" in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    assert as_ben.get(f"/studio/{story.pk}/preview/").url == story.get_absolute_url()  # type: ignore[attr-defined]
