"""Hostile texts through every way in, then every page they are on in a browser: nothing runs, nobody else is asked."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Section, Story
from commonpress.engines.events import work
from commonpress.engines.search import follow
from tests.attacks import hostile, ways_in
from tests.attacks.windows import Watched, watched
from tests.postman import Postman

pytestmark = pytest.mark.browser
LISTS = ("/", "/section/harbour/", "/corrections/", "/moderation/", "/feed.rss", "/feed.atom")
STAFF = (
    "/desk/figures/", "/studio/figures/", "/notices/settings/", "/account/data/", "/admin/stories/story/",
    "/admin/members/member/", "/admin/events/event/", "/admin/stories/topic/", "/admin/conversation/comment/",
)  # fmt: skip


@pytest.fixture
def pages(
    live_server: Any,
    owner: Member,
    ben: Member,
    story: Story,
    make_story: Callable[..., Story],
    tmp_path: Path,
    postman: Postman,
) -> list[str]:
    """All that is hostile is written, as the owner (whom no limit stops) and to Ben."""
    Section.objects.filter(slug="harbour").update(name=hostile.LINES[5])
    lines = hostile.LINES
    waiting = [make_story(line, published=False, standfirst=line) for line in lines[:2]]
    ways: list[Iterator[str]] = [
        ways_in.by_the_profile(owner, lines[2]),
        ways_in.by_the_api(owner, hostile.whole(), lines),
        ways_in.by_the_editors_form(owner, hostile.CLOBBER + hostile.BREAK.join(lines), lines[1], out=False),
        ways_in.by_the_editors_form(owner, hostile.BREAK.join(hostile.whole()[:2]), lines[2], out=True),
        ways_in.by_comments(owner, story, hostile.whole(4000)),
        ways_in.by_the_words_of_the_desk(owner, ben, waiting, lines[2]),
        ways_in.by_an_import(owner, tmp_path, hostile.whole(), lines),
        ways_in.by_ghost(owner, tmp_path, hostile.whole(), lines),
        ways_in.by_a_feed(owner, tmp_path, hostile.whole(), lines),
        *(ways_in.by_a_creative(owner, line) for line in lines),
        *(ways_in.by_a_file(owner, line) for line in lines),
        *(ways_in.by_headers(owner, line) for line in lines),
        ways_in.by_questions(lines),
    ]
    found = [page for way in ways for page in way]
    while follow.tick() or work.run_due():
        pass
    # Creatives stand on pages that are opened.
    assert b'href="/go/' in Client().get(story.get_absolute_url()).content
    return list(dict.fromkeys([*found, *LISTS, *STAFF]))


@pytest.fixture
def documents(pages: list[str], owner: Member) -> list[str]:
    """Of what holds too many texts for a page each to be opened."""
    return [*ways_in.about_oneself(owner, hostile.whole(900)), *ways_in.by_long_questions(hostile.whole(900))]


def test_no_way_in_makes_a_browser_run_anything_or_ask_anybody(
    browser: Any, live_server: Any, owner: Member, pages: list[str], documents: list[str], postman: Postman
) -> None:
    with watched(browser, live_server.url) as window:
        window.sign_in(owner)
        for page in pages:
            window.open(page)
            assert (window.ran, window.asked) == ([], []), page
        window.show([*letters(postman), *read_elsewhere(), *documents])
        assert (window.ran, window.asked) == ([], [])
    assert len(pages) > 150
    assert len(documents) > 200


def letters(postman: Postman) -> Iterator[str]:
    """The HTML of every letter that went out."""
    for letter in postman.came:
        body = letter.get_body(("html",))
        if body:
            yield str(body.get_content())
    assert postman.came


def read_elsewhere() -> Iterator[str]:
    """What feed readers show of us, in their own pages without any policy."""
    entries = json.loads(Client().get("/feed.json").content)["items"]
    assert len(entries) > 10
    for one in entries:
        yield one["content_html"]


def test_names_that_scripts_stumble_over_stop_neither_the_conversation_nor_the_editor(
    browser: Any, live_server: Any, owner: Member, section: Section
) -> None:
    draft = next(ways_in.by_the_editors_form(owner, hostile.CLOBBER, "Clobbered", out=False))
    *_, story = ways_in.by_the_editors_form(owner, hostile.CLOBBER, "Clobbered", out=True)
    with watched(browser, live_server.url) as window:
        window.sign_in(owner)
        works(window, story, "[data-talk][data-ready]")
        works(window, draft, "html[data-ready=write]")
        assert window.ran == []


def works(window: Watched, path: str, sign: str) -> None:
    window.open(path)
    window.page.wait_for_selector(sign, state="attached")
