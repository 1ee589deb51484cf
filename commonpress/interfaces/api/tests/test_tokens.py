"""Tokens: made on a page, shown once, kept as a hash, revoked."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from commonpress.domain.members.models import Member
from commonpress.engines.lib import clock
from commonpress.engines.site import options
from commonpress.interfaces.api import tokens
from commonpress.interfaces.api.models import Token
from commonpress.interfaces.api.tests.conftest import Program

PASSWORD = "harbour-light-1862"
Come = Callable[[Member], Client]


@pytest.fixture
def come(db: None) -> Come:
    """Signs a member in, who has just said the password again."""

    def sign_in(member: Member) -> Client:
        client = Client()
        client.post("/account/sign-in/", {"login": member.email, "password": PASSWORD})
        client.post("/account/again/", {"password": PASSWORD})
        return client

    return sign_in


def test_ben_makes_a_token_and_sees_it_once(ben: Member, come: Come) -> None:
    client = come(ben)
    made = client.post("/account/tokens/", {"name": "My <script>", "scopes": ["read", "write"]})
    page = made.content.decode()
    words = page.partition('value="cpt_')[2].partition('"')[0]
    assert len(words) > 40
    token = Token.objects.get()
    assert (token.name, token.scopes) == ("My <script>", ["read", "write"])
    assert made.headers["Cache-Control"] == "private, no-store"
    page = client.get("/account/tokens/").content.decode()
    assert words not in page
    assert "<li>write: begin, change and send in my stories</li>" in page, (
        "what it may do stands there in words"
    )
    assert words not in str(vars(token))
    program = Client()
    assert (
        program.get("/api/v1/me/", headers={"authorization": f"Bearer cpt_{words}"}).json()["handle"] == "ben"
    )


def test_a_stranger_makes_none_and_a_member_none_for_the_desk(ben: Member, ada: Member, come: Come) -> None:
    assert Client().post("/account/tokens/", {"name": "x", "scopes": ["read"]}).status_code == 302
    client = come(ben)
    refused = client.post("/account/tokens/", {"name": "x", "scopes": ["desk"]})
    assert "desk is not one of" in refused.content.decode()
    assert not Token.objects.exists()
    come(ada).post("/account/tokens/", {"name": "x", "scopes": ["desk"]})
    assert Token.objects.get().scopes == ["desk"]


@pytest.mark.parametrize(
    "sent", [{}, {"name": "x"}, {"scopes": ["read"]}, {"name": "x" * 81, "scopes": ["read"]}]
)
def test_a_form_that_lacks_something_makes_no_token(sent: dict[str, str], ben: Member, come: Come) -> None:
    assert come(ben).post("/account/tokens/", sent).status_code == 200
    assert not Token.objects.exists()


def test_a_revoked_token_opens_nothing(ben: Member, client: Client, program: Callable[..., Program]) -> None:
    mine = program(ben)
    assert mine("GET", "/me/").status_code == 200
    client.force_login(ben)
    client.post(f"/account/tokens/{mine.token.pk}/revoke/")
    refused = mine("GET", "/me/")
    assert refused.status_code == 401
    assert refused.headers["WWW-Authenticate"].startswith("Bearer")


def test_cleo_cannot_revoke_bens_token(
    ben: Member, cleo: Member, client: Client, program: Callable[..., Program]
) -> None:
    mine = program(ben)
    client.force_login(cleo)
    assert client.post(f"/account/tokens/{mine.token.pk}/revoke/").status_code == 404
    assert mine("GET", "/me/").status_code == 200


def test_a_closed_account_opens_nothing(ben: Member, program: Callable[..., Program]) -> None:
    mine = program(ben)
    Member.objects.filter(pk=ben.pk).update(is_active=False)
    assert mine("GET", "/me/").status_code == 401


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer x", "Bearer cpt_x", "Basic YTpi", "Bearer \x00", "Bearer " + "cpt_" + "a" * 200],
)
def test_words_that_are_no_token_open_nothing(header: str, db: None, client: Client) -> None:
    assert client.get("/api/v1/me/", headers={"authorization": header}).status_code == 401


def test_a_session_opens_nothing(ben: Member, client: Client) -> None:
    client.force_login(ben)
    response = client.get("/api/v1/me/")
    assert response.status_code == 401
    assert not response.cookies


def test_a_scope_opens_its_own_part_alone(ben: Member, ada: Member, program: Callable[..., Program]) -> None:
    reads, writes = program(ben, "read"), program(ben, "write")
    assert reads("GET", "/me/stories/").status_code == 200
    assert reads.post("/me/stories/", {"section": "x"}).status_code == 403
    assert writes("GET", "/me/stories/").status_code == 403
    assert program(ada, "read", "write")("GET", "/desk/stories/").status_code == 403
    desk = program(ada, "desk")
    assert desk("GET", "/desk/stories/").status_code == 200
    Member.objects.filter(pk=ada.pk).update(role=Member.Role.MEMBER)
    assert desk("GET", "/desk/stories/").status_code == 403, "who edits no longer decides no longer"


def test_when_a_token_was_last_used_is_told(ben: Member, program: Callable[..., Program]) -> None:
    mine = program(ben)
    mine("GET", "/me/")
    first = Token.objects.get().used_at
    assert first
    mine("GET", "/me/")
    assert Token.objects.get().used_at == first
    with clock.frozen(first + timedelta(minutes=2)):
        mine("GET", "/me/")
    assert Token.objects.get().used_at == first + timedelta(minutes=2)


def test_nobody_has_tokens_without_end(ben: Member, come: Come, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "MOST", 2)
    client = come(ben)
    for _ in range(3):
        response = client.post("/account/tokens/", {"name": "x", "scopes": ["read"]})
    assert Token.objects.count() == 2
    assert "many tokens already" in response.content.decode()


def test_an_editor_without_the_second_step_gets_no_token_and_decides_nothing(
    ada: Member, ben: Member, come: Come, program: Callable[..., Program]
) -> None:
    desk = program(ada)
    options.change({"second_factor_of_editors": True})
    refused = desk("GET", "/desk/stories/")
    assert (refused.status_code, "second step" in refused.json()["detail"]) == (403, True)
    client = come(ada)
    sent = client.post("/account/tokens/", {"name": "x", "scopes": ["desk"]})
    assert sent["Location"].startswith("/account/second-step/")
    assert Token.objects.count() == 1
    assert come(ben).post("/account/tokens/", {"name": "x", "scopes": ["read"]}).status_code == 200


def test_a_session_left_open_makes_no_token_without_the_password(ben: Member) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ben)
    page = client.get("/account/tokens/")

    def sent(**words: str) -> dict[str, str]:
        return {"csrfmiddlewaretoken": client.cookies["csrf"].value, **words}

    assert page.status_code == 200, "to look at them is free"
    asked = client.post("/account/tokens/", sent(name="Phone", scopes="read"))
    assert asked["Location"] == "/account/again/?next=%2Faccount%2Ftokens%2F"
    assert not Token.objects.exists()
    client.post(asked["Location"], sent(password="wrong"))
    assert not Token.objects.exists()
    again = client.post(asked["Location"], sent(password=PASSWORD, next="/account/tokens/"))
    assert Token.objects.get().name == "Phone", "what was typed before is not typed again"
    assert "The token for Phone" in again.content.decode()
    token = again.content.decode().partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    revoked = client.post(f"/account/tokens/{Token.objects.get().pk}/revoke/", {"csrfmiddlewaretoken": token})
    assert revoked.status_code == 302, "the forms of that page work"


def test_a_token_in_an_address_or_a_cookie_opens_nothing(ben: Member, come: Come) -> None:
    page = come(ben).post("/account/tokens/", {"name": "Phone", "scopes": ["read"]}).content.decode()
    words = "cpt_" + page.partition('value="cpt_')[2].partition('"')[0]
    program = Client()
    for name in ("token", "access_token", "api_key", "authorization"):
        assert program.get("/api/v1/me/", {name: words}).status_code == 401, name
        program.cookies[name] = words
    assert program.get("/api/v1/me/").status_code == 401
    assert program.get("/api/v1/me/", headers={"authorization": f"Bearer {words}"}).status_code == 200
