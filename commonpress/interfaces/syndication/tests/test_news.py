from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from commonpress.domain.members.models import Member
from commonpress.domain.stories.correct import Wording, correct
from commonpress.domain.stories.models import Section, Story
from commonpress.domain.stories.write import Credit
from commonpress.engines.lib import clock
from commonpress.engines.site import options
from commonpress.interfaces.syndication import news
from commonpress.interfaces.syndication.moments import rfc3339
from commonpress.interfaces.syndication.tests.readers import body, check_sitemap, xml

Make = Callable[..., Story]
N = "{http://www.google.com/schemas/sitemap-news/0.9}"


def titles(client: Client) -> list[str | None]:
    check_sitemap(found) if b"<url>" in (found := body(client, "/sitemap-news.xml")) else None
    return [one.text for one in xml(client, "/sitemap-news.xml").iter(f"{N}title")]


def test_a_new_story_is_told_with_the_papers_exact_name_and_its_first_publication(
    client: Client, ada: Member, make_story: Make
) -> None:
    options.change({"name": "The Lantern & Harbour News"})
    story = make_story("Feribotul s-a întors", language="ro-RO")
    first = story.published_at
    assert first
    correct(story, Wording("Feribotul s-a întors, în sfârșit", "", "<p>x</p>"), note="x", by=ada)
    found = next(xml(client, "/sitemap-news.xml").iter(f"{N}news"))
    assert found.findtext(f"{N}publication/{N}name") == "The Lantern & Harbour News"
    assert found.findtext(f"{N}publication/{N}language") == "ro"
    assert found.findtext(f"{N}publication_date") == rfc3339(first)
    assert titles(client) == ["Feribotul s-a întors, în sfârșit"]


def test_a_story_leaves_after_two_days_even_when_corrected(
    client: Client, ada: Member, make_story: Make
) -> None:
    story = make_story("Old", at=clock.now() - timedelta(days=2, minutes=1))
    correct(story, Wording("Old, corrected", "", "<p>x</p>"), note="x", by=ada)
    make_story("Still new", at=clock.now() - timedelta(days=2) + timedelta(minutes=1))
    assert titles(client) == ["Still new"]


def test_paid_foreign_and_hidden_stories_are_out(
    client: Client, make_story: Make, unseen: list[Story]
) -> None:
    make_story("Paid", kind=Story.Kind.SPONSORED)
    make_story("Theirs", credit=Credit("Agerpres", "https://agency.example/1", is_canonical=True))
    make_story("Ours")
    assert titles(client) == ["Ours"]


@pytest.mark.parametrize(
    ("skip", "left"),
    [
        ("harbour", {"Opinion elsewhere"}),
        ("section:harbour", {"Opinion elsewhere"}),
        ("section:ferries", {"Opinion elsewhere", "News"}),
        ("kind:opinion", {"News", "Within"}),
        ("nothing:known", {"News", "Opinion elsewhere", "Within"}),
        ("story:x", {"News", "Opinion elsewhere", "Within"}),
    ],
)
def test_the_owner_keeps_sections_and_kinds_out(
    client: Client, make_story: Make, skip: str, left: set[str]
) -> None:
    harbour = Section.objects.get(slug="harbour")
    make_story("News")
    make_story("Within", section=Section.objects.create(slug="ferries", name="Ferries", parent=harbour))
    make_story(
        "Opinion elsewhere",
        kind=Story.Kind.OPINION,
        section=Section.objects.create(slug="views", name="Views"),
    )
    options.change({"news_sitemap_skips": (skip,)})
    assert set(titles(client)) == left


def test_the_owner_keeps_one_story_out(client: Client, make_story: Make) -> None:
    out = make_story("Out")
    make_story("In")
    options.change({"news_sitemap_skips": (out.subject,)})
    assert titles(client) == ["In"]


def test_there_are_never_more_than_the_format_allows(
    client: Client, make_story: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(news, "MOST", 2)
    for minute in range(3):
        make_story(f"Story {minute}", at=clock.now() - timedelta(minutes=10 - minute))
    assert titles(client) == ["Story 2", "Story 1"]


def test_time_alone_changes_it_so_no_date_vouches_for_it(client: Client, story: Story) -> None:
    assert "Last-Modified" not in client.get("/sitemap-news.xml")
