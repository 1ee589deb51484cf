"""The list of notices and what comes by mail."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from commonpress.domain.members.models import Member
from commonpress.engines.lib import clock
from commonpress.interfaces.notices.kinds import KINDS, OPTIONAL
from commonpress.interfaces.notices.models import Notice, Silence


def keep(member: Member, number: int, kind: str = "story.published") -> Notice:
    facts = {"headline": f"Tide <b>{number}</b>", "words": "As it is.", "address": "/2026/11/tide/"}
    return Notice.objects.create(
        member=member, kind=kind, subject="story:1", event=number, facts=facts, at=clock.now()
    )


def test_a_stranger_is_sent_to_the_sign_in(db: None, client: Client) -> None:
    for address in ("/notices/", "/notices/settings/"):
        response = client.get(address)
        assert response.status_code == 302
        assert response["Location"].startswith("/account/sign-in/")


def test_ben_sees_his_notices_and_cleo_sees_none(ben: Member, cleo: Member, client: Client) -> None:
    keep(ben, 1)
    client.force_login(ben)
    response = client.get("/notices/")
    assert "Published: Tide &lt;b&gt;1&lt;/b&gt;" in response.content.decode()
    assert response.headers["Cache-Control"] == "private, no-store"
    client.force_login(cleo)
    assert "Tide" not in client.get("/notices/").content.decode()


def test_what_is_new_is_counted_in_the_corner_until_it_is_marked(ben: Member, client: Client) -> None:
    first, second = keep(ben, 1), keep(ben, 2)
    client.force_login(ben)
    assert client.get("/me/").json()["waiting"] == 2
    client.get("/notices/")
    assert client.get("/me/").json()["waiting"] == 2
    client.post("/notices/read/", {"up_to": first.pk})
    told = client.get("/me/").json()
    assert told["waiting"] == 1
    assert {"label": "Notices", "address": "/notices/", "waiting": 1} in told["links"]
    client.post("/notices/read/", {"up_to": second.pk})
    assert client.get("/me/").json()["waiting"] == 0


@pytest.mark.parametrize("value", ["", "x", "-1", "9" * 30])
def test_a_number_that_is_none_marks_nothing(value: str, ben: Member, client: Client) -> None:
    keep(ben, 1)
    client.force_login(ben)
    assert client.post("/notices/read/", {"up_to": value}).status_code == 302
    assert Notice.objects.filter(read_at__isnull=True).count() == 1


def test_cleo_cannot_mark_bens_notices(ben: Member, cleo: Member, client: Client) -> None:
    notice = keep(ben, 1)
    client.force_login(cleo)
    client.post("/notices/read/", {"up_to": notice.pk})
    assert Notice.objects.filter(read_at__isnull=True).count() == 1


def test_ben_chooses_what_comes_by_mail(ben: Member, client: Client) -> None:
    client.force_login(ben)
    page = client.get("/notices/settings/").content.decode()
    assert page.count("checked") == len(OPTIONAL)
    client.post("/notices/settings/", {"kinds": ["story.published"]})
    assert set(Silence.objects.values_list("kind", flat=True)) == set(OPTIONAL) - {"story.published"}
    client.post("/notices/settings/", {"kinds": OPTIONAL})
    assert not Silence.objects.exists()


def test_a_required_kind_cannot_be_turned_off(ben: Member, client: Client) -> None:
    client.force_login(ben)
    page = client.get("/notices/settings/").content.decode()
    assert str(KINDS["story.declined"].label) in page
    client.post("/notices/settings/", {})
    assert not Silence.objects.filter(kind="story.declined").exists()
    response = client.post("/notices/settings/", {"kinds": ["story.declined"]})
    assert response.status_code == 200
    assert "story.declined is not one of" in response.content.decode()


def test_the_page_is_in_the_members_language(ben: Member, client: Client) -> None:
    Member.objects.filter(pk=ben.pk).update(language="ro")
    keep(ben, 1)
    client.force_login(ben)
    page = client.get("/notices/").content.decode()
    assert '<html lang="ro">' in page
    assert "Publicat: Tide" in page


def test_thirty_notices_cost_no_more_queries_than_one(
    ben: Member, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(40):
        keep(ben, number)
    client.force_login(ben)
    with django_assert_max_num_queries(10):
        assert client.get("/notices/").content.decode().count('class="notice ') == 30
