"""Where a member is signed in: noted at sign-in and now and then after it, shown, ended one by one or all at once."""

import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, logout
from django.contrib.sessions.models import Session
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonpress.domain.members.guard import member_of, members_only
from commonpress.domain.members.models import Member
from commonpress.engines.lib import clock
from commonpress.engines.site import private
from commonpress.interfaces.account import second_step
from commonpress.interfaces.account.device import device
from commonpress.interfaces.account.models import SignedIn

log = logging.getLogger(__name__)

NOTED_EVERY = timedelta(minutes=10)  # "last seen" need be no truer, and reading pages costs no write
NOTED_AGAIN = timedelta(minutes=1)  # when it could not be noted: nobody waits for a lock at every page
REMEMBERED = 10_000  # sessions a process remembers to have noted

Answer = Callable[[HttpRequest], HttpResponse]
_noted: "OrderedDict[str, float]" = OrderedDict()  # key of a session: time.monotonic()


def note_the_session(answer: Answer) -> Answer:
    """Middleware around the session's: by then the key of a new session is known, and public pages have read none."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if response.status_code < 500 and is_due(request.session):
            try_to_note(request)
        return response

    return middleware


def is_due(session: Any) -> bool:
    """Whether somebody is signed in with it, and it was not noted lately."""
    if not (session.accessed and session.session_key and SESSION_KEY in session):
        return False
    before = _noted.get(session.session_key)
    return before is None or time.monotonic() - before > NOTED_EVERY.total_seconds()


def try_to_note(request: HttpRequest) -> None:
    """A database that takes nothing at the moment spoils no page for this."""
    try:
        if isinstance(request.user, Member):
            note(request, request.user)
    except DatabaseError:
        log.exception("a session was not noted")
        key = str(request.session.session_key)
        _noted[key] = time.monotonic() - (NOTED_EVERY - NOTED_AGAIN).total_seconds()


def note(request: HttpRequest, member: Member) -> None:
    """That this session is alive. A session that got a new key, as with a new password, is noted anew."""
    key, now = str(request.session.session_key), clock.now()
    browser, system = device(request.headers.get("User-Agent", ""))
    words = {"member": member, "browser": browser, "system": system, "seen_at": now}
    found, is_new = SignedIn.objects.get_or_create(session=key, defaults=words)
    if not is_new and found.seen_at < now - NOTED_EVERY:
        SignedIn.objects.filter(pk=found.pk).update(**words)
    _noted[key] = time.monotonic()
    while len(_noted) > REMEMBERED:
        _noted.popitem(last=False)


def when_signed_in(sender: Any, request: HttpRequest, user: Member, **_facts: Any) -> None:
    if request.session.session_key:
        note(request, user)


def living(member: Member) -> list[SignedIn]:
    """A member's sessions that still open something, newest first; rows of those that ended go."""
    rows = list(SignedIn.objects.filter(member=member))
    keys = [row.session for row in rows]
    now_is = member.get_session_auth_hash()
    alive = {
        one.session_key
        for one in Session.objects.filter(session_key__in=keys, expire_date__gt=clock.now())
        if one.get_decoded().get(HASH_SESSION_KEY) == now_is
    }
    over = [row.pk for row in rows if row.session not in alive]
    if over:
        SignedIn.objects.filter(pk__in=over).delete()
    return [row for row in rows if row.session in alive]


@transaction.atomic
def end(rows: list[SignedIn]) -> None:
    """Let these sessions open nothing from now on."""
    Session.objects.filter(session_key__in=[row.session for row in rows]).delete()
    SignedIn.objects.filter(pk__in=[row.pk for row in rows]).delete()


@require_safe
@members_only
def sessions(request: HttpRequest) -> HttpResponse:
    member, here = member_of(request), request.session.session_key
    note(request, member)
    rows = sorted(living(member), key=lambda row: row.session != here)
    context = {"rows": [(row, row.session == here) for row in rows]}
    return private.render(request, "account/sessions.html", _("Where you are signed in"), context)


@require_POST
@members_only
def end_one(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(SignedIn, member=member_of(request), pk=pk)
    if row.session == request.session.session_key:
        logout(request)
        row.delete()
        return redirect("sign-in")
    end([row])
    messages.success(request, _("That device is signed out."))
    return redirect("sessions")


@require_POST
@members_only
def end_others(request: HttpRequest) -> HttpResponse:
    """Every session that ever was, also one we have no row of."""
    member, here = member_of(request), request.session.session_key
    end(list(SignedIn.objects.filter(member=member).exclude(session=here or "")))
    second_step.sign_out_elsewhere(request, member)
    messages.success(request, _("Everybody signed in to your account elsewhere is signed out."))
    return redirect("sessions")
