"""How often somebody may do something. Kept in the database, so all processes of all nodes count together."""

from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from django.db import connection, transaction
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from commonpress.engines.lib import clock
from commonpress.engines.site.models import Once, Spent

SET_BACK = 60.0  # seconds; clocks of nodes differ a little
HOME_PREFIX = 64  # bits of an IPv6 address that name one line; the rest its owner changes at will


def allow(action: str, who: str, *, per: timedelta, most: int) -> bool:
    """Whether ``who`` may do ``action`` now, and take one of ``most`` if so. A refused try takes nothing.

    ``most`` may come at once; each comes back after its part of ``per``, evenly, and all of them after ``per``. ``who`` is
    a subject ("member:7"), an address of mail, or ``line_of(request)``; it is stored as a keyed hash. Call it outside of
    the transaction of what it guards, else a roll-back gives the try back.
    """
    now = clock.now().timestamp()
    span, step = per.total_seconds(), per.total_seconds() / most
    never = now + span + SET_BACK  # nobody owes more than ``per``, unless the clock was set back meanwhile
    # One statement, right on both databases: ``full_at`` is when all would be back, and each try moves it a step on.
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Spent._meta.db_table} AS had (key, full_at) VALUES (%s, %s) ON CONFLICT (key) DO UPDATE"  # noqa: S608
            " SET full_at = CASE WHEN had.full_at > %s AND had.full_at <= %s THEN had.full_at ELSE %s END + %s"
            " WHERE had.full_at <= %s OR had.full_at > %s RETURNING full_at",
            [key_of(action, who), now + step, now, never, now, step, now + span - step + step / 1000, never],
        )
        return bool(cursor.fetchone())


def give_back(action: str, who: str, *, per: timedelta, most: int) -> None:
    """Undo one ``allow``: for limits that count failures alone."""
    step = per.total_seconds() / most
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {Spent._meta.db_table} SET full_at = full_at - %s WHERE key = %s",  # noqa: S608
            [step, key_of(action, who)],
        )


def once(action: str, what: str, *, keep: timedelta) -> bool:
    """Whether this is the first time, and remember it for ``keep``: for tokens that count once."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Once._meta.db_table} (key, until) VALUES (%s, %s) ON CONFLICT DO NOTHING",  # noqa: S608
            [key_of(action, what), (clock.now() + keep).timestamp()],
        )
        return bool(cursor.rowcount == 1)


def note_outcome(action: str, what: str, outcome: str) -> None:
    """What came of a token's one time, for whoever sends it again; in the transaction that used it."""
    Once.objects.filter(pk=key_of(action, what)).update(outcome=outcome)


def outcome(action: str, what: str) -> str:
    """Empty where none was noted."""
    return Once.objects.filter(pk=key_of(action, what)).values_list("outcome", flat=True).first() or ""


def is_used(action: str, what: str) -> bool:
    return Once.objects.filter(pk=key_of(action, what)).exists()


def line_of(request: HttpRequest) -> str:
    """The line a request comes over: its IPv4 address, or the /64 of its IPv6 address."""
    return line(request.META.get("REMOTE_ADDR", ""))


def line(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return "line:unknown"
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped:
            return f"line:{found.ipv4_mapped}"
        return f"line:{ip_network((found, HOME_PREFIX), strict=False).network_address}"
    return f"line:{found}"


def key_of(action: str, who: str) -> str:
    """No address is stored, and nobody without the paper's key can try addresses against the rows."""
    return salted_hmac("site.limits", f"{action}\n{who}", algorithm="sha256").hexdigest()
