"""A batch that was struck out is in no list, no report, no file and no counter, and comes back into all of them.

Everything that shows a figure is read before a flood, after it, when it is struck out, and when it is put back.
"""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from django.test import Client

from commonpress.config.wsgi import application
from commonpress.domain.members.models import Member
from commonpress.domain.sponsors import forecast
from commonpress.domain.sponsors.models import Campaign, Placement, Slot
from commonpress.domain.sponsors.share_report import share
from commonpress.domain.sponsors.tests.bookings import booked
from commonpress.domain.stories.models import Story
from commonpress.engines.edge import render
from commonpress.engines.edge.memory import Memory
from commonpress.engines.events import readers
from commonpress.engines.events.models import Errand, Event
from commonpress.engines.lib import clock
from commonpress.engines.readership import figures, most, totals
from commonpress.engines.readership.ledger import Place, enter
from commonpress.engines.readership.models import Closed
from commonpress.engines.readership.strike import Batch, strike
from commonpress.engines.readership.unstrike import unstrike
from commonpress.interfaces.desk.views import WAYS
from tests.kept import MANY_BYTES, words_of

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FLOOD = Batch(NOW.replace(hour=0) - 11 * DAY, NOW + HOUR, agent="chrome-desktop")
MOVES = re.compile(r'csrfmiddlewaretoken" value="[^"]*"')


class Paper:
    def __init__(self, stories: list[Story], campaign: Campaign, desk: Client, studio: Client) -> None:
        self.stories, self.campaign, self.desk, self.studio = stories, campaign, desk, studio
        self.report = f"/sponsors/report/{share(campaign).token}/?format=csv"

    def addresses(self) -> Iterator[tuple[Client, str]]:
        flooded, other = self.stories[0], self.stories[1]
        for period in figures.PERIODS:
            for way, form in product(WAYS, ("", "&format=csv")):
                yield self.desk, f"/desk/figures/?by={way}&period={period}{form}"
            yield self.desk, f"/desk/figures/?period={period}&format=csv&list=views"
            yield self.studio, f"/studio/figures/?period={period}"
            yield self.studio, f"/studio/figures/?period={period}&format=csv"
            for own in (f"/desk/figures/{flooded.pk}/", f"/studio/figures/{flooded.pk}/"):
                client = self.desk if own.startswith("/desk/") else self.studio
                yield client, f"{own}?period={period}"
                for name in ("views", "referrers", "browsers"):
                    yield client, f"{own}?period={period}&format=csv&list={name}"
        yield self.desk, f"/desk/figures/{other.pk}/"  # whose median the flood would move
        for span in most.SPANS:
            yield self.desk, f"/desk/figures/?format=csv&list=most-read-{span}"
        yield from ((self.desk, path) for path in ("/", flooded.get_absolute_url(), "/section/harbour/"))
        yield from ((self.desk, path) for path in (self.report, f"/sponsors/{self.campaign.pk}/?format=csv"))

    def told(self) -> dict[str, str]:
        found = {}
        for client, address in self.addresses():
            answer = client.get(address)
            assert answer.status_code == 200, address
            found[address] = MOVES.sub("", answer.content.decode())
        seen = forecast.impressions_of(Slot.AFTER_STORY)
        return found | {"the forecast": str(sorted(seen.items()))}


@pytest.fixture
def paper(
    one_connection: None, make_story: Callable[..., Story], owner: Member, ben: Member
) -> Iterator[Paper]:
    with clock.frozen(NOW):
        totals.add("creative:99:front", 1, at=NOW - 40 * DAY)  # counting began long ago
        stories = [make_story(f"Story {number}", at=NOW - 20 * DAY) for number in range(7)]
        for number, story in enumerate(stories):
            totals.add(story.subject, number + 1, at=NOW - HOUR)
            totals.add(story.subject, 10 * number + 1, at=NOW - 12 * DAY)
        campaign = booked(starts=-10)
        desk, studio = Client(), Client()
        desk.force_login(owner)
        studio.force_login(ben)
        most.rank()
        yield Paper(stories, campaign, desk, studio)


def flood(paper: Paper) -> None:
    subjects = (paper.stories[0].subject, Placement.objects.get(creative__campaign=paper.campaign).subject)
    places = product(subjects, (NOW, NOW - 10 * DAY))
    enter({Place(subject, "seen", FLOOD.agent, "spam.example", at): 1000 for subject, at in places})
    Closed.objects.all().delete()  # they take it that nobody is counted on a day long over
    most.rank()


def run_errands() -> None:
    """What the worker does at once after a strike, as far as it is the readership's."""
    for errand in Errand.objects.filter(event__kind__startswith="readership.", reader="most-read"):
        read = readers.find(errand.reader)
        assert read
        read(errand.event)


def test_every_list_report_and_file_follows_a_strike_and_its_undoing(paper: Paper) -> None:
    before = paper.told()
    flood(paper)
    flooded = paper.told()
    assert [name for name in before if before[name] == flooded[name]] == [], "the flood is in all of them"
    made = strike(FLOOD, reason="A flood.")
    run_errands()
    assert made.taken == 4000
    after = paper.told()
    assert [name for name in before if before[name] != after[name]] == []
    unstrike(made)
    run_errands()
    again = paper.told()
    assert [name for name in before if flooded[name] != again[name]] == []


def test_kept_pages_follow_a_strike(paper: Paper) -> None:
    """The counters by being filled anew, the list of what is read most by being made old."""
    flood(paper)
    memory, newest = Memory(MANY_BYTES), Event.objects.latest("pk").pk
    story = paper.stories[0].get_absolute_url()
    for address in ("/", story, "/section/harbour/"):
        memory.finish(memory.begin(address), render.make(application, address).page)
    strike(FLOOD, reason="A flood.")
    run_errands()
    for event in Event.objects.filter(pk__gt=newest):
        memory.purge(event.stale)
    pages = [page for page in memory.plain.pages.values() if page.stale_since is None]
    assert {page.key for page in pages} == {story, "/section/harbour/"}
    for page in pages:
        made = render.make(application, page.key).page
        assert made
        assert words_of(page) != words_of(made)
        assert words_of(page, filled=True) == words_of(made)
