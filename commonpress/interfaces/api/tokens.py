"""Personal tokens: made, found by what a program sends, revoked."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from commonpress.domain.members.may import spend
from commonpress.domain.members.models import Member
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock, text
from commonpress.interfaces.api.models import Token

START = "cpt_"  # so that scanners of leaked secrets, and people, know one when they see it
SHOWN = 10  # characters of a token that its owner sees again
LONGEST = 100
MOST = 25  # of one member that are not revoked
NOTED_EVERY = timedelta(minutes=1)  # one write a minute is enough to say when a token was last used


class TooMany(Exception):
    """The member has as many tokens as one may have."""


@transaction.atomic
def make(member: Member, name: str, scopes: Iterable[str]) -> tuple[Token, str]:
    """A new token, and the words of it that are told this once. Raises ``TooMany``, ``Refused``."""
    spend(member, "token")
    if living(member).count() >= MOST:
        raise TooMany
    words = START + secrets.token_urlsafe(32)
    token = Token.objects.create(
        member=member,
        name=text.excerpt(text.seen(name), 80),
        scopes=[scope for scope in Token.Scope.values if scope in set(scopes)],
        start=words[:SHOWN],
        digest=digest_of(words),
        made_at=clock.now(),
    )
    record("token.made", member.subject, by=member.subject, facts={"token": token.pk, "scopes": token.scopes})
    return token, words


@transaction.atomic
def revoke(token: Token, *, by: Member) -> None:
    """Let a token open nothing any more. Its row stays, to say that it was."""
    if Token.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=clock.now()):
        record("token.revoked", token.member.subject, by=by.subject, facts={"token": token.pk})


def living(member: Member) -> QuerySet[Token]:
    return Token.objects.filter(member=member, revoked_at__isnull=True)


def are_held() -> bool:
    """Whether there is any that opens something. One query."""
    return Token.objects.filter(revoked_at__isnull=True).exists()


def find(words: str) -> Token | None:
    """The token these words belong to, if it and its member's account are open. One query."""
    if not words.startswith(START) or len(words) > LONGEST:
        return None
    found = Token.objects.select_related("member").filter(
        digest=digest_of(words), revoked_at__isnull=True, member__is_active=True
    )
    return found.first()


def note_use(token: Token) -> None:
    now = clock.now()
    old = Q(used_at__isnull=True) | Q(used_at__lt=now - NOTED_EVERY)
    if token.used_at is None or token.used_at < now - NOTED_EVERY:
        Token.objects.filter(old, pk=token.pk).update(used_at=now)


def digest_of(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
