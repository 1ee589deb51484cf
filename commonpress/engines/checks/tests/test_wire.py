from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.test import Client

from commonpress.engines.checks import feed as feeds
from commonpress.engines.checks import wire
from commonpress.engines.checks.matter import Matter
from commonpress.engines.checks.models import Passage, Text, WireFeed
from commonpress.engines.checks.run import examine
from commonpress.engines.checks.tests.texts import FERRY, SALT, html
from commonpress.engines.events.models import Event
from commonpress.engines.lib import clock, http
from commonpress.engines.lib.tests.servers import Server, says, serving

RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Wire</title><item><title>Ferry</title><link>https://wire.example/ferry</link><guid>1</guid>
<description>Short.</description><content:encoded><![CDATA[{html(FERRY)}]]></content:encoded></item>
<item><title>Too short</title><guid>2</guid><description>A few words.</description></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>a</id><title>Salt &amp; more</title>
<link rel="self" href="https://wire.example/self"/><link href="https://wire.example/salt"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{html(SALT)}</div></content></entry></feed>"""
TYPE = "Content-Type: application/rss+xml"


@pytest.fixture(autouse=True)
def _this_machine_is_the_web(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "fetch", partial(http.fetch, judge=lambda *_: None))
    monkeypatch.setattr(wire._Next, "look", 0.0)


def feed_at(server: Server, **words: Any) -> WireFeed:
    return WireFeed.objects.create(agency="Wire", url=server.url, due_at=clock.now(), **words)


@pytest.mark.parametrize(
    ("written", "title", "url", "said"),
    [
        (RSS, "Ferry", "https://wire.example/ferry", "Pescărușul"),
        (ATOM, "Salt & more", "https://wire.example/salt", "sluices"),
    ],
)
def test_the_items_of_a_feed_are_read(written: str, title: str, url: str, said: str) -> None:
    (item,) = feeds.items(written.encode())
    assert (item.title, item.url) == (title, url)
    assert said in item.text
    assert "<" not in item.text


@pytest.mark.parametrize("data", [b"", b"<html><body>hello</body></html>", b"not xml", b"\x00\x01"])
def test_what_is_no_feed_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(feeds.BrokenFeed):
        feeds.items(data)


def test_entities_of_a_hostile_feed_are_not_followed() -> None:
    bomb = b'<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/hostname"><!ENTITY b "&a;&a;&a;">]>'
    words = b"one two three four five six seven eight nine ten eleven "
    found = feeds.items(
        bomb + b"<rss><channel><item><description>" + words + b"&b;</description></item></channel></rss>"
    )
    assert [item.text for item in found] in ([], [words.decode().strip()])


@pytest.mark.django_db
def test_a_text_lifted_from_a_wire_is_found_with_its_address() -> None:
    with serving(says(f'{TYPE}\nETag: "one"', RSS.encode())) as server:
        feed = feed_at(server)
        assert wire.tick()
        assert not wire.tick()  # not due again
    (found,) = examine(Matter("story:1", "member:1", body=html(FERRY)), only={"copied"})
    (source,) = found.facts["sources"]
    assert (source["source"], source["agency"]) == ("https://wire.example/ferry", "Wire")
    feed.refresh_from_db()
    assert (feed.etag, feed.problem) == ('"one"', "")
    assert feed.due_at > clock.now() + timedelta(minutes=20)


@pytest.mark.django_db
def test_only_what_is_new_is_asked_for() -> None:
    with serving(says(TYPE, b"", status="304 Not Modified")) as server:
        feed = feed_at(server, etag='"one"', modified="Sun, 22 Nov 2026 12:00:00 GMT", problem="HTTP 500")
        wire.pull(feed)
        asked = server.requests[0].decode()
    assert 'If-None-Match: "one"' in asked
    assert "If-Modified-Since: Sun, 22 Nov" in asked
    feed.refresh_from_db()
    assert (feed.problem, feed.etag) == ("", '"one"')


@pytest.mark.django_db
def test_an_item_pulled_twice_is_kept_once() -> None:
    with serving(says(TYPE, RSS.encode())) as server:
        feed = feed_at(server)
        wire.pull(feed)
        passages = Passage.objects.count()
        wire.pull(feed)
    assert (Text.objects.count(), Passage.objects.count()) == (1, passages)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (says(TYPE, b"", status="500 Oh"), "HTTP 500"),
        (says("Content-Type: image/png", b"x"), "content type"),
        (says(TYPE, b"<p>no feed</p>"), "neither RSS nor Atom"),
    ],
)
def test_a_feed_that_fails_is_put_off_and_says_why(answer: Any, said: str) -> None:
    with serving(answer) as server:
        feed = feed_at(server)
        wire.pull(feed)
    feed.refresh_from_db()
    assert said in feed.problem
    assert feed.due_at > clock.now() + timedelta(minutes=50)


@pytest.mark.django_db
def test_old_items_leave_the_archive() -> None:
    with serving(says(TYPE, RSS.encode())) as server:
        feed = feed_at(server)
        wire.pull(feed)
        with clock.frozen(clock.now() + wire.KEPT + timedelta(days=1)):
            wire.drop_old(feed)
    assert not Text.objects.exists()
    assert not Passage.objects.exists()


@pytest.mark.django_db
def test_the_owner_adds_and_removes_a_feed(client: Client, owner: Any) -> None:
    client.force_login(owner)
    sent = {"agency": "Agerpres", "url": "https://agency.example/rss", "is_on": "on"}
    assert client.post("/admin/checks/wirefeed/add/", sent).status_code == 302
    feed = WireFeed.objects.get()
    assert feed.due_at <= clock.now()
    wire.keep(feed, feeds.Item("k", "Ferry", "https://agency.example/1", FERRY))
    listed = client.get("/admin/checks/wirefeed/").content.decode()
    assert "Agerpres" in listed
    assert client.get(f"/admin/checks/wirefeed/{feed.pk}/change/").status_code == 200
    assert client.post(f"/admin/checks/wirefeed/{feed.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not Passage.objects.exists()
    assert Event.objects.filter(kind="wire_feed.changed").count() == 2


@pytest.mark.django_db
def test_an_editor_cannot_change_the_list(client: Client, ada: Any) -> None:
    client.force_login(ada)
    assert client.get("/admin/checks/wirefeed/add/").status_code in {302, 403}
