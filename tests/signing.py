"""Signing a browser in."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.test import Client, RequestFactory

from commonpress.domain.members.models import Member

PASSWORD = "harbour-light-1862"  # of the whole cast


def by_form(page: Any, server: str, member: Member, then: str) -> None:
    """As a person does, to be led on to ``then``."""
    page.goto(f"{server}/account/sign-in/?next={then}")
    page.fill("#id_login", member.email)
    page.fill("#id_password", PASSWORD)
    with page.expect_navigation():
        page.click(".sign button")


def by_session(page: Any, server: str, member: Member, *, fresh: bool = False) -> None:
    """By a session made here: the sign-in has tests of its own. ``fresh``: with the password, just now."""
    client = Client()
    client.force_login(member)
    if fresh:
        request = RequestFactory().get("/")
        request.session = session = client.session
        record_authentication(request, member, "password", reauthenticated=True)
        session.save()
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": server}])
