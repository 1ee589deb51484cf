"""Every way in, with the door open, by application, by invitation and closed."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client

from commonpress.domain.members import invite
from commonpress.domain.members.admit import AlreadyDecided, admit, refuse
from commonpress.domain.members.models import Application, Invitation, Member
from commonpress.engines.events.models import Event
from commonpress.engines.lib import clock
from commonpress.engines.site import options
from commonpress.interfaces.account.tests.conftest import PASSWORD, Join

Code = Callable[[], str]
PATIENCE = timedelta(minutes=1)


def signed_in(client: Client) -> bool:
    return client.get("/me/").status_code == 200


def test_eva_joins_confirms_her_address_and_is_in(client: Client, join: Join, code: Code) -> None:
    answer = join(client)
    assert answer["Location"] == "/account/join/confirm/"
    eva = Member.objects.get(email="eva@example.org")
    assert (eva.name, eva.handle, eva.role, eva.waits) == ("Eva Reads", "eva-reads", "member", False)
    assert not signed_in(client)
    assert client.post("/account/join/confirm/", {"code": code()}).status_code == 302
    assert signed_in(client)
    assert Event.objects.get(kind="member.joined").subject == eva.subject


def test_a_wrong_code_lets_nobody_in(client: Client, join: Join, code: Code) -> None:
    join(client)
    for _try in range(4):
        client.post("/account/join/confirm/", {"code": "AAAA-AAAA"})
    client.post("/account/join/confirm/", {"code": code()})
    assert not signed_in(client)


def test_before_the_address_is_confirmed_the_password_opens_nothing(
    client: Client, join: Join, code: Code
) -> None:
    join(Client())
    client.post("/account/sign-in/", {"login": "eva@example.org", "password": PASSWORD})
    assert not signed_in(client)


def test_by_application_she_waits_until_an_editor_lets_her_in(
    client: Client, join: Join, code: Code, mailbox: Code, ada: Member
) -> None:
    options.change({"sign_up": "application", "sign_up_question": "What do you know of the harbour?"})
    assert "What do you know of the harbour?" in client.get("/account/join/").content.decode()
    assert join(client).status_code == 200, "without an answer the form comes again"
    join(client, answer="All of it.")
    assert not Event.objects.filter(kind="member.applied").exists()
    assert client.post("/account/join/confirm/", {"code": code()})["Location"] == "/account/waiting/"
    assert not signed_in(client)
    eva = Member.objects.get(email="eva@example.org")
    assert (eva.application.answer, eva.application.state) == ("All of it.", "waiting")
    assert Event.objects.get(kind="member.applied").subject == eva.subject
    # Neither the password nor a code by mail gives her a session.
    client.post("/account/sign-in/", {"login": eva.email, "password": PASSWORD})
    assert not signed_in(client)
    client.post("/account/code/", {"email": eva.email})
    client.post("/account/code/enter/", {"code": code()})
    assert not signed_in(client)
    admit(eva, by=ada)
    with clock.frozen(clock.now() + PATIENCE):  # a decision may be undone first
        assert "Welcome: you may write now" in mailbox()
    with pytest.raises(AlreadyDecided):
        refuse(eva, words="No.", by=ada)
    client.post("/account/sign-in/", {"login": eva.email, "password": PASSWORD})
    assert signed_in(client)


def test_who_is_refused_is_told_why_and_stays_out(
    client: Client, join: Join, code: Code, mailbox: Code, ada: Member
) -> None:
    options.change({"sign_up": "application"})
    join(client, answer="Buy cheap boats")
    client.post("/account/join/confirm/", {"code": code()})
    refuse(Member.objects.get(email="eva@example.org"), words="We are no shop.", by=ada)
    with clock.frozen(clock.now() + PATIENCE):
        assert "We are no shop." in mailbox()
    client.post("/account/sign-in/", {"login": "eva@example.org", "password": PASSWORD})
    assert not signed_in(client)
    assert Application.objects.get().state == "refused"


def test_a_waiting_member_opens_no_page_even_with_a_session(client: Client, ben: Member) -> None:
    client.force_login(ben)
    Member.objects.filter(pk=ben.pk).update(waits=True)
    assert client.get("/studio/figures/").status_code == 403
    assert client.get("/account/").status_code == 403


@pytest.mark.parametrize("door", ["closed", "invitation", "nonsense"])
def test_behind_a_closed_door_no_form_is_shown_and_none_is_taken(
    client: Client, join: Join, door: str
) -> None:
    options.change({"sign_up": door})
    said = client.get("/account/join/").content.decode().split("<main")[1]
    assert "<form" not in said
    assert ("by invitation" if door == "invitation" else "no new members at the moment") in said
    join(client)
    assert not Member.objects.filter(email="eva@example.org").exists()


def test_by_invitation_the_link_opens_the_door_once_and_the_tree_is_kept(
    client: Client, join: Join, code: Code, ben: Member, ada: Member
) -> None:
    options.change({"sign_up": "invitation", "invitations_of_newcomers": 1})
    member = Client()
    member.force_login(ben)
    page = member.post("/account/invitations/", {"note": "Eva"}).content.decode()
    link = page.split('class="secret">')[1].split("<")[0]
    path = "/" + link.split("/", 3)[3]
    assert member.post("/account/invitations/", {"note": "another"}).context["left"] == 0
    assert Invitation.objects.count() == 1
    assert link.rsplit("/", 2)[1] not in Invitation.objects.get().key
    assert client.get(path)["Location"] == "/account/join/"
    join(client)
    eva = Member.objects.get(email="eva@example.org")
    assert eva.invited_by == ben
    late = Client()
    late.get(path)
    join(late, email="late@example.org")
    assert not Member.objects.filter(email="late@example.org").exists()
    desk = Client()
    desk.force_login(ada)
    shown = desk.get("/account/invitations/tree/")
    assert [(depth, one.name, by) for depth, one, by in shown.context["rows"]] == [
        (0, ben.name, ""),
        (1, "Eva Reads", ben.name),
    ]
    assert member.get("/account/invitations/tree/").status_code == 403
    assert [(depth, one.handle) for depth, one in invite.tree()] == [(0, "ben"), (1, "eva-reads")]


def test_an_invitation_taken_back_or_of_another_member_opens_nothing(
    client: Client, ben: Member, cleo: Member
) -> None:
    token = invite.invite(ben)
    one = Invitation.objects.get()
    client.force_login(cleo)
    assert client.post(f"/account/invitations/{one.pk}/back/").status_code == 404
    client.force_login(ben)
    assert client.post(f"/account/invitations/{one.pk}/back/").status_code == 302
    assert not invite.is_good(token)


def test_an_invitation_goes_past_the_application(client: Client, join: Join, ben: Member) -> None:
    options.change({"sign_up": "application"})
    client.get(f"/account/invitation/{invite.invite(ben)}/")
    join(client, answer="Ben knows me.")
    assert not Member.objects.get(email="eva@example.org").waits


@pytest.mark.parametrize("email", ["dan@mailinator.com", "dan@sub.mailinator.com", "dan@bad.example"])
def test_throw_away_addresses_are_refused_by_a_list_the_owner_edits(
    client: Client, join: Join, email: str
) -> None:
    options.change({"refused_mail_domains": ["bad.example"]})
    assert "are thrown away" in join(client, email=email).content.decode()
    options.change({"allowed_mail_domains": ["mailinator.com", "bad.example"]})
    assert join(client, email=email).status_code == 302


@pytest.mark.parametrize("question", ["", "In which town is this paper made?"])
def test_without_scripts_the_same_form_passes_after_a_wait_or_with_the_owners_answer(
    client: Client, join: Join, question: str
) -> None:
    options.change({"challenge_question": question, "challenge_answers": ["Brașov"]})
    now = clock.now()
    with clock.frozen(now):
        page = client.get("/account/join/").content.decode()
        assert question in page
        token = challenge_of(page)
    with clock.frozen(now + timedelta(seconds=5)):
        early = join(client, challenge=token, challenge_proof="")
        assert not Member.objects.exists()
        page = early.content.decode()
        assert 'role="alert"' in page
        assert 'value="eva@example.org"' in page, "nothing is typed twice"
        assert challenge_of(page) == token, "its time goes on"
    with clock.frozen(now + timedelta(seconds=40)):
        wrong = join(client, challenge=token, challenge_proof="", challenge_answer="Cluj")
        assert (wrong.status_code == 200) is bool(question)
        join(client, challenge=token, challenge_proof="", challenge_answer="brasov")
    assert Member.objects.get().email == "eva@example.org"


def challenge_of(page: str) -> str:
    [tag] = re.findall(r'<input[^>]*name="challenge"[^>]*>', page)
    return unescape(tag.split('value="')[1].split('"')[0])


def test_no_other_way_in_makes_an_account(client: Client, code: Code, mailbox: Code) -> None:
    """A code or a new password for an address nobody has, and a passkey nobody made, with the door open."""
    for path in ("code", "password/forgotten"):
        client.post(f"/account/{path}/", {"email": "eva@example.org"})
        assert "no account" in mailbox()
    client.post("/account/code/enter/", {"code": "AAAA-AAAA"})
    assert client.post("/account/second-step/webauthn/signup/").status_code == 404
    client.post("/account/second-step/webauthn/login/", {"credential": "{}"})
    assert not signed_in(client)
    assert not Member.objects.exists()


@pytest.mark.parametrize(
    "more",
    [
        {"challenge_proof": "no"},
        {"challenge": "forged"},
        {"name": "Ada Edits"},
        {"name": "Аda Edits"},
        {"name": "123"},
        {"password1": "short"},
        {"password1": "password123"},
        {"password1": "eva@example.org"},
        {"password1": "EvaReads-1"},
        {"email": "no address"},
        {"email": "eva\0@example.org"},
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_stored(
    client: Client, join: Join, ada: Member, more: dict[str, str]
) -> None:
    answer = join(client, **more)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert Member.objects.count() == 1


def test_no_field_of_the_form_gives_a_role(client: Client, join: Join) -> None:
    join(
        client,
        role="owner",
        is_active="on",
        is_staff="on",
        trust="2",
        waits="",
        invited_by="1",
        handle="admin",
    )
    eva = Member.objects.get(email="eva@example.org")
    assert (eva.role, eva.trust, eva.handle, eva.invited_by) == ("member", 0, "eva-reads", None)


def test_a_form_sent_twice_makes_one_member(client: Client, join: Join) -> None:
    words: dict[str, Any] = {}
    join(client, **words)
    join(Client(), **words)
    assert Member.objects.filter(email="eva@example.org").count() == 1
