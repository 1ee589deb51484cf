"""Whom the doors let in: views, verbs, tokens, the gate of the API."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from commonpress.config import security
from commonpress.domain.members import guard, may, second_factor
from commonpress.domain.members.models import Ban, Member
from commonpress.engines.lib import clock
from commonpress.engines.site import options
from commonpress.interfaces.api import auth, gate
from commonpress.interfaces.api.models import Token
from commonpress.interfaces.api.problem import Refusal


def request_of(user: Any) -> HttpRequest:
    made = RequestFactory().get("/somewhere/?a=1")
    made.user = user
    made.session = {}  # type: ignore[assignment]
    made._messages = FallbackStorage(made)  # type: ignore[attr-defined]
    return made


def test_a_view_opens_to_those_it_is_for(
    ada: Member, ben: Member, dan: Member, owner: Member, settings: Any
) -> None:
    dan.waits = True
    people = {"nobody": AnonymousUser(), "dan": dan, "ben": ben, "ada": ada, "olga": owner}

    def opened(guarded: Callable[[HttpRequest], HttpResponse], who: str) -> int:
        try:
            answer = guarded(request_of(people[who]))
        except PermissionDenied:
            return 403
        assert answer.headers["Cache-Control"] == "private, no-store"
        return answer.status_code

    expected = {
        guard.members_only: (302, 403, 200, 200, 200),
        guard.editors_only: (302, 403, 403, 200, 200),
        guard.owners_only: (302, 403, 403, 403, 200),
    }
    for around, codes in expected.items():
        view = around(lambda _request: HttpResponse("seen"))
        assert tuple(opened(view, who) for who in people) == codes, around
    stranger = guard.members_only(lambda _request: HttpResponse())(request_of(AnonymousUser()))
    assert stranger["Location"] == "/account/sign-in/?next=/somewhere/%3Fa%3D1"
    with pytest.raises(PermissionDenied):
        guard.member_of(request_of(AnonymousUser()))
    options.change({"second_factor_of_editors": True})
    desk_view = guard.editors_only(lambda _request: HttpResponse("seen"))
    assert (opened(desk_view, "ada"), opened(desk_view, "ben")) == (302, 403)
    assert second_factor.demand(request_of(AnonymousUser())) is None


def test_a_closed_or_banned_account_may_nothing_but_be_heard(ben: Member, ada: Member, owner: Member) -> None:
    may.may(ben, "comment")
    soon, later = (
        Ban.objects.create(
            member=ben, until=clock.now() + timedelta(days=days), reason=str(days), by=ada, at=clock.now()
        )
        for days in (1, 3)
    )
    assert may.current_ban(ben) == later
    with pytest.raises(may.Refused, match="The reason: 3"):
        may.spend(ben, "comment")
    for action in may.ALWAYS:
        may.may(ben, action)
    Ban.objects.filter(pk=later.pk).update(lifted_at=clock.now())
    assert may.current_ban(ben) == soon
    with clock.frozen(clock.now() + timedelta(days=2)):
        may.may(ben, "comment")
    with pytest.raises(may.Refused, match="Only editors"):
        may.must_edit(ben)
    may.must_edit(ada)
    assert may.limit(ada, "comment") is None
    assert may.limit(ben, "decide") is None
    ben.is_active = False
    for action in ("comment", "appeal"):
        with pytest.raises(may.Refused, match="closed"):
            may.may(ben, action)


def test_a_token_opens_what_it_was_made_for(ben: Member, ada: Member) -> None:
    def asked(member: Member, *scopes: str) -> HttpRequest:
        made = RequestFactory().get("/api/v1/")
        made.token = Token(member=member, scopes=list(scopes))  # type: ignore[attr-defined]
        return made

    assert auth.READ(RequestFactory().get("/")) is None
    assert auth.READ(asked(ben, "read")) == ben
    for bearer, member, scopes in ((auth.WRITE, ben, ["read"]), (auth.DESK, ben, ["desk"])):
        with pytest.raises(Refusal):
            bearer(asked(member, *scopes))
    assert auth.DESK(asked(ada, "desk")) == ada
    options.change({"second_factor_of_editors": True})
    with pytest.raises(Refusal):
        auth.DESK(asked(ada, "desk"))
    assert auth.READ(asked(ada, "read")) == ada
    with pytest.raises(TypeError):
        auth.member_of(RequestFactory().get("/"))


@pytest.fixture
def api(settings: Any) -> Callable[..., HttpResponse]:
    def answer(view: Callable[[HttpRequest], HttpResponse], method: str = "GET") -> HttpResponse:
        return gate.guarded(view)(RequestFactory().generic(method, "/api/v1/stories/"))

    settings.API_CALLS_A_MINUTE = 4
    return answer


def test_the_gate_answers_every_trouble_in_its_own_form_and_sets_no_cookie(
    db: None, api: Callable[..., HttpResponse], monkeypatch: pytest.MonkeyPatch
) -> None:
    def with_cookie(_request: HttpRequest) -> HttpResponse:
        made = HttpResponse("seen")
        made.set_cookie("session", "word")
        return made

    def breaks(_request: HttpRequest) -> HttpResponse:
        raise RuntimeError("the secret of the house")

    seen = api(with_cookie)
    assert (seen.status_code, bool(seen.cookies), seen["Cache-Control"]) == (200, False, "private, no-store")
    broken = api(breaks)
    assert (broken.status_code, b"secret" in broken.content) == (500, False)
    wrong = api(lambda _request: HttpResponse(status=405, headers={"Allow": "POST"}))
    assert (wrong.status_code, wrong["Allow"], b"Use POST" in wrong.content) == (405, "POST", True)
    monkeypatch.setattr(gate, "is_away", lambda _trouble: True)
    assert api(breaks).status_code == 503
    refused = api(with_cookie)
    assert (refused.status_code, refused["Retry-After"]) == (429, "2")


def test_a_body_that_is_too_large_is_refused_by_the_gate(db: None, api: Callable[..., HttpResponse]) -> None:
    def too_big(_request: HttpRequest) -> HttpResponse:
        raise RequestDataTooBig

    assert api(too_big).status_code == 413


def test_the_policy_of_a_page_stays_when_it_has_its_own(client: Client) -> None:
    def policy(**about: Any) -> str:
        response = HttpResponse(headers=about.pop("headers", {}))
        for name, value in about.items():
            setattr(response, name, value)
        answered = security.content_security_policy(lambda _request: response)(RequestFactory().get("/"))
        assert answered["Permissions-Policy"] == "camera=(), geolocation=(), microphone=(), payment=()"
        return str(answered["Content-Security-Policy"])

    assert policy() == security.POLICY
    assert policy(own_frames=True) == security.OWN_FRAMES
    assert "frame-ancestors 'self'" in security.OWN_FRAMES
    assert policy(headers={"Content-Security-Policy": "sandbox"}) == "sandbox"
