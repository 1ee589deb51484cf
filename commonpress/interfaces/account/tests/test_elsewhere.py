"""Signing in with an account elsewhere, through the whole flow and past the same door as everybody."""

import re
from html import unescape
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from commonpress.domain.members import invite
from commonpress.domain.members.models import Application, Member
from commonpress.engines.site import options
from commonpress.interfaces.account.tests.conftest import PASSWORD
from tests.oidc import Person, Provider

EVA: Person = {"sub": "eva-1", "email": "eva@example.org", "email_verified": True, "name": "Eva Reads"}
BUTTON = "/account/elsewhere/city/"
FORM = "/account/join/elsewhere/"


def is_in(client: Client) -> bool:
    return client.get("/me/").status_code == 200


def come(client: Client, provider: Provider, person: Person, **words: str) -> Any:
    """Press the button, go by the page that leads off the site, agree there, and be sent back."""
    page = client.post(BUTTON, words).content.decode()
    target = re.search(r'class="button-like" href="([^"]+)"', page)
    assert target, page
    return client.get(provider.agree(unescape(target[1]), person))


def join(client: Client, **more: str) -> Any:
    return client.post(FORM, {"name": "Eva Reads", "email": "eva@example.org", **more})


def test_eva_joins_with_her_account_of_the_city_and_comes_back_with_it(
    client: Client, provider: Provider, code: Any
) -> None:
    assert "The city" in client.get("/account/sign-in/").content.decode()
    assert come(client, provider, EVA)["Location"] == FORM
    assert not Member.objects.exists(), "the name, and the owner’s question, are asked for first"
    page = client.get(FORM).content.decode()
    assert 'value="eva@example.org"' in page
    assert 'value="Eva Reads"' in page
    answer = join(client)
    eva = Member.objects.get()
    assert (eva.name, eva.handle, eva.has_usable_password()) == ("Eva Reads", "eva-reads", False)
    if not is_in(client):
        assert answer["Location"] == "/account/join/confirm/"
        client.post("/account/join/confirm/", {"code": code()})
    assert is_in(client)
    again = Client()
    come(again, provider, EVA)
    assert is_in(again)
    assert provider.refused == []


def test_an_address_nobody_vouches_for_is_confirmed_first(
    client: Client, provider: Provider, code: Any
) -> None:
    come(client, provider, EVA | {"email_verified": False})
    assert join(client)["Location"] == "/account/join/confirm/"
    assert not is_in(client)
    client.post("/account/join/confirm/", {"code": code()})
    assert is_in(client)


@pytest.mark.parametrize("door", ["closed", "invitation"])
def test_the_door_is_shut_for_them_too(client: Client, provider: Provider, door: str) -> None:
    options.change({"sign_up": door})
    answer = come(client, provider, EVA)
    page = client.get(answer["Location"]) if answer.status_code == 302 else answer
    assert "<form" not in page.content.decode().split("<main")[1]
    join(client)
    assert not Member.objects.exists()


def test_an_invitation_is_honoured_and_used_up(client: Client, provider: Provider, ben: Member) -> None:
    options.change({"sign_up": "invitation"})
    token = invite.invite(ben)
    client.get(f"/account/invitation/{token}/")
    come(client, provider, EVA)
    join(client)
    assert Member.objects.get(email="eva@example.org").invited_by == ben
    assert not invite.is_good(token)


def test_by_application_they_answer_the_question_and_wait(client: Client, provider: Provider) -> None:
    options.change({"sign_up": "application", "sign_up_question": "What do you know of the harbour?"})
    come(client, provider, EVA)
    assert "What do you know of the harbour?" in client.get(FORM).content.decode()
    assert join(client).status_code == 200, "without an answer the form comes again"
    join(client, answer="All of it.")
    assert (Application.objects.get().answer, is_in(client)) == ("All of it.", False)


def test_throw_away_addresses_are_refused_there_too(client: Client, provider: Provider) -> None:
    come(client, provider, EVA | {"email": "eva@mailinator.com"})
    assert "are thrown away" in join(client, email="eva@mailinator.com").content.decode()
    assert not Member.objects.exists()


def test_an_address_that_is_a_members_already_opens_no_account(
    client: Client, provider: Provider, ben: Member
) -> None:
    EmailAddress.objects.create(user=ben, email=ben.email, verified=True, primary=True)
    come(client, provider, EVA | {"email": ben.email})
    client.post(FORM, {"name": "Ben Again", "email": ben.email})
    assert not is_in(client)
    assert not SocialAccount.objects.exists()
    assert Member.objects.count() == 1


def test_ben_connects_his_and_takes_it_off(client: Client, provider: Provider, ben: Member) -> None:
    client.post("/account/sign-in/", {"login": ben.email, "password": PASSWORD})
    client.post("/account/again/", {"password": PASSWORD})
    come(client, provider, EVA | {"email": ben.email, "sub": "ben-1"}, process="connect")
    account = SocialAccount.objects.get(user=ben)
    other = Client()
    come(other, provider, EVA | {"email": ben.email, "sub": "ben-1"})
    assert is_in(other)
    client.post("/account/elsewhere/", {"account": account.pk})
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("change", ["state", "code"])
def test_what_comes_back_forged_signs_nobody_in(client: Client, provider: Provider, change: str) -> None:
    page = client.post(BUTTON).content.decode()
    target = re.search(r'class="button-like" href="([^"]+)"', page)
    assert target
    back = provider.agree(unescape(target[1]), EVA)
    answer = client.get(re.sub(rf"{change}=[^&]+", f"{change}=forged", back))
    assert answer.status_code in {200, 302, 401}
    assert FORM not in answer.get("Location", "")
    assert not is_in(client)
    assert "Traceback" not in answer.content.decode()


def test_a_banned_or_closed_account_is_not_opened_from_elsewhere(
    client: Client, provider: Provider, ben: Member
) -> None:
    SocialAccount.objects.create(user=ben, provider="city", uid="ben-1")
    EmailAddress.objects.create(user=ben, email=ben.email, verified=True, primary=True)
    Member.objects.filter(pk=ben.pk).update(is_active=False)
    assert come(client, provider, EVA | {"sub": "ben-1"})["Location"] == "/account/closed/"
    assert not is_in(client)


def test_a_provider_that_is_away_is_said_so(client: Client, provider: Provider) -> None:
    provider.discovery = dict  # type: ignore[method-assign]
    answer = client.post(BUTTON)
    assert answer.status_code == 503
    assert "try again" in answer.content.decode().lower()
