"""Writing without scripts, and the answers a script gets."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from commonpress.domain.members.ban import ban
from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Section, Story, Topic
from commonpress.domain.stories.revise import revise
from commonpress.engines.lib import clock
from commonpress.interfaces.studio.tests.conftest import WORDS

pytestmark = pytest.mark.django_db
Sent = Callable[..., dict[str, Any]]
SCRIPT = {"accept": "application/json"}


def place(story: Story) -> str:
    return f"/studio/{story.pk}/write/"


def test_ben_begins_a_story_and_a_form_sent_twice_begins_one_and_leads_to_it(
    as_ben: Client, section: Section
) -> None:
    page = as_ben.get("/studio/new/").content.decode()
    assert "Harbour" in page
    form = {"section": section.slug, "key": "a-key-of-the-page"}
    first = as_ben.post("/studio/new/", form)
    assert first.url == place(Story.objects.get())  # type: ignore[attr-defined]
    assert as_ben.post("/studio/new/", form).url == first.url  # type: ignore[attr-defined]
    assert Story.objects.count() == 1
    Story.objects.all().delete()
    assert as_ben.post("/studio/new/", form).url == "/studio/"  # type: ignore[attr-defined]


def test_a_stranger_is_sent_to_sign_in(client: Client, draft: Story) -> None:
    for address in ("/studio/", "/studio/new/", place(draft), f"/studio/{draft.pk}/preview/"):
        assert client.get(address).url.startswith("/account/sign-in/")  # type: ignore[attr-defined]
    assert client.post(place(draft), {"do": "autosave"}, headers=SCRIPT).status_code == 302


@pytest.mark.parametrize(
    "where",
    ["", "write/", "preview/", "people/", "history/", "correct/", "take-back/", "answer/", "appeal/1/"],
)
def test_cleo_cannot_open_bens_draft(client: Client, cleo: Member, draft: Story, where: str) -> None:
    client.force_login(cleo)
    address = f"/studio/{draft.pk}/{where}"
    missing = f"/studio/{draft.pk + 999}/{where}"
    for ask in (client.get, client.post):
        refused = ask(address)
        assert refused.status_code in {404, 405}
        assert refused.content == ask(missing).content
    assert client.post(address).status_code in {404, 405}


def test_an_editor_cannot_open_bens_draft_either(client: Client, ada: Member, draft: Story) -> None:
    client.force_login(ada)
    assert client.get(place(draft)).status_code == 404


def test_without_scripts_paragraphs_are_typed_and_everything_is_kept(
    as_ben: Client, draft: Story, sent: Sent, section: Section
) -> None:
    section = Section.objects.create(slug="town", name="Town")
    answer = as_ben.post(
        place(draft),
        sent(
            headline="The ferry\nis back",
            standfirst="At last.",
            body="One & all.\r\n\r\n<h2>Then</h2>\r\n\r\n<script>alert(1)</script>Two.",
            section=section.pk,
            kind="reportage",
            topics="Ferry,  Grindu , ferry",
            credit_agency="The Coast",
            credit_url="https://coast.example/ferry",
        ),
    )
    assert answer.url == place(draft)  # type: ignore[attr-defined]
    draft.refresh_from_db()
    assert draft.headline == "The ferry is back"
    assert draft.body == "<p>One &amp; all.</p>\n<h2>Then</h2>\n<p>Two.</p>"
    assert (draft.section, draft.kind) == (section, "reportage")
    assert sorted(draft.topics.values_list("slug", flat=True)) == ["ferry", "grindu"]
    assert draft.credit.url == "https://coast.example/ferry"
    assert draft.revisions.exists()
    shown = as_ben.get(place(draft)).content.decode()
    assert "One &amp; all.\n\n&lt;h2&gt;Then&lt;/h2&gt;" in shown
    assert "Saved at" in shown


def test_a_script_saves_and_is_told_the_number_and_the_time(as_ben: Client, draft: Story, sent: Sent) -> None:
    answer = as_ben.post(place(draft), sent(do="autosave", rich="1", body=WORDS), headers=SCRIPT)
    told = answer.json()
    assert answer.status_code == 200
    assert told["said"].startswith("Saved at ")
    draft.refresh_from_db()
    assert (told["seen"], draft.body) == (draft.seen, WORDS)
    assert "no-store" in answer.headers["Cache-Control"]


def test_half_an_address_is_told_and_the_rest_is_kept(as_ben: Client, draft: Story, sent: Sent) -> None:
    fields = sent(do="autosave", rich="1", body=WORDS, credit_url="https://coast")
    told = as_ben.post(place(draft), fields, headers=SCRIPT).json()
    assert told["errors"]["credit_url"]
    draft.refresh_from_db()
    assert draft.body == WORDS
    by_hand = as_ben.post(place(draft), sent(headline="The ferry", credit_url="https://coast"))
    assert by_hand.status_code == 422
    assert "https://example.org/story" in by_hand.content.decode()
    draft.refresh_from_db()
    assert draft.headline == "The ferry"


def test_two_tabs_get_both_texts_and_nothing_is_overwritten(
    as_ben: Client, ben: Member, draft: Story, sent: Sent
) -> None:
    old = sent(do="autosave", rich="1", body="<p>Mine.</p>")
    revise(draft, {"body": "<p>The other tab’s.</p>"}, by=ben, seen=draft.seen)
    answer = as_ben.post(place(draft), old, headers=SCRIPT)
    said = answer.json()
    assert answer.status_code == 409
    assert said["fields"]["body"] == "<p>The other tab’s.</p>"
    assert "another tab" in said["words"]
    draft.refresh_from_db()
    assert (draft.body, draft.seen) == ("<p>The other tab’s.</p>", said["seen"])
    again = as_ben.post(
        place(draft), {**old, "do": "keep", "over": "1", "seen": said["seen"]}, headers=SCRIPT
    )
    assert again.status_code == 200
    draft.refresh_from_db()
    assert draft.body == "<p>Mine.</p>"
    kept = set(draft.revisions.values_list("body", flat=True))
    assert {"<p>Mine.</p>", "<p>The other tab’s.</p>"} <= kept


def test_two_people_who_sign_get_both_texts_and_each_others_name(
    as_ben: Client, ben: Member, cleo: Member, draft: Story, sent: Sent
) -> None:
    as_ben.post(f"/studio/{draft.pk}/people/", {"do": "ask", "which": "@cleo"})
    as_cleo = Client()
    as_cleo.force_login(cleo)
    as_cleo.post(f"/studio/offers/{draft.offers.get().pk}/", {"do": "accept"})
    bens = sent(do="autosave", rich="1", headline="Bens line", body="<p>Bens.</p>")
    cleos = sent(do="autosave", rich="1", headline="Cleos line", body="<p>Cleos.</p>")
    without_scripts = sent(do="save", body="Bens by hand.")
    assert as_cleo.post(place(draft), cleos, headers=SCRIPT).status_code == 200
    told = as_ben.post(place(draft), bens, headers=SCRIPT)
    assert (told.status_code, told.json()["words"].partition(" at ")[0]) == (409, "Cleo Maynot changed it")
    assert told.json()["fields"]["headline"] == "Cleos line"
    assert told.json()["fields"]["body"] == "<p>Cleos.</p>"
    page = as_ben.post(place(draft), without_scripts)
    assert page.status_code == 409
    for said in ("Cleo Maynot changed it", "Cleos.", "Bens by hand."):
        assert said in page.content.decode()
    draft.refresh_from_db()
    assert (draft.headline, draft.body, draft.edited_by) == ("Cleos line", "<p>Cleos.</p>", cleo)
    kept = as_ben.post(place(draft), {**bens, "do": "keep", "over": "1", "seen": draft.seen}, headers=SCRIPT)
    assert kept.status_code == 200
    late = as_cleo.post(place(draft), {**cleos, "seen": draft.seen, "body": "<p>More.</p>"}, headers=SCRIPT)
    assert (late.status_code, late.json()["fields"]["body"]) == (409, "<p>Bens.</p>")
    assert "Ben Writes changed it" in late.json()["words"]
    assert {"<p>Bens.</p>", "<p>Cleos.</p>"} <= set(draft.revisions.values_list("body", flat=True))


def test_without_scripts_a_conflict_shows_the_other_text_and_keeps_ones_own(
    as_ben: Client, ben: Member, draft: Story, sent: Sent
) -> None:
    old = sent(body="Mine.")
    revise(draft, {"body": "<p>The other tab’s.</p>"}, by=ben, seen=draft.seen)
    answer = as_ben.post(place(draft), old)
    page = answer.content.decode()
    draft.refresh_from_db()
    assert answer.status_code == 409
    assert "The other tab’s." in page
    assert "Mine." in page
    assert f'name="seen" value="{draft.seen}"' in page
    assert as_ben.post(place(draft), {**old, "seen": draft.seen, "over": "1"}).status_code == 302
    draft.refresh_from_db()
    assert draft.body == "<p>Mine.</p>"


def test_ben_hands_in_and_the_page_shows_where_it_stands(as_ben: Client, draft: Story, sent: Sent) -> None:
    refused = as_ben.post(place(draft), sent(do="submit", body="A text."))
    assert refused.status_code == 422
    assert "A story needs a headline." in refused.content.decode()
    done = as_ben.post(place(draft), sent(do="submit", headline="The ferry", body="A text."))
    draft.refresh_from_db()
    assert (draft.state, done.url) == ("submitted", f"/studio/{draft.pk}/")  # type: ignore[attr-defined]
    assert "waits for the desk" in as_ben.get(f"/studio/{draft.pk}/").content.decode()
    assert as_ben.get(place(draft)).url == f"/studio/{draft.pk}/"  # type: ignore[attr-defined]
    assert as_ben.post(f"/studio/{draft.pk}/take-back/").url == place(draft)  # type: ignore[attr-defined]
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_what_a_form_does_not_offer_cannot_be_set(as_ben: Client, draft: Story, sent: Sent) -> None:
    extra = {
        "state": "published",
        "kind": "sponsored",
        "published_at": "2026-01-01",
        "words": "9",
        "ground": "editor",
    }
    as_ben.post(place(draft), sent(headline="The ferry", **extra))
    draft.refresh_from_db()
    assert (draft.state, draft.kind, draft.published_at, draft.ground) == ("draft", "news", None, "")


def test_a_banned_member_is_told_and_keeps_the_text(
    as_ben: Client, ada: Member, ben: Member, draft: Story, sent: Sent
) -> None:
    fields = sent(headline="The ferry", body="My words.")
    ban(ben, reason="A flood of comments", until=clock.now() + timedelta(days=3), by=ada)
    answer = as_ben.post(place(draft), fields)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "A flood of comments" in page
    assert "My words." in page
    assert as_ben.post(place(draft), {**fields, "do": "autosave"}, headers=SCRIPT).status_code == 422


def test_topics_of_the_paper_are_suggested(as_ben: Client, draft: Story) -> None:
    Topic.objects.create(slug="ferry", name="Ferry")
    assert '<option value="Ferry">' in as_ben.get(place(draft)).content.decode()


ROMANIAN = (
    "<p>Feribotul s-a întors la prânz, iar cheiul era plin de oameni care așteptaseră din iunie. Căpitanul a spus că "
    "drumul până la Grindu durează acum douăzeci de minute și că biletul costă la fel ca înainte.</p>"
)


def test_the_language_is_guessed_shown_and_left_to_the_writer(
    as_ben: Client, draft: Story, sent: Sent
) -> None:
    told = as_ben.post(place(draft), sent(do="autosave", rich="1", body=ROMANIAN), headers=SCRIPT).json()
    assert (told["language_code"], told["language"]) == ("ro", None)
    chosen = sent(do="autosave", rich="1", body=ROMANIAN, language="en", language_by_hand="1")
    told = as_ben.post(place(draft), chosen, headers=SCRIPT).json()
    assert told["language_code"] == "en"
    assert told["language"]["code"] == "ro"
    page = as_ben.get(place(draft)).content.decode()
    assert "It reads like Romanian." in page
    assert 'name="language_by_hand" value="1"' in page
    draft.refresh_from_db()
    assert draft.language == "en"


def test_without_scripts_a_chosen_language_stays(as_ben: Client, draft: Story, sent: Sent) -> None:
    as_ben.post(place(draft), sent(headline="The ferry", body="Words.", language="ro"))
    page = as_ben.post(place(draft), sent(body=WORDS * 3, language="en"), follow=True).content.decode()
    draft.refresh_from_db()
    assert draft.language == "en"
    assert "It reads like" not in page


def test_the_checks_speak_while_one_writes(as_ben: Client, draft: Story, sent: Sent) -> None:
    fields = sent(do="autosave", rich="1", headline="BUY THE BEST FERRY TICKETS NOW!!!", body=WORDS)
    told = as_ben.post(place(draft), fields, headers=SCRIPT).json()
    assert "Headline" in {finding["label"] for finding in told["findings"]}
    assert all(finding["words"] for finding in told["findings"])
    assert told["findings"][0]["words"] in as_ben.get(place(draft)).content.decode()


def test_what_was_refused_stands_in_the_form_as_it_was_typed(
    as_ben: Client, draft: Story, sent: Callable[..., dict[str, Any]]
) -> None:
    answer = as_ben.post(place(draft), sent(credit_url="nowhere at all", headline="The ferry"))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert ">\nThe ferry</textarea>" in page
    assert "[&#x27;" not in page
