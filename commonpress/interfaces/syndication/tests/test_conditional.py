from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from commonpress.domain.members.models import Member
from commonpress.domain.stories.correct import Wording, mend_typo
from commonpress.domain.stories.models import Story
from commonpress.domain.stories.withdraw import withdraw
from commonpress.engines.lib import clock
from commonpress.engines.site import options

PATHS = [
    "/feed.rss",
    "/feed.atom",
    "/feed.json",
    "/sitemap.xml",
    "/sitemap-sections.xml",
    "/sitemap-stories-{}.xml",
]
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
Make = Callable[..., Story]


@pytest.fixture
def old(make_story: Make) -> Story:
    with clock.frozen(NOW):
        return make_story("The ferry is back")


@pytest.mark.parametrize("path", PATHS)
def test_what_has_not_changed_is_not_sent_again(client: Client, old: Story, path: str) -> None:
    path = path.format((old.pk - 1) // 10_000 + 1)
    with clock.frozen(LATER):
        first = client.get(path)
        assert first["Last-Modified"] == "Fri, 20 Nov 2026 12:00:00 GMT"
        by_tag = client.get(path, headers={"If-None-Match": first["ETag"]})
        by_date = client.get(path, headers={"If-Modified-Since": first["Last-Modified"]})
        head = client.head(path)
    assert (by_tag.status_code, by_date.status_code) == (304, 304)
    assert by_tag.content == by_date.content == b""
    assert (head.status_code, head["ETag"]) == (200, first["ETag"])
    assert not first.cookies
    assert first["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("path", PATHS[:3])
def test_every_change_is_sent_whichever_way_one_asks(
    client: Client, ada: Member, old: Story, make_story: Make, path: str
) -> None:
    with clock.frozen(NOW):
        make_story("Another", at=NOW - timedelta(days=1))
    changes: list[Callable[[], object]] = [
        lambda: mend_typo(old, Wording("The ferry is back!", "", "<p>x</p>"), by=ada),
        lambda: options.change({"name": "Felinarul"}),
        lambda: withdraw(old, reason="It was wrong", by=ada),
        lambda: make_story("A new one"),
    ]
    for hour, change in enumerate(changes, start=1):
        with clock.frozen(LATER + timedelta(hours=hour)):
            before = client.get(path)
        with clock.frozen(LATER + timedelta(hours=hour, minutes=1)):
            change()
        with clock.frozen(LATER + timedelta(hours=hour, minutes=2)):
            by_date = client.get(path, headers={"If-Modified-Since": before["Last-Modified"]})
            by_tag = client.get(path, headers={"If-None-Match": before["ETag"]})
        assert (by_date.status_code, by_tag.status_code) == (200, 200)


def test_a_change_within_the_same_second_is_not_missed(client: Client, old: Story, make_story: Make) -> None:
    with clock.frozen(NOW):
        first = client.get("/feed.rss")
        make_story("In the same second")
    with clock.frozen(LATER):
        again = client.get("/feed.rss", headers={"If-Modified-Since": first["Last-Modified"]})
    assert again.status_code == 200


def test_a_wrong_date_is_no_reason_to_fail(client: Client, old: Story) -> None:
    assert client.get("/feed.rss", headers={"If-Modified-Since": "yesterday"}).status_code == 200


def test_a_story_makes_its_feeds_stale(client: Client, old: Story, ben: Member) -> None:
    tags = set(client.get("/section/harbour/feed.rss")["Cache-Tag"].split(", "))
    assert {"site", "sections", "section:harbour", old.subject, ben.subject} <= tags
    assert "front" in client.get("/sitemap.xml")["Cache-Tag"]


@pytest.mark.parametrize("path", ["/feed.rss", "/sitemap.xml", "/robots.txt"])
def test_machines_may_only_read(client: Client, old: Story, path: str) -> None:
    assert client.post(path).status_code == 405
