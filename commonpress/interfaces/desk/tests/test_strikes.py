import csv
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Story
from commonpress.engines.lib import clock
from commonpress.engines.readership import totals
from commonpress.engines.readership.models import Sighting, Strike
from commonpress.engines.site import options

Make = Callable[..., Story]
NOW = datetime(2026, 6, 15, 12, 20, tzinfo=UTC)
HOUR = timedelta(hours=1)
NETWORK = "abcdef0123456789"
AT = "/desk/figures/strikes/"


@pytest.fixture(autouse=True)
def at_noon(db: None) -> Iterator[None]:
    with clock.frozen(NOW):
        yield


@pytest.fixture
def flooded(make_story: Make) -> Story:
    """A story with 100 views of the hour that is over, 40 of them from one network."""
    story = make_story("Flooded")
    at = NOW - HOUR
    totals.add(story.subject, 100, at=at)
    Sighting.objects.bulk_create(
        Sighting(
            subject=story.subject,
            kind="seen",
            hour=at.replace(minute=0),
            agent="other",
            referrer="",
            reader=f"{number:032x}",
            network=NETWORK if number < 40 else f"{number:016x}",
            at=at,
        )
        for number in range(100)
    )
    return story


@pytest.fixture
def desk(ada: Member, client: Client) -> Client:
    client.force_login(ada)
    return client


def words(do: str, **more: str) -> dict[str, str]:
    return {
        "start": "2026-06-15T11:00",
        "end": "2026-06-15T12:00",
        "agent": "",
        "network": "",
        "story": "",
        "reason": "A flood",
        "do": do,
    } | more


def seen(story: Story) -> int:
    return totals.seen([story.subject]).get(story.subject, 0)


def send(desk: Client, do: str, **more: str) -> Any:
    return desk.post(AT, words(do, **more))


def test_the_form_begins_with_the_hour_that_is_over(desk: Client) -> None:
    page = desk.get(AT).content.decode()
    assert 'value="2026-06-15T11:00"' in page
    assert 'value="2026-06-15T12:00"' in page
    assert "Nothing was struck out yet." in page


def test_networks_are_listed_by_what_they_saw_under_a_short_name(flooded: Story, desk: Client) -> None:
    page = desk.get(AT).content.decode()
    assert "abcdef: 40 views, 40% of all, stories: 1" in page


def test_a_preview_says_how_many_and_changes_nothing(flooded: Story, desk: Client) -> None:
    response = send(desk, "preview")
    assert response.context["would_take"] == 100
    assert "This would take 100 views." in response.content.decode()
    assert seen(flooded) == 100
    assert not Strike.objects.exists()
    assert send(desk, "preview", network=NETWORK).context["would_take"] == 40


def test_ada_strikes_out_what_she_was_shown(flooded: Story, desk: Client, ada: Member) -> None:
    response = send(
        desk, "strike", network=NETWORK, story=f"https://paper.example{flooded.get_absolute_url()}"
    )
    assert (response.status_code, response.headers["Location"]) == (302, AT)
    assert seen(flooded) == 60
    made = Strike.objects.get()
    assert (made.taken, made.by, made.reason) == (40, ada.subject, "A flood")
    assert (made.network, made.subject) == (NETWORK, flooded.subject)
    page = desk.get(AT).content.decode()
    assert "40 views were struck out." in page
    assert "Struck out by Ada Edits" in page
    assert "A flood" in page


def test_what_was_struck_out_can_be_put_back_once(flooded: Story, desk: Client) -> None:
    send(desk, "strike")
    made = Strike.objects.get()
    undo = f"{AT}{made.pk}/undo/"
    assert undo in desk.get(AT).content.decode()
    assert desk.post(undo, follow=True).status_code == 200
    assert seen(flooded) == 100
    assert "had been put back already" in desk.post(undo, follow=True).content.decode()
    assert seen(flooded) == 100
    page = desk.get(AT).content.decode()
    assert undo not in page
    assert "Put back by Ada Edits" in page


def test_a_form_sent_twice_takes_once(flooded: Story, desk: Client) -> None:
    send(desk, "strike")
    again = send(desk, "strike")
    assert again.status_code == 200
    assert 'role="alert"' in again.content.decode()
    assert Strike.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": ""},
        {"reason": "   "},
        {"start": "2026-06-15T11:30"},
        {"start": "2026-06-15T13:00"},
        {"start": "soon"},
        {"agent": "netscape"},
        {"network": "0000000000000000"},
        {"story": "/2020/01/nowhere/"},
        {"story": "nonsense"},
    ],
)
def test_what_cannot_be_struck_out_is_refused_in_words(
    wrong: dict[str, str], flooded: Story, desk: Client
) -> None:
    response = send(desk, "strike", **wrong)
    assert response.status_code == 200
    assert response.context["form"].errors
    assert response.context["would_take"] is None
    assert seen(flooded) == 100


def test_hours_are_the_papers(flooded: Story, desk: Client) -> None:
    options.change({"zone": "Europe/Bucharest"})
    more = {"start": "2026-06-15T14:00", "end": "2026-06-15T15:00"}
    assert send(desk, "preview", **more).context["would_take"] == 100
    assert send(desk, "preview").context["would_take"] == 0


def test_the_record_is_a_file(flooded: Story, desk: Client) -> None:
    send(desk, "strike", reason="=SUM(A1)", story=flooded.get_absolute_url())
    told = list(csv.reader(StringIO(desk.get(f"{AT}?format=csv").content.decode())))
    assert told[1][1:4] == ["Ada Edits", "'=SUM(A1)", "2026-06-15T11:00+00:00"]
    assert told[1][7:] == [flooded.get_absolute_url(), "100", "", ""]


def test_a_storys_page_leads_here_with_its_address(flooded: Story, desk: Client) -> None:
    page = desk.get(f"{AT}?story={flooded.get_absolute_url()}").content.decode()
    assert f'value="{flooded.get_absolute_url()}"' in page


def test_ben_may_strike_out_nothing_and_put_back_nothing(flooded: Story, ben: Member, client: Client) -> None:
    made = Strike.objects.create(start=NOW, end=NOW, reason="x", at=NOW)
    client.force_login(ben)
    assert client.post(AT, words("strike")).status_code == 403
    assert client.post(f"{AT}{made.pk}/undo/").status_code == 403
    assert seen(flooded) == 100
    assert not Strike.objects.exclude(undone_at=None).exists()


def test_a_strike_needs_a_form_of_ours(flooded: Story, ada: Member) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ada)
    assert client.post(AT, words("strike")).status_code == 403
    assert client.get(f"{AT}1/undo/").status_code == 405
    assert seen(flooded) == 100


def test_the_screen_costs_the_same_however_long_the_record(
    flooded: Story, desk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(5):
        Strike.objects.create(
            start=NOW, end=NOW, reason=f"x{number}", at=NOW, by="member:1", subject=flooded.subject
        )
    with django_assert_max_num_queries(10):
        desk.get(AT)
