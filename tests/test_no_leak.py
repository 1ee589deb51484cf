"""What is not published is nowhere: every public address is opened and searched for a word that stands in no story out."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from commonpress.domain.members.models import Decision, Member
from commonpress.domain.stories.amend import amend
from commonpress.domain.stories.correct import Wording
from commonpress.domain.stories.decline import decline
from commonpress.domain.stories.grounds import Ground
from commonpress.domain.stories.hand_back import hand_back
from commonpress.domain.stories.models import Lead, Story
from commonpress.domain.stories.publish import publish
from commonpress.domain.stories.schedule import schedule
from commonpress.domain.stories.submit import submit
from commonpress.domain.stories.undo import undo
from commonpress.domain.stories.withdraw import withdraw
from commonpress.engines.events import work
from commonpress.engines.lib import clock
from commonpress.engines.search import follow

CANARY = "quinquereme"
Make = Callable[..., Story]


@pytest.fixture
def hidden(make_story: Make, story: Story, ben: Member, ada: Member) -> list[Story]:
    """One story in every state no reader may see, one that was seen for a moment, and a new text for one that is out."""

    def made(number: int) -> Story:
        return make_story(
            f"{CANARY} {number}",
            published=False,
            body=f"<p>The {CANARY}.</p>",
            standfirst=CANARY,
            topics=[CANARY],
        )

    draft, *stories = [made(number) for number in range(7)]
    waiting, back, no, due, seen, gone = [submit(one, by=ben) for one in stories]
    hand_back(back, words=CANARY, rule="other", by=ada)
    decline(no, words=CANARY, rule="other", by=ada)
    schedule(due, at=clock.now() + timedelta(minutes=1), by=ada, ground=Ground.EDITOR)
    publish(seen, by=ada, ground=Ground.EDITOR)
    Lead.objects.create(story=seen, position=1)
    undo(Decision.objects.order_by("-pk")[0], by=ada)
    publish(gone, by=ada, ground=Ground.EDITOR)
    withdraw(gone, reason="It was wrong.", by=ada)
    wording = Wording(f"The {CANARY}", CANARY, f"<p>{CANARY}</p>")
    amend(story, wording, note=CANARY, by=ben, seen=story.seen)
    while follow.tick() or work.run_due():
        pass
    return [draft, waiting, back, no, due, seen, gone]


def addresses(hidden: list[Story], shown: Story) -> Iterator[str]:
    """Every address a stranger can make up from what there is."""
    month = f"/{clock.now():%Y/%m}/"
    for one in hidden[:-1]:
        yield f"{month}{one.slug}/"
        yield f"{month}{one.slug}/changes/1/"
    yield from (f"/{clock.now():%Y}/", month, shown.get_absolute_url())
    yield from (f"/search/?q={CANARY}", "/search/", f"/search/?author=ben&q={CANARY}")
    for kind in ("rss", "atom", "json"):
        for place in ("/", "/section/harbour/", "/by/ben/", "/corrections/", f"/topic/{CANARY}/"):
            yield f"{place}feed.{kind}"
    yield from ("/section/harbour/", "/by/ben/", f"/topic/{CANARY}/", "/sitemap-stories-1.xml")
    yield from plain(get_resolver().url_patterns)


def plain(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    """The addresses without a part to fill in."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver) or not pattern.name:
            continue
        if not (pattern.pattern.converters or pattern.pattern.regex.groups):
            yield reverse(pattern.name)


def test_a_word_of_no_published_story_is_found_nowhere(
    hidden: list[Story], story: Story, client: Client
) -> None:
    opened = 0
    for address in addresses(hidden, story):
        answer = client.get(address)
        body = b"".join(answer) if answer.streaming else answer.content
        # What the searcher typed stands in the search field.
        text = body.decode(errors="replace").replace(f'value="{CANARY}"', "").replace(f"“{CANARY}”", "")
        shown = [line for line in text.splitlines() if CANARY in line.lower()]
        assert not shown or "/search/?" in address, (address, shown[:3])
        assert not any(one.headline in text for one in hidden), address
        assert CANARY not in str(dict(answer.headers)) or answer.status_code in {301, 302}
        opened += answer.status_code == 200
    assert opened > 20


@pytest.mark.parametrize("place", range(6))
def test_what_is_not_out_answers_as_what_never_was(hidden: list[Story], client: Client, place: int) -> None:
    month = f"/{clock.now():%Y/%m}/"
    secret, nothing = client.get(f"{month}{hidden[place].slug}/"), client.get(f"{month}there-never-was/")
    assert (secret.status_code, nothing.status_code) == (404, 404)
    assert len(secret.content) == len(nothing.content)


def test_a_topic_of_drafts_alone_is_no_page(hidden: list[Story], client: Client) -> None:
    assert client.get(f"/topic/{CANARY}/").status_code == 404
    assert client.get(f"/topic/{CANARY}/feed.atom").status_code == 404


def test_the_canary_can_be_found_at_all(make_story: Make, client: Client) -> None:
    story = make_story(f"The {CANARY}", topics=[CANARY])
    while follow.tick():
        pass
    for address in ("/", "/feed.atom", "/sitemap.xml", f"/search/?q={CANARY}", f"/topic/{CANARY}/"):
        answer = client.get(address)
        assert answer.status_code == 200
    assert CANARY in client.get("/").content.decode()
    assert story.slug in client.get("/sitemap-stories-1.xml").content.decode()
