"""Feeds and sitemaps stay well formed whatever stands in the database, also what no verb would let in."""

import json
from collections.abc import Callable
from pathlib import Path

from django.test import Client
from lxml import etree

from commonpress.domain.stories.models import Story, Topic
from commonpress.engines.site import options
from commonpress.interfaces.syndication.tests.readers import STRICT, body, json_feed
from commonpress.interfaces.syndication.xml import add, add_markup, document, legal, root

CONTROLS = "".join(map(chr, range(1, 32))) + "\x7f\x85\ufffe\uffff"


def naughty(shared_data: Path) -> list[str]:
    found = json.loads((shared_data / "naughty-strings.json").read_text())
    return [string.replace("\0", "") for string in found] + [CONTROLS, f"a{CONTROLS}b]]>c", "]]>", "\x0c"]


def test_every_feed_and_sitemap_survives_naughty_strings(
    client: Client, shared_data: Path, make_story: Callable[..., Story]
) -> None:
    strings = naughty(shared_data)
    per_story = -(-len(strings) // 30)
    for number in range(30):
        some = strings[number * per_story : (number + 1) * per_story]
        story = make_story(f"Story {number}", topics=[f"Topic {number}"])
        text = " ".join(some)
        Story.objects.filter(pk=story.pk).update(
            headline=text[:300],
            standfirst=text[:1000],
            excerpt=text[:400],
            body=f"<p>{text}</p>",
            caption=text[:500],
        )
        Topic.objects.filter(slug=f"topic-{number}").update(name=text[:80])
    options.change({"name": CONTROLS + "]]>&<", "tagline": "".join(strings)[:500]})
    for path in (
        "/feed.rss",
        "/feed.atom",
        "/section/harbour/feed.rss",
        "/sitemap-news.xml",
        "/opensearch.xml",
    ):
        etree.fromstring(body(client, path), STRICT)
    assert len(json_feed(client, "/feed.json")["items"]) == 30


def test_nothing_that_xml_forbids_comes_out() -> None:
    everything = "".join(map(chr, range(0x11000)))
    top = root("a", b=everything)
    add(top, "c", everything, d=everything)
    add_markup(top, "e", everything + "]]>")
    again = etree.fromstring(document(top), STRICT)
    allowed = legal(everything)
    assert again[0].text == allowed
    assert "\x00" not in allowed
    assert "\ud800" not in allowed
    assert {"\t", "\n", "\r", "ș", "\ue000", "\ufffd", "\U00010000"} <= set(allowed)
