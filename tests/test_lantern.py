"""The demonstration newspaper is what it says it is: read from its files, without loading it."""

import tomllib
from collections import Counter
from datetime import datetime
from itertools import pairwise

import pytest

from commonpress.engines.lib import html
from commonpress.engines.lib.text import words
from commonpress.interfaces.transfer import demo

pytestmark = pytest.mark.once

STORIES = [demo.read(path) for path in sorted((demo.LANTERN / "stories").glob("*.html"))]
PAPER = tomllib.loads((demo.LANTERN / "paper.toml").read_text(encoding="utf-8"))
CEDILLAS = set("şţŞŢ")


def test_there_are_enough_stories_in_two_languages() -> None:
    languages = Counter(story.facts["language"] for story in STORIES)
    assert len(STORIES) >= 48
    assert set(languages) == {"en", "ro"}
    assert 0.2 <= languages["ro"] / len(STORIES) <= 0.3


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.slug)
def test_a_story_is_long_enough_and_clean(story: demo.Told) -> None:
    assert 150 <= words(html.to_text(story.body)) <= 900
    assert not CEDILLAS & set(story.body + story.facts["headline"] + story.facts["standfirst"])
    assert html.to_text(html.clean(story.body, html.ARTICLE)) == html.to_text(story.body)
    if change := story.facts.get("correction"):
        assert story.body.count(change["now"]) == 1


def test_nine_people_write_in_seven_sections() -> None:
    authors = {handle for story in STORIES for handle in story.facts["authors"]}
    sections = Counter(story.facts["section"] for story in STORIES)
    assert authors == {one["handle"] for one in PAPER["contributors"]}
    assert len(authors) == 9
    assert set(sections) == {one["slug"] for one in PAPER["sections"]}
    assert len(sections) == 7
    assert 0 < sections["other"] <= 4


def test_the_paper_has_appeared_for_twenty_six_months_without_a_gap() -> None:
    months = sorted(
        {story.facts["published"].replace(day=1, hour=0, minute=0, second=0) for story in STORIES}
    )
    assert month_number(months[-1]) - month_number(months[0]) >= 25
    assert all(month_number(later) - month_number(earlier) <= 2 for earlier, later in pairwise(months))


def month_number(day: datetime) -> int:
    return day.year * 12 + day.month


def test_it_shows_what_a_paper_can_show() -> None:
    def having(key: str) -> int:
        return sum(key in story.facts for story in STORIES)

    assert having("credit") >= 5
    assert having("correction") == 2
    assert having("comments") >= 12
    assert sorted(story.facts["lead"] for story in STORIES if "lead" in story.facts) == [1, 2, 3]
    assert any(story.facts.get("credit", {}).get("canonical") for story in STORIES)
    assert len(PAPER["sponsors"]) == 3


def test_every_picture_is_drawn_described_and_credited() -> None:
    for story in STORIES:
        if facts := story.facts.get("picture"):
            assert (demo.LANTERN / "pictures" / f"{story.slug}.webp").exists()
            assert len(facts["alt"]) >= 30
            assert facts["credit"]
    for one in PAPER["contributors"]:
        assert (demo.LANTERN / "pictures" / f"portrait-{one['handle']}.webp").exists()
    for one in PAPER["sponsors"]:
        assert (demo.LANTERN / "pictures" / one["picture"]).exists()
