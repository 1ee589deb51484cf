from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Lead, ReadMore, Section, Story, Topic
from commonpress.domain.stories.withdraw import withdraw
from commonpress.engines.events.models import Event
from commonpress.engines.site.models import Redirect

Make = Callable[..., Story]
NO_ROWS = {"read_more-TOTAL_FORMS": 0, "read_more-INITIAL_FORMS": 0}
SECTION = {"name": "Harbour", "slug": "harbour", "words": "", "parent": "", "position": 1, "is_listed": "on"}


@pytest.fixture
def office(client: Client, owner: Member) -> Client:
    client.force_login(owner)
    return client


def kinds() -> set[str]:
    return set(Event.objects.values_list("kind", flat=True))


def test_a_story_is_moved_and_renamed_through_the_verbs(office: Client, story: Story) -> None:
    other = Section.objects.create(slug="town", name="Town")
    old = story.get_absolute_url()
    sent = {"section": other.pk, "slug": "ferry-back-again", **NO_ROWS}
    assert office.post(f"/admin/stories/story/{story.pk}/change/", sent).status_code == 302
    story.refresh_from_db()
    assert (story.section, story.slug, story.is_open_for_comments) == (other, "ferry-back-again", False)
    assert Redirect.objects.get(path=old).target == story.get_absolute_url()
    assert {"story.moved", "story.renamed", "story.comments_closed"} <= kinds()
    assert {"section:harbour", "section:town"} <= set(Event.objects.get(kind="story.moved").stale)


def test_state_and_text_cannot_be_sent(office: Client, make_story: Make) -> None:
    draft = make_story(published=False)
    sent = {
        "section": draft.section_id,
        "slug": draft.slug,
        "state": "published",
        "headline": "Mine",
        "body": "x",
        **NO_ROWS,
    }
    office.post(f"/admin/stories/story/{draft.pk}/change/", {**sent, "is_open_for_comments": "on"})
    draft.refresh_from_db()
    assert (draft.state, draft.headline) == (Story.State.DRAFT, "The ferry is back")


def test_stories_are_neither_added_nor_deleted_here(office: Client, story: Story) -> None:
    assert office.get("/admin/stories/story/add/").status_code == 403
    assert office.post(f"/admin/stories/story/{story.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Story.objects.exists()


def test_stories_are_withdrawn_with_a_reason(office: Client, story: Story) -> None:
    sent = {"action": "withdraw_chosen", "_selected_action": story.pk}
    assert "Withdraw stories" in office.post("/admin/stories/story/", sent).content.decode()
    answer = office.post("/admin/stories/story/", {**sent, "answered": "1", "reason": ""})
    assert "This field is required." in answer.content.decode()
    office.post("/admin/stories/story/", {**sent, "answered": "1", "reason": "It was not true."})
    story.refresh_from_db()
    assert (story.state, story.withdrawal_reason) == (Story.State.WITHDRAWN, "It was not true.")


def test_withdrawing_a_draft_changes_nothing(office: Client, story: Story, make_story: Make) -> None:
    chosen = [story.pk, make_story("Draft", published=False).pk]
    sent = {"action": "withdraw_chosen", "_selected_action": chosen, "answered": "1", "reason": "x"}
    assert "Nothing was changed" in office.post("/admin/stories/story/", sent, follow=True).content.decode()
    story.refresh_from_db()
    assert story.state == Story.State.PUBLISHED


def test_a_read_more_verdict_is_recorded(office: Client, story: Story, make_story: Make) -> None:
    other = make_story("Another")
    rows = {"read_more-TOTAL_FORMS": 1, "read_more-INITIAL_FORMS": 0, "read_more-0-other": other.pk}
    sent = {"section": story.section_id, "slug": story.slug, "is_open_for_comments": "on", **rows}
    office.post(f"/admin/stories/story/{story.pk}/change/", {**sent, "read_more-0-verdict": "pin"})
    assert ReadMore.objects.get().other == other
    assert Event.objects.get(kind="story.read_more_judged").stale == [story.subject]


def test_the_front_page_is_ordered(office: Client, story: Story, make_story: Make) -> None:
    second = make_story("Second")
    assert office.post("/admin/stories/lead/", {"place_1": second.pk, "place_3": story.pk}).status_code == 302
    assert list(Lead.objects.values_list("story", "position")) == [(second.pk, 1), (story.pk, 2)]
    assert Event.objects.get(kind="front.ordered").stale == ["front"]
    office.post("/admin/stories/lead/", {"place_1": story.pk, "place_2": second.pk})
    assert list(Lead.objects.values_list("story", flat=True)) == [story.pk, second.pk]


def test_the_front_page_takes_no_story_twice_and_none_unpublished(
    office: Client, story: Story, make_story: Make
) -> None:
    answer = office.post("/admin/stories/lead/", {"place_1": story.pk, "place_2": story.pk})
    assert "already stands further up" in answer.content.decode()
    gone = make_story("Gone")
    withdraw(gone, reason="x", by=None)
    answer = office.post("/admin/stories/lead/", {"place_1": gone.pk})
    assert answer.context["adminform"].form.errors["place_1"]
    assert not Lead.objects.exists()


def test_a_section_has_names_in_the_other_languages_and_an_old_address_leads_on(
    office: Client, section: Section
) -> None:
    sent = {**SECTION, "slug": "port", "name__ro": "Portul", "words__ro": "Despre port"}
    assert office.post(f"/admin/stories/section/{section.pk}/change/", sent).status_code == 302
    section.refresh_from_db()
    assert section.name_translations == {"ro": "Portul"}
    assert section.words_translations == {"ro": "Despre port"}
    assert Redirect.objects.get(path="/section/harbour/").target == "/section/port/"
    assert "site" in Event.objects.get(kind="section.changed").stale


def test_a_section_with_stories_is_not_deleted_and_says_why(office: Client, story: Story) -> None:
    answer = office.post(f"/admin/stories/section/{story.section_id}/delete/", {"post": "yes"}, follow=True)
    assert "holds 1 story. Move it to another section first." in answer.content.decode()
    assert Section.objects.filter(pk=story.section_id).exists()


def test_an_empty_section_is_deleted_and_that_is_recorded(office: Client, section: Section) -> None:
    assert office.post(f"/admin/stories/section/{section.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not Section.objects.exists()
    assert Event.objects.get(kind="section.changed").facts == {"deleted": True}


def test_a_section_cannot_lie_within_its_own_child(office: Client, section: Section) -> None:
    child = Section.objects.create(slug="ferry", name="Ferry", parent=section)
    answer = office.post(f"/admin/stories/section/{section.pk}/change/", {**SECTION, "parent": child.pk})
    assert answer.context["adminform"].form.errors["parent"]


def test_topics_are_merged_and_the_old_address_leads_on(office: Client, make_story: Make) -> None:
    story = make_story(topics=["Ferry", "Ferries"])
    kept, gone = Topic.objects.get(slug="ferry"), Topic.objects.get(slug="ferries")
    sent: dict[str, Any] = {"action": "merge_chosen", "_selected_action": [kept.pk, gone.pk]}
    assert "Merge topics" in office.post("/admin/stories/topic/", sent).content.decode()
    office.post("/admin/stories/topic/", {**sent, "answered": "1", "kept": kept.pk})
    assert list(story.topics.all()) == [kept]
    assert Redirect.objects.get(path="/topic/ferries/").target == "/topic/ferry/"


def test_stories_are_found_by_words_authors_and_language(
    office: Client, make_story: Make, ben: Member, cleo: Member
) -> None:
    ferry, bread = make_story("The ferry is late"), make_story("Bread and salt", language="ro")
    ferry.bylines.update(member=ben)
    bread.bylines.update(member=cleo)
    ferry.bylines.create(member=cleo, position=2)

    def found(asked: str) -> list[str]:
        return [
            story.headline for story in office.get(f"/admin/stories/story/?{asked}").context["cl"].result_list
        ]

    assert found("q=FERRY+late") == found("q=ben") == [ferry.headline]
    assert sorted(found("q=cleo")) == sorted([ferry.headline, bread.headline])
    assert found("q=ferry+bread") == []
    assert found("language=ro") == [bread.headline]
    asked = {"term": "bread\0", "app_label": "stories", "model_name": "readmore", "field_name": "other"}
    assert bread.headline in office.get("/admin/autocomplete/", asked).content.decode()


def test_sections_and_topics_say_how_many_stories_they_hold(office: Client, story: Story) -> None:
    empty = Section.objects.create(slug="town", name="Town")
    topic = Topic.objects.create(slug="ferry", name="Ferry")
    story.topics.add(topic)

    def counted(kind: str) -> dict[int, int]:
        shown = office.get(f"/admin/stories/{kind}/").context["cl"].result_list
        return {row.pk: row.story_count for row in shown}

    assert counted("section") == {story.section_id: 1, empty.pk: 0}
    assert counted("topic") == {topic.pk: 1}


def test_the_list_and_a_search_in_it_read_an_index_and_not_the_stories(
    office: Client, make_story: Make
) -> None:
    for number in range(60):
        make_story(f"Rope number {number}")
    with CaptureQueriesContext(connection) as asked:
        office.get("/admin/stories/story/?q=rope")
        office.get("/admin/stories/story/")
    stories = [one["sql"] for one in asked if 'FROM "stories_story"' in one["sql"]]
    assert len(stories) == 4, "twice the number of them, twice fifty of them"
    if connection.vendor != "sqlite":
        return  # PostgreSQL chooses by the size of the table
    for sql in stories:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            plan = " ".join(row[3] for row in cursor.fetchall())
        assert "SCAN stories_story USING" in plan, plan
        assert "TEMP B-TREE" not in plan, plan
