"""The demonstration newspaper as its readers find it: live campaigns in every place, and threads in which people talk."""

import re

import pytest
from django.test import Client

from commonpress.domain.conversation.models import Comment
from commonpress.domain.sponsors.audit import audit
from commonpress.domain.sponsors.models import Campaign, Slot
from commonpress.domain.sponsors.report import report
from commonpress.domain.stories.models import Story
from commonpress.interfaces.transfer import demo
from commonpress.interfaces.transfer.demo_sponsors import FLOWN

pytestmark = pytest.mark.django_db
SLOT = re.compile(r'<aside class="slot" id="([^"]+)"')
TALKED = 10  # comments of a thread that is worth opening


@pytest.fixture
def lantern(monkeypatch: pytest.MonkeyPatch) -> None:
    """The Lantern without its pictures, which take minutes to draw."""
    monkeypatch.setattr(demo, "draw_in", lambda *_: {})
    monkeypatch.setattr(demo, "icon", lambda: "")
    assert demo.load() > 48


def test_the_demonstration_shows_live_campaigns_and_lively_threads(lantern: None, client: Client) -> None:
    liveliest = Story.objects.order_by("-comment_count")[0]
    pages = {
        at: client.get(at).content.decode() for at in ("/", "/section/harbour/", liveliest.get_absolute_url())
    }
    assert [set(SLOT.findall(page)) for page in pages.values()] == [
        {"front"}, {"section"}, {"after-story", "after-search", "after-read-more"}]  # fmt: skip
    assert all('rel="sponsored noopener"' in page for page in pages.values())
    assert set(Campaign.objects.values_list("creatives__placements__slot", flat=True)) == set(Slot.values)
    pace = client.get("/pace.json").json()
    assert {kind for kind, _number, keep in pace.values() if keep > 0} == {
        0,
        1,
        2,
    }  # a share, in turn, its own
    assert set(Campaign.objects.values_list("goal", flat=True)) == {"impressions", "share", "time", "house"}
    for campaign in Campaign.objects.exclude(goal="house"):
        assert sum(day.impressions > 0 for day in report(campaign).days) == FLOWN
        assert audit(campaign).differences == []
    threads = Story.objects.filter(comment_count__gt=0)
    assert threads.count() >= 12
    assert liveliest.comment_count >= TALKED
    page = pages[liveliest.get_absolute_url()]
    assert page.count('class="comment-body"') == liveliest.comment_count
    assert 'class="reactions"' in page
    assert 'class="comment-role"' in page
    assert Comment.objects.filter(depth__gte=4).exists()
