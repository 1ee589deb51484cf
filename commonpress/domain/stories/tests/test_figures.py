from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.http import Http404
from pytest_django import DjangoAssertNumQueries

from commonpress.domain.members.models import Member
from commonpress.domain.stories import access, figures
from commonpress.domain.stories.models import Section, Story
from commonpress.domain.stories.withdraw import withdraw
from commonpress.engines.lib import clock
from commonpress.engines.readership import figures as readership
from commonpress.engines.readership import most, totals
from commonpress.engines.readership.chart import Spread
from commonpress.engines.readership.strike import Batch, strike
from commonpress.engines.readership.unstrike import unstrike

Make = Callable[..., Story]
NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def at_noon(db: None) -> Iterator[None]:
    with clock.frozen(NOW):
        yield


@pytest.fixture
def other(db: None) -> Section:
    return Section.objects.create(slug="sport", name="Sport")


def seen(story: Story, count: int, at: datetime = NOW) -> None:
    totals.add(story.subject, count, at=at)


def week() -> dict[str, int]:
    return readership.totals(readership.window("7"), "story")


def read() -> list[str]:
    most.rank()
    return [story.headline for story in figures.most_read()]


def test_stories_are_told_with_their_views_in_the_period_and_in_all(make_story: Make, ben: Member) -> None:
    one = make_story("One")
    make_story("Two")
    make_story("A draft", published=False)
    seen(one, 3)
    seen(one, 4, NOW - 20 * DAY)
    totals.carry_over(one.subject, 100)
    rows = figures.rows(figures.own(ben), readership.window("7"))
    assert [(row.story.headline, row.views, row.total) for row in rows] == [("Two", 0, 0), ("One", 3, 107)]
    assert [(row.story.headline, row.views) for row in figures.top(week())] == [("One", 3)]


def test_a_story_of_two_counts_for_both_and_a_section_sums_its_stories(
    make_story: Make, ben: Member, cleo: Member, section: Section, other: Section
) -> None:
    seen(make_story("Together", authors=[ben, cleo]), 5)
    seen(make_story("Alone"), 2)
    seen(make_story("Ball", section=other), 1)
    assert [(row.of, row.views, row.stories) for row in figures.by_author(week())] == [
        (ben, 8, 3),
        (cleo, 5, 1),
    ]
    assert [(row.of, row.views, row.stories) for row in figures.by_section(week())] == [
        (section, 7, 2),
        (other, 1, 1),
    ]


def test_many_stories_are_summed_the_same_way(
    make_story: Make, ben: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen(make_story("One"), 5)
    seen(make_story("Two"), 2)
    make_story("Three")
    monkeypatch.setattr(figures, "MANY", 1)
    assert [(row.of, row.views, row.stories) for row in figures.by_author(week())] == [(ben, 7, 2)]
    assert [row.views for row in figures.top(week())] == [5, 2]


def test_a_figure_of_a_story_that_is_gone_is_left_out(story: Story) -> None:
    seen(story, 2)
    totals.add("story:999999", 7)
    assert [row.views for row in figures.top(week())] == [2]
    assert [row.views for row in figures.by_author(week())] == [2]


def test_every_list_follows_a_strike_and_its_undoing(make_story: Make, ben: Member) -> None:
    flooded, honest = make_story("Flooded"), make_story("Honest")
    for number in range(3):
        seen(make_story(f"Filler {number}"), 1)
    seen(flooded, 1000)
    seen(honest, 10, NOW - DAY)

    def everything() -> list[object]:
        return [
            week(),
            figures.top(week()),
            figures.by_author(week()),
            read(),
            totals.seen([flooded.subject]),
        ]

    before = everything()
    assert read()[0] == "Flooded"
    made = strike(Batch(NOW, NOW + HOUR, subject=flooded.subject), reason="flood")
    assert flooded.subject not in week()
    assert figures.top(week())[0].story.headline == "Honest"
    assert [row.views for row in figures.by_author(week())] == [13]
    assert "Flooded" not in read()
    unstrike(made)
    assert everything() == before


def test_comparable_stories_are_of_the_section_near_in_time_and_public(
    make_story: Make, other: Section, ada: Member
) -> None:
    story = make_story("Ours", at=NOW - 100 * DAY)
    near = [make_story(f"Near {n}", at=NOW - (100 + n) * DAY) for n in (1, 90, -90)]
    make_story("Far", at=NOW - 191 * DAY)
    make_story("Elsewhere", at=NOW - 100 * DAY, section=other)
    make_story("Paid", at=NOW - 100 * DAY, kind=Story.Kind.SPONSORED)
    make_story("Draft", published=False)
    withdraw(make_story("Gone", at=NOW - 100 * DAY), reason="Wrong.", by=ada)
    found = figures.comparable_with(story, NOW - 100 * DAY)
    assert {life.subject for life in found} == {one.subject for one in near}


def test_a_story_is_compared_with_five_others_and_not_with_four(make_story: Make) -> None:
    totals.add("creative:1", 1, at=NOW - 30 * DAY)
    story = make_story("Ours", at=NOW - 3 * DAY)
    seen(story, 30, NOW - 2 * DAY)
    for number in range(5):
        found = figures.compared(story)
        assert found
        assert (found.number, found.spread) == (number, None)
        seen(make_story(f"Other {number}", at=NOW - 10 * DAY), (number + 1) * 10, NOW - 9 * DAY)
    found = figures.compared(story)
    assert found
    assert (found.age, found.own, found.number) == (3, 30, 5)
    assert found.spread == Spread(20, 30, 40)


def test_the_most_read_of_the_day_are_shown_in_their_order(make_story: Make) -> None:
    for number in range(6):
        seen(make_story(f"Story {number}"), number + 1)
    assert read() == ["Story 5", "Story 4", "Story 3", "Story 2", "Story 1"]


def test_with_fewer_than_four_of_the_day_the_week_is_shown(make_story: Make) -> None:
    for number in range(4):
        seen(make_story(f"Old {number}"), 50 + number, NOW - 3 * DAY)
    for number in range(3):
        seen(make_story(f"New {number}"), 1)
    assert read() == ["Old 3", "Old 2", "Old 1", "Old 0", "New 0"]
    seen(make_story("New 3"), 1)
    assert read() == ["New 0", "New 1", "New 2", "New 3"]


def test_paid_withdrawn_and_unpublished_stories_never_rank_in_public(make_story: Make, ada: Member) -> None:
    paid = make_story("Paid", kind=Story.Kind.SPONSORED)
    gone, draft = make_story("Gone"), make_story("Draft", published=False)
    for story in (paid, gone, draft):
        seen(story, 1000)
    for number in range(4):
        seen(make_story(f"Story {number}"), number + 1)
    assert "Gone" in read()
    withdraw(gone, reason="Wrong.", by=ada)
    assert read() == ["Story 3", "Story 2", "Story 1", "Story 0"]


def test_the_most_read_cost_one_query(
    make_story: Make, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    seen(make_story(), 5)
    most.rank()
    with django_assert_num_queries(1):
        assert len(figures.most_read()) == 1


def test_ben_fetches_his_story_and_cleo_does_not(
    story: Story, ben: Member, cleo: Member, ada: Member
) -> None:
    assert access.own_story_or_404(ben, story.pk) == story
    assert access.any_story_or_404(story.pk) == story
    for stranger in (cleo, ada):  # an editor's way is another
        with pytest.raises(Http404):
            access.own_story_or_404(stranger, story.pk)


def test_a_withdrawn_story_keeps_its_figures_and_a_draft_has_none(
    make_story: Make, ben: Member, ada: Member
) -> None:
    story, draft = make_story(), make_story("Draft", published=False)
    withdraw(story, reason="Wrong.", by=ada)
    assert access.own_story_or_404(ben, story.pk) == story
    with pytest.raises(Http404):
        access.own_story_or_404(ben, draft.pk)
    with pytest.raises(Http404):
        access.any_story_or_404(draft.pk)
