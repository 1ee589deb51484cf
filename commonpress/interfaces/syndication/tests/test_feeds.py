from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from commonpress.domain.members.models import Member
from commonpress.domain.stories.correct import Wording, correct, mend_typo
from commonpress.domain.stories.models import Section, Story
from commonpress.domain.stories.move import move, rename
from commonpress.domain.stories.write import Credit
from commonpress.engines.media.models import Picture
from commonpress.engines.site import options
from commonpress.interfaces.syndication.tests.readers import ATOM, attributes, body, feed, json_feed, xml

Make = Callable[..., Story]
KINDS = ("rss", "atom", "json")
AT = datetime(2026, 11, 3, 9, 30, tzinfo=UTC)
DC = "{http://purl.org/dc/elements/1.1/}"
MEDIA = "{http://search.yahoo.com/mrss/}"


@pytest.fixture
def rich(make_story: Make, picture: Picture) -> Story:
    """A story with everything a feed can carry."""
    return make_story(
        "Ferry & tug: <b>both</b> back",
        body=(
            '<p>See <a href="/2026/10/before/">before</a>, <a href="#end">the end</a>, '
            '<a href="https://port.example/?a=1&amp;b=2">the port</a> and <a href="mailto:ben@lantern.example">Ben</a>.</p>'
            '<figure><img src="/media/ab/one.jpg" alt="A &quot;tug&quot;"></figure>'
            "<p>https://www.youtube.com/watch?v=abcdefghijk</p>"
        ),
        standfirst="After eleven weeks.",
        language="ro",
        topics=["Ferry", "Harbour works"],
        picture=picture,
        credit=Credit(
            "Agerpres",
            "https://agency.example/1",
            "CC BY 4.0",
            "https://creativecommons.org/licenses/by/4.0/",
        ),
        at=AT,
    )


def everywhere(story: Story) -> list[str]:
    handle = story.bylines.get().member.handle
    topic = story.topics.all()[0].slug
    return ["/feed", f"/section/{story.section.slug}/feed", f"/topic/{topic}/feed", f"/by/{handle}/feed"]


def test_every_feed_carries_the_story_in_every_format(client: Client, rich: Story) -> None:
    for path in everywhere(rich):
        assert [e.title for e in feed(client, f"{path}.rss").entries] == [rich.headline]
        assert [e.title for e in feed(client, f"{path}.atom").entries] == [rich.headline]
        assert [e["title"] for e in json_feed(client, f"{path}.json")["items"]] == [rich.headline]


def test_each_format_has_its_own_type(client: Client, story: Story) -> None:
    types = {kind: client.get(f"/feed.{kind}")["Content-Type"] for kind in KINDS}
    assert types == {
        "rss": "application/rss+xml; charset=utf-8",
        "atom": "application/atom+xml; charset=utf-8",
        "json": "application/feed+json; charset=utf-8",
    }


def test_rss_says_all_that_is_known_of_a_story(client: Client, rich: Story, picture: Picture) -> None:
    channel = xml(client, "/feed.rss")[0]
    link = channel.find(f"{ATOM}link")
    assert link is not None
    assert attributes(link) == {
        "rel": "self",
        "type": "application/rss+xml",
        "href": "https://lantern.example/feed.rss",
    }
    item = channel.find("item")
    assert item is not None
    assert item.findtext("link") == f"https://lantern.example{rich.get_absolute_url()}"
    guid = item.find("guid")
    assert guid is not None
    assert guid.text == f"tag:lantern.example,2026-11-03:story:{rich.pk}"
    assert guid.get("isPermaLink") == "false"
    assert item.findtext("pubDate") == "Tue, 03 Nov 2026 09:30:00 +0000"
    assert [one.text for one in item.findall(f"{DC}creator")] == ["Ben Writes"]
    assert item.findtext(f"{DC}language") == "ro"
    assert [one.text for one in item.findall("category")] == ["Harbour", "Ferry", "Harbour works"]
    enclosure, source, media = item.find("enclosure"), item.find("source"), item.find(f"{MEDIA}content")
    assert enclosure is not None
    assert source is not None
    assert media is not None
    assert attributes(enclosure) == {
        "url": f"https://lantern.example/media/{picture.name}",
        "length": "654321",
        "type": "image/jpeg",
    }
    assert media.findtext(f"{MEDIA}description") == "The ferry at the quay"
    assert (source.text, source.get("url")) == ("Agerpres", "https://agency.example/1")


def test_atom_says_all_that_is_known_of_a_story(client: Client, rich: Story) -> None:
    top = xml(client, "/feed.atom")
    for name in ("id", "title", "updated"):
        assert top.findtext(f"{ATOM}{name}")
    entry = top.find(f"{ATOM}entry")
    assert entry is not None
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "ro"
    assert entry.findtext(f"{ATOM}id") == f"tag:lantern.example,2026-11-03:story:{rich.pk}"
    assert entry.findtext(f"{ATOM}published") == "2026-11-03T09:30:00Z"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Ben Writes"
    links = {link.get("rel"): link.get("href") for link in entry.findall(f"{ATOM}link")}
    assert set(links) == {"alternate", "enclosure", "via"}
    content = entry.find(f"{ATOM}content")
    assert content is not None
    assert content.get("type") == "html"


def test_json_feed_says_all_that_is_known_of_a_story(client: Client, rich: Story) -> None:
    item = json_feed(client, "/feed.json")["items"][0]
    assert item["language"] == "ro"
    assert item["authors"] == [{"name": "Ben Writes", "url": "https://lantern.example/by/ben/"}]
    assert item["date_published"] == "2026-11-03T09:30:00Z"
    assert item["attachments"][0]["size_in_bytes"] == 654_321
    assert "external_url" not in item


def test_the_enclosure_is_the_widest_copy_that_is_not_too_wide_with_its_own_length(
    client: Client, rich: Story, picture: Picture
) -> None:
    stem = picture.name.removesuffix(".jpg")
    copy = {"format": "jpeg", "height": 1, "bytes": 1}
    picture.renditions = [
        {**copy, "width": 960, "name": f"{stem}-960.jpg"},
        {**copy, "width": 1600, "height": 1067, "name": f"{stem}-1600.jpg", "bytes": 222_222},
        {**copy, "width": 1600, "name": f"{stem}-1600.avif", "format": "avif"},
        {**copy, "width": 1200, "name": f"{stem}-social.jpg", "crop": "social"},
    ]
    picture.save(update_fields=["renditions"])
    found = feed(client, "/feed.rss").entries[0].enclosures[0]
    assert (found.href, found.length) == (f"https://lantern.example/media/{stem}-1600.jpg", "222222")


def test_no_address_in_a_text_is_relative_and_embeds_are_links(client: Client, rich: Story) -> None:
    html = json_feed(client, "/feed.json")["items"][0]["content_html"]
    where = f"https://lantern.example{rich.get_absolute_url()}"
    assert 'href="https://lantern.example/2026/10/before/"' in html
    assert f'href="{where}#end"' in html
    assert 'href="https://port.example/?a=1&amp;b=2"' in html
    assert 'href="mailto:ben@lantern.example"' in html
    assert 'src="https://lantern.example/media/ab/one.jpg"' in html
    assert "data-embed" not in html
    assert 'href="/' not in html
    assert 'src="/' not in html
    assert "Agerpres" in html
    assert feed(client, "/feed.rss").entries[0].content[0].value == html
    assert feed(client, "/feed.atom").entries[0].content[0].value == html


def test_the_original_is_the_external_address_when_it_is_the_canonical_one(
    client: Client, make_story: Make
) -> None:
    make_story(credit=Credit("Agerpres", "https://agency.example/1", is_canonical=True))
    assert json_feed(client, "/feed.json")["items"][0]["external_url"] == "https://agency.example/1"


@pytest.mark.parametrize("kind", KINDS)
def test_moving_and_renaming_keep_the_id_and_a_correction_changes_updated_alone(
    client: Client, ada: Member, make_story: Make, kind: str
) -> None:
    def facts() -> tuple[str, str, str]:
        if kind == "json":
            item = json_feed(client, "/feed.json")["items"][0]
            return item["id"], item["date_published"], item["date_modified"]
        entry = feed(client, f"/feed.{kind}").entries[0]
        return entry.id, entry.published, entry.updated

    story = make_story(at=AT)
    first = facts()
    move(story, Section.objects.create(slug="other", name="Other"), by=ada)
    rename(story, "another-slug", by=ada)
    mend_typo(story, Wording("The ferry is back", "", "<p>The ferry came back at noon!</p>"), by=ada)
    assert facts() == first
    correct(
        story, Wording("The tug is back", "", "<p>No.</p>"), note="A tug.", by=ada, at=AT + timedelta(days=1)
    )
    assert facts()[:2] == first[:2]
    assert facts()[2] != first[2]


def test_a_corrected_story_says_so_above_its_text(client: Client, ada: Member, story: Story) -> None:
    correct(story, Wording(story.headline, "", "<p>At one.</p>"), note="It was <one>.", by=ada)
    html = json_feed(client, "/feed.json")["items"][0]["content_html"]
    assert html.index("It was &lt;one&gt;.") < html.index("At one.")
    assert f'href="https://lantern.example{story.get_absolute_url()}changes/2/"' in html


def test_the_corrections_feed_has_one_entry_for_each_correction(
    client: Client, ada: Member, story: Story
) -> None:
    for note in ("At one.", "At two."):
        correct(story, Wording(story.headline, "", f"<p>{note}</p>"), note=note, by=ada)
    notes = [entry.summary for entry in feed(client, "/corrections/feed.rss").entries]
    assert notes == ["At two.", "At one."]
    ids = {entry.id for entry in feed(client, "/corrections/feed.atom").entries}
    assert ids == {item["id"] for item in json_feed(client, "/corrections/feed.json")["items"]}
    assert len(ids) == 2


def test_a_section_carries_what_is_within_it_and_not_its_neighbours(
    client: Client, make_story: Make, section: Section
) -> None:
    within = Section.objects.create(slug="ferries", name="Ferries", parent=section)
    make_story("Within", section=within)
    make_story("Beside", section=Section.objects.create(slug="sport", name="Sport"))
    assert [e.title for e in feed(client, "/section/harbour/feed.rss").entries] == ["Within"]


def test_paid_copy_is_in_no_feed(client: Client, make_story: Make) -> None:
    story = make_story("Paid for", kind=Story.Kind.SPONSORED, topics=["Ferry"])
    for path in everywhere(story):
        for kind in KINDS:
            assert b"Paid for" not in body(client, f"{path}.{kind}")


def test_no_feed_tells_of_a_story_that_is_not_public(
    client: Client, ada: Member, make_story: Make, unseen: list[Story]
) -> None:
    everyday = make_story("Seen", topics=["Ferry"])
    for path in [*everywhere(everyday), "/corrections/feed"]:
        for kind in KINDS:
            assert all(story.headline.encode() not in body(client, f"{path}.{kind}") for story in unseen)


def test_a_correction_of_a_withdrawn_story_leaves_the_corrections_feed(
    client: Client, ada: Member, story: Story
) -> None:
    from commonpress.domain.stories.withdraw import withdraw

    correct(story, Wording(story.headline, "", "<p>x</p>"), note="Canary note", by=ada)
    assert b"Canary note" in body(client, "/corrections/feed.json")
    withdraw(story, reason="It was wrong", by=ada)
    assert b"Canary note" not in body(client, "/corrections/feed.json")


@pytest.mark.parametrize("kind", KINDS)
def test_unknown_feeds_are_not_found(client: Client, dan: Member, kind: str) -> None:
    dan.is_active = False
    dan.save(update_fields=["is_active"])
    for path in ("/section/none/feed", "/topic/none/feed", "/by/none/feed", "/by/dan/feed", "/about/feed"):
        assert client.get(f"{path}.{kind}").status_code == 404
    assert client.get("/feed.xml").status_code == 404


@pytest.mark.parametrize("path", ["/feed", "/corrections/feed", "/section/harbour/feed"])
def test_an_empty_feed_is_a_feed(client: Client, section: Section, path: str) -> None:
    assert feed(client, f"{path}.rss").entries == []
    assert feed(client, f"{path}.atom").feed.updated == "1970-01-01T00:00:00Z"
    assert json_feed(client, f"{path}.json")["items"] == []


def test_a_feed_holds_the_newest_thirty(client: Client, make_story: Make) -> None:
    for number in range(31):
        make_story(f"Story {number}", at=AT + timedelta(minutes=number))
    titles = [entry.title for entry in feed(client, "/feed.rss").entries]
    assert titles == [f"Story {number}" for number in range(30, 0, -1)]


@pytest.mark.parametrize("kind", KINDS)
def test_a_feed_takes_the_same_number_of_queries_however_long_it_is(
    client: Client, rich: Story, make_story: Make, ada: Member, django_assert_num_queries: Any, kind: str
) -> None:
    paths = [f"{path}.{kind}" for path in [*everywhere(rich), "/corrections/feed"]]
    for number in range(5):
        story = make_story(f"Story {number}", topics=["Ferry", f"Topic {number}"])
        correct(story, Wording(story.headline, "", "<p>x</p>"), note="x", by=ada)
    # Options, newest event, stories, bylines, topics, corrections; a section, topic or author costs its own.
    for path, number in zip(paths, [6, 8, 7, 7, 3], strict=True):
        with django_assert_num_queries(number):
            client.get(path)


def test_the_paper_speaks_its_own_language_in_feeds(client: Client, make_story: Make) -> None:
    make_story(topics=["Ferry"])
    options.change({"language": "ro", "name": "Felinarul"})
    with translation.override("en"):
        found = feed(client, "/section/harbour/feed.rss").feed
    assert (found.title, found.language) == ("Felinarul: Port", "ro")


def test_the_copy_of_a_hostile_title_stays_text(client: Client, make_story: Make) -> None:
    title = '</title><script>alert("x")</script>]]>&amp;'
    make_story(title, body="<p>]]&gt; ]]></p>", standfirst=title)
    item = xml(client, "/feed.rss")[0].find("item")
    assert item is not None
    assert item.findtext("title") == title
    assert [one.tag for one in item].count("title") == 1
    assert json_feed(client, "/feed.json")["items"][0]["title"] == title
