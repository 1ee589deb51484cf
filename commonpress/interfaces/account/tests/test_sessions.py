"""Where one is signed in: seen in plain words, ended one by one or all at once."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import DatabaseError
from django.test import Client

from commonpress.domain.members.models import Member
from commonpress.domain.members.role import give_role
from commonpress.engines.lib import clock
from commonpress.interfaces.account import sessions
from commonpress.interfaces.account.device import device
from commonpress.interfaces.account.models import SignedIn
from commonpress.interfaces.account.tests.conftest import PASSWORD

PHONE = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36"
MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML) Version/18.0 Safari/605.1.15"


def come(member: Member, agent: str) -> Client:
    client = Client(headers={"user-agent": agent})
    client.post("/account/sign-in/", {"login": member.email, "password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    return client.get("/me/").status_code == 200


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (PHONE, ("Firefox", "Android")),
        (DESK, ("Chrome", "Windows")),
        (MAC, ("Safari", "Mac")),
        (DESK + " Edg/141.0", ("Edge", "Windows")),
        ("curl/8", ("", "")),
        ("", ("", "")),
    ],
)
def test_a_browser_is_told_in_two_words(agent: str, words: tuple[str, str]) -> None:
    assert device(agent) == words


def test_ben_sees_both_his_devices_and_ends_the_other(ben: Member) -> None:
    phone, desk = come(ben, PHONE), come(ben, DESK)
    page = desk.get("/account/sessions/")
    assert [(row.device, here) for row, here in page.context["rows"]] == [
        ("Chrome on Windows", True),
        ("Firefox on Android", False),
    ]
    assert "Here, and on 1 other device" in desk.get("/account/").content.decode()
    lost = SignedIn.objects.get(browser="Firefox")
    assert desk.post(f"/account/sessions/{lost.pk}/end/")["Location"] == "/account/sessions/"
    assert (is_in(phone), is_in(desk)) == (False, True)
    assert "Only here" in desk.get("/account/").content.decode()


def test_cleo_cannot_end_bens_session(ben: Member, cleo: Member) -> None:
    his, hers = come(ben, PHONE), come(cleo, DESK)
    row = SignedIn.objects.get(member=ben)
    assert hers.post(f"/account/sessions/{row.pk}/end/").status_code == 404
    assert "Firefox" not in hers.get("/account/sessions/").content.decode()
    assert is_in(his)


def test_ending_the_session_one_looks_from_is_signing_out(ben: Member) -> None:
    desk = come(ben, DESK)
    row = SignedIn.objects.get()
    assert desk.post(f"/account/sessions/{row.pk}/end/")["Location"] == "/account/sign-in/"
    assert not is_in(desk)
    assert not SignedIn.objects.exists()


def test_all_others_end_at_once(ben: Member) -> None:
    others, desk = [come(ben, PHONE), come(ben, MAC)], come(ben, DESK)
    assert desk.post("/account/sign-out-elsewhere/")["Location"] == "/account/sessions/"
    assert [is_in(one) for one in [*others, desk]] == [False, False, True]
    assert len(sessions.living(Member.objects.get(pk=ben.pk))) == 1


def test_a_session_that_ended_otherwise_is_shown_no_more(ben: Member, owner: Member) -> None:
    come(ben, PHONE)
    give_role(ben, Member.Role.EDITOR, is_active=True, by=owner)
    assert sessions.living(Member.objects.get(pk=ben.pk)) == []
    assert not SignedIn.objects.exists()
    come(ben, DESK)
    Session.objects.all().delete()
    assert sessions.living(Member.objects.get(pk=ben.pk)) == []


def test_last_seen_moves_on_and_a_new_password_keeps_this_session(ben: Member) -> None:
    desk = come(ben, DESK)
    before = SignedIn.objects.get().seen_at
    is_in(desk)
    assert SignedIn.objects.get().seen_at == before, "once in ten minutes is enough"
    sessions._noted.clear()
    with clock.frozen(before + timedelta(minutes=11)):
        is_in(desk)
    assert SignedIn.objects.get().seen_at == before + timedelta(minutes=11)
    new = "another-harbour-light"
    desk.post("/account/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert [here for _row, here in desk.get("/account/sessions/").context["rows"]] == [True]


def test_no_address_is_stored_and_a_database_that_takes_nothing_spoils_no_page(
    ben: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = come(ben, DESK)
    stored = str(SignedIn.objects.values().get())
    assert "127.0.0.1" not in stored
    assert "Mozilla" not in stored
    sessions._noted.clear()

    def full(*_: object) -> None:
        raise DatabaseError("disk full")

    monkeypatch.setattr(sessions, "note", full)
    assert is_in(desk)
