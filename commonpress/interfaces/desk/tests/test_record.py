import csv
import json
from collections.abc import Callable
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from commonpress.domain.members.appeal import appeal
from commonpress.domain.members.models import Decision, Member
from commonpress.domain.stories.decline import decline
from commonpress.domain.stories.models import Section, SectionEditor, Story
from commonpress.domain.stories.withdraw import withdraw
from commonpress.engines.site import options
from commonpress.interfaces.desk.models import CannedReason, Entry
from commonpress.interfaces.desk.tests.conftest import settled

HandIn = Callable[..., Entry]
Make = Callable[..., Story]
Action = Decision.Action


def story_of(entry: Entry) -> Story:
    return Story.objects.get(pk=entry.subject.partition(":")[2])


@pytest.fixture
def declined(hand_in: HandIn, ada: Member) -> Decision:
    return decline(story_of(hand_in()), words="Not for us.", rule="off_topic", by=ada)


@pytest.mark.parametrize(
    "path", ["", "appeals/", "decisions/", "decisions/1/", "decisions/statements.csv", "bulk/"]
)
def test_ben_may_open_none_of_it(path: str, client: Client, ben: Member) -> None:
    client.force_login(ben)
    assert client.get(f"/desk/{path}").status_code == 403


def test_the_log_tells_who_what_why_and_is_narrowed(declined: Decision, at_desk: Client) -> None:
    page = at_desk.get("/desk/decisions/").content.decode()
    assert "not for this paper" in page
    assert "Ada Edits" in page
    assert len(at_desk.get("/desk/decisions/?by=machine").context["lines"]) == 0
    assert len(at_desk.get("/desk/decisions/?member=ben&about=story&action=declined").context["lines"]) == 1
    one = at_desk.get(f"/desk/decisions/{declined.pk}/").content.decode()
    assert "Not for us." in one
    assert "The author may appeal once" in one


def test_the_log_costs_the_same_however_long(
    declined: Decision, at_desk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(14):
        at_desk.get("/desk/decisions/")


def test_another_editor_answers_the_appeal(
    declined: Decision, at_desk: Client, client: Client, ben: Member, bo: Member
) -> None:
    appeal(declined, "It is about our town.", by=ben)
    at = f"/desk/decisions/{declined.pk}/answer/"
    assert at_desk.post(at, {"granted": "yes", "words": "Mine."}).status_code == 409
    other = Client()
    other.force_login(bo)
    assert "It is about our town." in other.get("/desk/appeals/").content.decode()
    assert other.post(at, {"granted": "yes", "words": " "}).status_code == 409
    assert other.post(at, {"granted": "yes", "words": "He is right."}).status_code == 302
    declined.refresh_from_db()
    assert (declined.answer, declined.answered_by) == (Decision.Answer.GRANTED, bo)
    assert Story.objects.get().state == Story.State.SUBMITTED
    settled()
    assert Entry.objects.get().state == Entry.State.WAITING
    assert other.post(at, {"granted": "no", "words": "Again."}).status_code == 409


def test_an_editor_of_another_section_reads_no_decision_of_this_one(
    declined: Decision, client: Client, bo: Member
) -> None:
    SectionEditor.objects.create(member=bo, section=Section.objects.create(slug="sport", name="Sport"))
    client.force_login(bo)
    assert client.get(f"/desk/decisions/{declined.pk}/").status_code == 404
    assert client.get("/desk/decisions/").context["lines"] == []
    assert client.post(f"/desk/decisions/{declined.pk}/undo/").status_code == 404
    assert client.get("/desk/decisions/statements.json").json() == {"statements": []}


def test_every_door_of_the_desk_is_shut_to_an_editor_of_another_section(
    hand_in: HandIn,
    make_story: Make,
    declined: Decision,
    client: Client,
    ada: Member,
    bo: Member,
    ben: Member,
) -> None:
    entry, story = hand_in("The second ferry"), make_story("The third ferry")
    withdraw(story, reason="It was copied.", by=ada, rule="copied")
    appeal(declined, "It is about our town.", by=ben)
    client.force_login(bo)
    everything = [f"/desk/{entry.pk}/", f"/desk/{entry.pk}/copies/", f"/desk/decisions/{declined.pk}/"]
    for path in everything:
        assert client.get(path).status_code == 200, path
    lists = [
        "/desk/",
        "/desk/?order=age&kind=story",
        "/desk/appeals/",
        "/desk/decisions/",
        "/desk/bulk/?account=ben",
    ]
    files = ["/desk/decisions/statements.csv", "/desk/decisions/statements.json"]
    for path in [*lists, *files]:
        assert told_of(client, path), path
    SectionEditor.objects.create(member=bo, section=Section.objects.create(slug="sport", name="Sport"))
    for path in everything:
        assert client.get(path).status_code == 404, path
    for path in [*lists, *files]:
        assert not told_of(client, path), path
    for path, sent in {
        f"/desk/{entry.pk}/decide/": {"do": "publish"},
        f"/desk/{entry.pk}/claim/": {"do": "claim"},
        "/desk/decide/": {"entry": entry.pk, "do": "spam"},
        f"/desk/decisions/{declined.pk}/answer/": {"granted": "yes", "words": "Yes."},
        f"/desk/decisions/{declined.pk}/answer/undo/": {},
        f"/desk/decisions/{declined.pk}/undo/": {},
    }.items():
        assert client.post(path, sent).status_code == 404, path
    client.post("/desk/bulk/", {"batch": "account=ben", "item": [entry.subject, story.subject], "do": "spam"})
    entry.refresh_from_db()
    assert (entry.state, entry.claimed_by) == (Entry.State.WAITING, None)
    assert not Decision.objects.filter(by=bo).exists()


def told_of(client: Client, path: str) -> bool:
    said = client.get(path).content.decode()
    return "ferry" in said or "It was copied." in said


def test_statements_have_the_fields_of_the_european_database(
    make_story: Make, declined: Decision, at_desk: Client, ada: Member
) -> None:
    story = make_story("=HYPERLINK of the harbour")
    withdraw(story, reason="=It was copied.", by=ada, rule="copied")
    found = json.loads(at_desk.get("/desk/decisions/statements.json").content)["statements"]
    assert len(found) == 1  # what was declined before anybody saw it restricts nothing
    one = found[0]
    assert one["decision_visibility"] == ["DECISION_VISIBILITY_CONTENT_DISABLED"]
    assert one["decision_ground"] == "DECISION_GROUND_INCOMPATIBLE_CONTENT"
    assert one["category"] == "STATEMENT_CATEGORY_INTELLECTUAL_PROPERTY_INFRINGEMENTS"
    assert one["automated_decision"] == "AUTOMATED_DECISION_NOT_AUTOMATED"
    assert (one["content_type"], one["automated_detection"]) == (["CONTENT_TYPE_TEXT"], "No")
    row = next(csv.DictReader(StringIO(at_desk.get("/desk/decisions/statements.csv").content.decode())))
    assert row["decision_facts"] == "'=It was copied."
    assert at_desk.get("/desk/decisions/statements.xml").status_code == 404


def test_bulk_spam_is_in_no_statement(hand_in: HandIn, at_desk: Client, ada: Member) -> None:
    decline(story_of(hand_in()), words="Spam.", rule="spam", by=ada, spam=True)
    assert at_desk.get("/desk/decisions/statements.json").json() == {"statements": []}


def test_all_of_one_account_is_shown_then_decided_one_by_one(
    hand_in: HandIn, make_story: Make, at_desk: Client, dan: Member, ben: Member
) -> None:
    for number in range(3):
        hand_in(f"Cheap boilers, part {number}", by=dan)
    out, kept = make_story("An earlier one", authors=[dan]), hand_in("An honest one")
    preview = at_desk.get("/desk/bulk/?account=dan")
    assert [item.headline for item in preview.context["items"]][-1] == "An earlier one"
    assert len(preview.context["items"]) == 4
    chosen = [item.subject for item in preview.context["items"]][1:]
    sent = {"batch": "account=dan", "item": chosen, "do": "spam"}
    assert at_desk.post("/desk/bulk/", {**sent, "do": ""}).status_code == 409
    done = at_desk.post("/desk/bulk/", sent)
    assert [item.outcome for item in done.context["items"]] == ["done"] * 3
    states = dict(Story.objects.values_list("headline", "state"))
    assert states["Cheap boilers, part 0"] == "submitted"
    assert states["Cheap boilers, part 2"] == "declined"
    assert states[out.headline] == "withdrawn"
    assert states[kept.headline] == "submitted"
    assert Decision.objects.filter(rule="spam").count() == 3


def test_all_of_one_domain_and_one_window(hand_in: HandIn, at_desk: Client, dan: Member) -> None:
    hand_in("One", body='<p>See <a href="https://www.shop.example/a">this</a>.</p>', by=dan)
    hand_in("Two", body='<p>See <a href="https://other.example/">this</a>.</p>')
    assert [item.headline for item in at_desk.get("/desk/bulk/?domain=shop.example").context["items"]] == [
        "One"
    ]
    window = "/desk/bulk/?since=2020-01-01T00:00&until=2100-01-01T00:00"
    assert len(at_desk.get(window).context["items"]) == 2
    Member.objects.filter(pk=dan.pk).update(joined_at=datetime(2024, 3, 1, 12, 30, tzinfo=UTC))
    batch = "since=2024-03-01T12:30&until=2024-03-01T12:31"
    [only] = at_desk.get(f"/desk/bulk/?{batch}").context["items"]
    assert only.headline == "One"
    assert at_desk.get("/desk/bulk/?since=2024-03-01T12:31&until=2024-03-01T12:32").context["items"] == []
    everybody = list(Entry.objects.values_list("subject", flat=True))
    at_desk.post("/desk/bulk/", {"batch": batch, "item": everybody, "do": "spam"})
    assert [(one.subject, one.rule) for one in Decision.objects.all()] == [(only.subject, "spam")]
    at_desk.post("/desk/bulk/", {"batch": "domain=other.example", "item": everybody, "do": "spam"})
    assert sorted(one.subject for one in Decision.objects.all()) == sorted(everybody)
    assert at_desk.get("/desk/bulk/?since=nonsense&until=2100-13-01T00:00").context["items"] == []


def test_the_numbers_are_public(declined: Decision, client: Client) -> None:
    response = client.get("/moderation/")
    assert response.status_code == 200
    assert "moderation" in response.headers["Cache-Tag"]
    assert response.context["months"][0]["declined"] == 1
    assert response.context["rules"] == [("not for this paper", 1)]


def test_the_numbers_of_an_idle_desk(db: None, client: Client) -> None:
    assert "decided nothing yet" in client.get("/moderation/").content.decode()


def test_the_owner_reads_the_list_of_reasons_in_the_papers_language(client: Client, owner: Member) -> None:
    CannedReason.objects.update_or_create(
        action="declined",
        rule="promotion",
        defaults={"name": "Advert", "name_translations": {"ro": "Reclamă de tot"}},
    )
    options.change({"language": "ro"})
    client.force_login(owner)
    page = client.get("/admin/desk/cannedreason/").content.decode()
    assert "Reclamă de tot" in page
    assert ">publicitate<" in page
    assert ">Advert<" not in page
