"""Every page a reader opens: what it shows, what it costs, what it refuses."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from commonpress.domain.conversation.models import Comment
from commonpress.domain.conversation.post import post
from commonpress.domain.members.models import Member
from commonpress.domain.sponsors.models import Campaign, Creative, Placement, Sponsor
from commonpress.domain.stories.correct import Wording, correct
from commonpress.domain.stories.models import Lead, ReadMore, Section, Story
from commonpress.domain.stories.move import rename
from commonpress.domain.stories.withdraw import withdraw
from commonpress.domain.stories.write import Credit
from commonpress.engines.edge import keys
from commonpress.engines.lib import clock
from commonpress.engines.readership import totals
from commonpress.engines.site import options, redirects
from commonpress.engines.site.models import MenuItem, Page

Make = Callable[..., Story]
Index = Callable[[], int]


@pytest.fixture
def furnished(make_story: Make, ada: Member) -> Story:
    """A story with everything on it that a story page can show."""
    for number, water in enumerate(("calm", "green", "low", "frozen", "salty", "loud")):
        body = (
            f"<p>Reeds stood {water} by the lagoon; {number + 3} boats and the {water} ferry kept away.</p>"
        )
        make_story(f"The lagoon in week {number}", body=body, topics=["Lagoon"])
    story = make_story(
        "The ferry crosses the lagoon",
        body="<h2>Ferry</h2><p>The ferry and the lagoon.</p>",
        standfirst="At last.",
        topics=["Ferry", "Lagoon"],
        credit=Credit("Euxine Press Service", "https://eps.example/1", "CC BY 4.0", "https://cc.example/by"),
    )
    correct(story, Wording(story.headline, "At long last.", story.body), note="It was long.", by=ada)
    for _ in range(3):
        post(story, "Well said.", member=ada, state=Comment.State.VISIBLE)
    totals.carry_over(story.subject, 3417)
    MenuItem.objects.create(label="About", address="/about/")
    place_everywhere()
    return story


def place_everywhere() -> None:
    now = clock.now()
    sponsor = Sponsor.objects.create(name="Ropes", address="https://ropes.example/")
    campaign = Campaign.objects.create(
        sponsor=sponsor, name="c", starts_at=now - timedelta(days=1), ends_at=now + timedelta(days=1)
    )
    for slot in Placement.Slot.values:
        creative = Creative.objects.create(
            campaign=campaign, headline=f"Rope {slot}", address="https://ropes.example/"
        )
        Placement.objects.create(creative=creative, slot=slot)


def test_a_story_page_costs_at_most_twelve_queries(
    furnished: Story, indexed: Index, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    indexed()
    with django_assert_max_num_queries(12):
        response = client.get(furnished.get_absolute_url())
    assert response.status_code == 200


def test_what_stands_on_a_story_page_stands_in_its_order(
    furnished: Story, indexed: Index, client: Client
) -> None:
    indexed()
    page = client.get(furnished.get_absolute_url()).content.decode()
    marks = [
        "It was long.",
        ">The ferry crosses the lagoon<",
        "At long last.",
        "Ben Writes",
        "<h2>Ferry</h2>",
        "Euxine Press Service",
        'data-slot="after-story"',
        'type="search"',
        'data-slot="after-search"',
        'data-slot="after-read-more"',
    ]
    main = page[page.index("<main") :]
    places = [main.index(mark) for mark in marks]
    assert places == sorted(places)
    assert "3.4K" in main
    assert "The lagoon in week" in main
    assert f"{furnished.get_absolute_url()}changes/2/" in main


def test_a_slot_with_nothing_to_show_takes_no_room(story: Story, client: Client) -> None:
    assert "data-slot" not in client.get(story.get_absolute_url()).content.decode()


def test_every_slot_carries_the_label(furnished: Story, client: Client) -> None:
    page = client.get(furnished.get_absolute_url()).content.decode()
    slots = re.findall(r"<aside[^>]*data-slot=.*?</aside>", page, re.S)
    assert len(slots) == 3
    assert all("Sponsor" in slot and 'rel="sponsored noopener"' in slot for slot in slots)


def test_the_front_page_costs_the_same_with_seven_sections_and_with_thirty(
    make_story: Make, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    def grow(first: int, last: int) -> None:
        for number in range(first, last):
            section = Section.objects.create(slug=f"s{number}", name=f"Section {number}", position=number)
            for n in range(3):
                make_story(f"Story {number} {n}", section=section)

    grow(0, 7)
    with django_assert_max_num_queries(14) as few:
        client.get("/")
    grow(7, 30)
    with django_assert_max_num_queries(14) as many:
        client.get("/")
    assert len(few) == len(many)


def test_two_corrections_on_the_front_page_cost_one_query(
    make_story: Make, ada: Member, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for story in (make_story("The ferry sails"), make_story("The lens is back")):
        correct(story, Wording(story.headline, "", "<p>It was one.</p>"), note="It was one.", by=ada)
    client.get("/")
    with django_assert_max_num_queries(14) as asked:
        page = client.get("/").content.decode()
    assert page.count("/changes/2/") == 2
    assert sum("stories_correction" in query["sql"] for query in asked) == 1
    assert not any('FROM "stories_revision"' in query["sql"] for query in asked)


def test_no_story_stands_twice_on_the_front_page(make_story: Make, client: Client) -> None:
    stories = [make_story(f"Story number {number}") for number in range(20)]
    Lead.objects.create(story=stories[3], position=1)
    Lead.objects.create(story=stories[7], position=2)
    page = client.get("/").content.decode()
    found = re.findall(r'href="(/\d{4}/\d\d/[\w-]+/)"', page)
    headlines = [
        re.sub(r"<[^>]+>", "", h).strip() for h in re.findall(r"<h[23][^>]*>(.*?)</h[23]>", page, re.S)
    ]
    told = [h for h in headlines if h.startswith("Story number")]
    assert told[0] == "Story number 3"
    assert len(told) == len(set(told))
    assert found


def test_page_two_neither_repeats_nor_skips_while_stories_appear(make_story: Make, client: Client) -> None:
    options.change({"stories_on_a_list": 5})
    old = [make_story(f"Old {n}", at=clock.now() - timedelta(hours=n + 1)) for n in range(12)]
    seen: list[str] = []
    url: str | None = "/section/harbour/"
    while url:
        page = client.get(url)
        seen += [card.headline for card in page.context["cards"]]
        url = page.context["next_url"]
        make_story("Breaking")
    assert [h for h in seen if h != "Breaking"] == [story.headline for story in old]
    assert seen.count("Breaking") == 0


@pytest.mark.parametrize(
    "cursor", ["x", "1", "-", "ffffffffffffffffffff-1", "1-zz", "1-ffffffffffffffffffff", "%00-1"]
)
def test_a_bad_cursor_is_not_found(section: Section, client: Client, cursor: str) -> None:
    assert client.get(f"/section/harbour/?before={cursor}").status_code == 404


def test_a_withdrawn_story_is_gone_with_its_reason(story: Story, ada: Member, client: Client) -> None:
    url = story.get_absolute_url()
    withdraw(story, reason="The boat was another boat.", by=ada)
    response = client.get(url)
    assert response.status_code == 410
    assert "The boat was another boat." in response.content.decode()
    assert response["Cache-Control"] == "no-store"


def test_a_draft_has_no_page_and_leaks_nowhere(make_story: Make, indexed: Index, client: Client) -> None:
    make_story("Zanzibarquux", published=False, topics=["Zanzibarquux topic"])
    make_story("Open")
    indexed()
    for url in ("/", "/section/harbour/", "/by/ben/", "/search/?q=zanzibarquux", "/2026/"):
        page = client.get(url).content.decode().replace('value="zanzibarquux"', "")
        assert "Zanzibarquux" not in page, url


def test_an_old_address_leads_on_for_good(story: Story, ada: Member, client: Client) -> None:
    old = story.get_absolute_url()
    rename(story, "another-name", by=ada)
    response = client.get(old)
    assert (response.status_code, response["Location"]) == (301, story.get_absolute_url())


@pytest.mark.parametrize("old", ["/?p=17", "/?page_id=17"])
def test_an_old_numbered_address_leads_on(story: Story, client: Client, old: str) -> None:
    redirects.lead("/?p=17", story.get_absolute_url())
    assert client.get(old)["Location"] == story.get_absolute_url()
    assert client.get("/?p=18").status_code == client.get("/?p=x").status_code == 200


def test_a_missing_page_is_in_the_papers_dress(db: None, client: Client) -> None:
    response = client.get("/nothing/here/")
    assert response.status_code == 404
    assert "<main" in response.content.decode()


def test_a_missing_slash_is_added(story: Story, client: Client) -> None:
    assert client.get(story.get_absolute_url().rstrip("/"))["Location"] == story.get_absolute_url()


def test_a_story_in_another_language_says_so(make_story: Make, client: Client) -> None:
    story = make_story("Feribotul s-a întors", language="ro")
    page = client.get(story.get_absolute_url()).content.decode()
    assert '<html lang="en"' in page
    assert re.search(r'<article[^>]*lang="ro"', page)


def test_the_interface_is_romanian_by_one_setting(furnished: Story, client: Client) -> None:
    options.change({"language": "ro"})
    page = client.get(furnished.get_absolute_url()).content.decode()
    assert '<html lang="ro"' in page
    assert "3,4 mii" in page
    assert ">Port<" in page


def test_read_more_follows_the_editors_word(
    furnished: Story, indexed: Index, client: Client, make_story: Make
) -> None:
    pinned, forbidden = make_story("Nothing alike"), Story.objects.get(headline="The lagoon in week 3")
    indexed()
    ReadMore.objects.create(story=furnished, other=pinned, verdict="pin")
    ReadMore.objects.create(story=furnished, other=forbidden, verdict="forbid")
    shown = [card.headline for card in client.get(furnished.get_absolute_url()).context["read_more"]]
    assert shown[0] == "Nothing alike"
    assert forbidden.headline not in shown
    assert furnished.headline not in shown


def test_read_more_shows_no_paid_story(
    furnished: Story, indexed: Index, client: Client, make_story: Make
) -> None:
    make_story(
        "The ferry crosses the lagoon in style", body="<p>The ferry and the lagoon.</p>", kind="sponsored"
    )
    indexed()
    shown = client.get(furnished.get_absolute_url()).context["read_more"]
    assert shown
    assert not any(card.is_sponsored for card in shown)


def test_the_change_behind_a_correction_is_open(furnished: Story, client: Client) -> None:
    page = client.get(f"{furnished.get_absolute_url()}changes/2/").content.decode()
    assert "<ins>long" in page
    assert client.get(f"{furnished.get_absolute_url()}changes/1/").status_code == 404


def test_the_corrections_log_pages_by_cursor(furnished: Story, client: Client) -> None:
    response = client.get("/corrections/")
    assert "It was long." in response.content.decode()
    assert client.get("/corrections/?before=0").status_code == 200
    assert client.get("/corrections/?before=x").status_code == 404


def test_every_page_of_a_months_list_has_an_address_of_its_own() -> None:
    assert keys.key_of("/2025/05/", "before=5f-1&x=1") == "/2025/05/?before=5f-1"


def test_the_archive_counts_by_month_of_the_papers_zone(make_story: Make, client: Client) -> None:
    options.change({"zone": "Europe/Bucharest"})
    make_story("Late", at=datetime(2025, 4, 30, 22, 0, tzinfo=UTC))  # the first of May in the town
    months = client.get("/2025/").context["months"]
    assert [(month["date"].month, month["count"]) for month in months] == [(5, 1)]
    assert [card.headline for card in client.get("/2025/05/").context["cards"]] == ["Late"]
    assert client.get("/2025/04/").status_code == 404


def test_the_archive_leads_to_every_year_that_has_stories(make_story: Make, client: Client) -> None:
    options.change({"zone": "Europe/Bucharest"})
    make_story("Old", at=datetime(2019, 6, 1, tzinfo=UTC))
    make_story("Midnight", at=datetime(2022, 12, 31, 22, 30, tzinfo=UTC))  # the year is new in the town
    make_story("December", at=datetime(2023, 12, 31, 12, 0, tzinfo=UTC))
    shown = client.get("/2023/").context
    assert [year["year"] for year in shown["years"]] == [2019, 2023]
    assert [(month["date"].month, month["count"]) for month in shown["months"]] == [(1, 1), (12, 1)]
    assert client.get("/2022/").status_code == 404


def test_a_static_page_is_shown_in_the_papers_language(db: None, client: Client) -> None:
    Page.objects.create(slug="about", language="en", title="About us", body="<p>We.</p>")
    Page.objects.create(slug="about", language="ro", title="Despre noi", body="<p>Noi.</p>")
    assert "About us" in client.get("/about/").content.decode()
    options.change({"language": "ro"})
    assert "Despre noi" in client.get("/about/").content.decode()


def test_a_page_is_the_same_for_everyone_and_can_be_validated(
    furnished: Story, ada: Member, client: Client
) -> None:
    url = furnished.get_absolute_url()
    stranger = client.get(url)
    client.force_login(ada)
    member = client.get(url, headers={"accept-language": "ro"})
    assert stranger.content == member.content
    assert not member.cookies
    assert "Vary" not in stranger or "Cookie" not in stranger["Vary"]
    assert client.get(url, headers={"if-none-match": stranger["ETag"]}).status_code == 304
    assert furnished.subject in stranger["Cache-Tag"]


def test_a_public_page_is_only_read(story: Story, client: Client) -> None:
    assert client.post(story.get_absolute_url()).status_code == 405


def test_structured_data_cannot_be_broken_out_of(make_story: Make, client: Client) -> None:
    story = make_story("</script><script>alert(1)</script>")
    page = client.get(story.get_absolute_url()).content.decode()
    assert "<script>alert(1)" not in page


def test_the_500_page_needs_no_database(client: Client) -> None:
    from django.test import RequestFactory

    from commonpress.interfaces.front.views.errors import server_error

    response = server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "<main" in response.content.decode()
