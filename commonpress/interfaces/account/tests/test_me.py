"""The private request behind public pages."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from commonpress.domain.members import corner
from commonpress.domain.members.corner import Link
from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Story
from commonpress.engines.site.models import MenuItem

Make = Callable[..., Story]


def test_a_stranger_gets_nothing_and_keeps_nothing(db: None, client: Client) -> None:
    response = client.get("/me/")
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["Cache-Control"] == "private, no-store"
    assert not response.cookies


def test_a_hint_that_outlived_its_session_is_taken(db: None, client: Client) -> None:
    client.cookies["member"] = "1"
    assert client.get("/me/").cookies["member"]["max-age"] == 0


def test_ben_gets_his_name_and_his_places(ben: Member, client: Client) -> None:
    client.force_login(ben)
    response = client.get("/me/")
    told = response.json()
    assert (told["name"], told["handle"], told["edit"]) == ("Ben Writes", "ben", None)
    addresses = {link["address"] for link in told["links"]}
    assert {"/studio/figures/", "/notices/"} <= addresses
    assert not {"/desk/", "/admin/"} & addresses
    assert told["sign_out"] == "/account/sign-out/"
    assert response.headers["Cache-Control"] == "private, no-store"


def test_an_editor_gets_the_desk_and_an_owner_the_administration(
    ada: Member, owner: Member, client: Client
) -> None:
    client.force_login(ada)
    addresses = {link["address"] for link in client.get("/me/").json()["links"]}
    assert "/desk/" in addresses
    assert "/admin/" not in addresses
    client.force_login(owner)
    assert "/admin/" in [link["address"] for link in client.get("/me/").json()["links"]]


def test_only_who_can_change_a_story_is_led_to_it(
    story: Story, owner: Member, ben: Member, ada: Member, cleo: Member, client: Client
) -> None:
    at = story.get_absolute_url()
    client.force_login(cleo)
    assert client.get("/me/", {"at": at}).json()["edit"] is None
    for member in (ben, ada, owner):
        client.force_login(member)
        edit = client.get("/me/", {"at": at}).json()["edit"]
        assert edit == f"/studio/{story.pk}/correct/"
        assert client.get(edit).status_code == 200
    for other in ("/", "/2020/01/nothing/", "//evil.example/2020/01/a/", ""):
        assert client.get("/me/", {"at": other}).json()["edit"] is None


def test_the_token_signs_out(ben: Member) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ben)
    token = client.get("/me/").json()["token"]
    assert client.post("/account/sign-out/").status_code == 403
    assert client.post("/account/sign-out/", {"csrfmiddlewaretoken": token}).status_code == 302
    assert client.get("/me/").status_code == 204


def test_it_only_answers(ben: Member, client: Client) -> None:
    client.force_login(ben)
    assert client.post("/me/").status_code == 405


@pytest.mark.parametrize(("who", "most"), [("ben", 5), ("owner", 7)])
def test_it_costs_little(
    who: str,
    most: int,
    story: Story,
    client: Client,
    request: pytest.FixtureRequest,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client.force_login(request.getfixturevalue(who))
    with django_assert_max_num_queries(most):
        client.get("/me/", {"at": story.get_absolute_url()})


def test_a_room_adds_its_links_with_what_waits_there(
    ben: Member, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corner, "_rooms", {})
    corner.add("second", 20, lambda _: [Link("Second", "/second/")])
    corner.add("first", 10, lambda member: [Link("First", f"/first/{member.handle}/", 3)])
    client.force_login(ben)
    told = client.get("/me/").json()
    assert [link["label"] for link in told["links"]][-2:] == ["First", "Second"]
    assert told["links"][-2] == {"label": "First", "address": "/first/ben/", "waiting": 3}
    assert told["waiting"] == 3


def test_private_pages_end_with_the_owners_menu_too(ben: Member, client: Client) -> None:
    MenuItem.objects.create(label="About us", address="/about/")
    client.force_login(ben)
    assert '<a href="/about/">About us</a>' in client.get("/account/").content.decode()


def test_who_has_the_forms_cookie_is_not_sent_it_again(ben: Member, client: Client) -> None:
    """Else an answer that comes late, after somebody signed in anew, would put the old cookie back."""
    client.force_login(ben)
    first = client.get("/me/")
    assert "csrf" in first.cookies
    second = client.get("/me/")
    assert not second.cookies
    assert second.json()["token"] != first.json()["token"]  # masked anew, and good for the same cookie
