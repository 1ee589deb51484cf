from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from commonpress.domain.members.decide import decided
from commonpress.domain.members.models import Member
from commonpress.domain.members.trust import why
from commonpress.domain.stories.models import Section, SectionEditor
from commonpress.engines.lib import clock
from commonpress.interfaces.desk.models import Entry

HandIn = Callable[..., Entry]


def shown(client: Client, query: str = "") -> list[str]:
    return [row.headline for row in client.get(f"/desk/{query}").context["rows"]]


def test_a_stranger_is_sent_to_the_sign_in_and_ben_may_not_look(client: Client, ben: Member) -> None:
    assert client.get("/desk/").status_code == 302
    client.force_login(ben)
    assert client.get("/desk/").status_code == 403


def test_what_ben_handed_in_waits_with_what_the_checks_say(hand_in: HandIn, at_desk: Client) -> None:
    hand_in("A CALM DAY AT THE HARBOUR TODAY")
    page = at_desk.get("/desk/")
    row = page.context["rows"][0]
    assert (row.mark, row.signs) == ("look", "headline")
    assert "Ben Writes, newcomer" in page.content.decode()
    assert page.headers["Cache-Control"] == "private, no-store"


def test_the_editor_reads_why_an_author_stands_where_they_stand_and_the_author_does_not(
    hand_in: HandIn, at_desk: Client, ben: Member, bo: Member, ada: Member
) -> None:
    for editor, action in ((ada, "published"), (bo, "published"), (ada, "declined")):
        with transaction.atomic():
            decided(f"story:{editor.pk}", ben, action, rule="editor", by=editor)
    entry = hand_in("One more")
    page = at_desk.get(f"/desk/{entry.pk}/").content.decode()
    for reason in why(ben):
        assert reason in page
    assert "by 2 editors" in page
    assert "Against it: declined: 1; weighing 1.5." in page
    assert "Each weighs half as much after half a year." in page
    author = Client()
    author.force_login(ben)
    for place in ("/by/ben/", "/account/", f"/studio/{entry.subject.partition(':')[2]}/"):
        assert "weighing" not in author.get(place).content.decode()


def test_the_desk_has_the_tools_bar_alone(hand_in: HandIn, at_desk: Client, section: Section) -> None:
    entry = hand_in()
    for place in ("/desk/", f"/desk/{entry.pk}/"):
        page = at_desk.get(place).content.decode()
        assert "tool-nav" in page
        assert "sections-bar" not in page


def test_an_empty_desk_says_so(at_desk: Client) -> None:
    assert "The desk is clear" in at_desk.get("/desk/").content.decode()


def test_the_list_is_narrowed_and_ordered(hand_in: HandIn, at_desk: Client, ada: Member) -> None:
    other = Section.objects.create(slug="sport", name="Sport")
    hand_in("Quiet words about boats")
    with clock.frozen(clock.now() + timedelta(hours=1)):
        hand_in("LOUD WORDS ABOUT THE BOATS", section=other, language="ro")
    assert shown(at_desk) == ["LOUD WORDS ABOUT THE BOATS", "Quiet words about boats"]
    assert shown(at_desk, "?order=age")[0] == "Quiet words about boats"
    assert shown(at_desk, "?section=sport") == ["LOUD WORDS ABOUT THE BOATS"]
    assert shown(at_desk, "?language=en") == ["Quiet words about boats"]
    assert shown(at_desk, "?verdict=clean") == ["Quiet words about boats"]
    assert shown(at_desk, "?kind=comment") == []
    assert shown(at_desk, "?mine=1") == []
    Entry.objects.filter(language="ro").update(
        claimed_by=ada, claimed_until=clock.now() + timedelta(minutes=5)
    )
    assert shown(at_desk, "?mine=1") == ["LOUD WORDS ABOUT THE BOATS"]
    assert "yours" in at_desk.get("/desk/").content.decode()


@pytest.mark.parametrize("query", ["?order=nonsense", "?kind=%00", "?verdict=<b>", "?section=none&mine=x"])
def test_a_filter_that_makes_no_sense_is_no_mistake(query: str, hand_in: HandIn, at_desk: Client) -> None:
    hand_in()
    assert at_desk.get(f"/desk/{query}").status_code == 200


def test_an_editor_of_one_section_sees_that_section_alone(
    hand_in: HandIn, client: Client, bo: Member, section: Section
) -> None:
    sport = Section.objects.create(slug="sport", name="Sport")
    ours, theirs = hand_in("A match", section=sport), hand_in("A ferry")
    SectionEditor.objects.create(member=bo, section=sport)
    client.force_login(bo)
    assert shown(client) == ["A match"]
    assert client.get(f"/desk/{ours.pk}/").status_code == 200
    assert client.get(f"/desk/{theirs.pk}/").status_code == 404
    for path in ("decide/", "claim/"):
        assert client.post(f"/desk/{theirs.pk}/{path}", {"do": "publish"}).status_code == 404
    assert client.post("/desk/decide/", {"publish": theirs.pk}).status_code == 404


def test_two_hundred_cost_twelve_queries_at_most(
    hand_in: HandIn, at_desk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    one = hand_in()
    fields = {
        "kind": one.kind,
        "section": one.section,
        "author": one.author,
        "author_name": one.author_name,
        "at": one.at,
    }
    Entry.objects.bulk_create(
        Entry(subject=f"story:{10_000 + number}", headline=f"Story {number}", **fields)
        for number in range(199)
    )
    with django_assert_max_num_queries(12):
        page = at_desk.get("/desk/")
    assert len(page.context["rows"]) == 200
