"""Second connections: to this paper's database as it is at one moment, or to another database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import dj_database_url
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.utils import load_backend

from commonpress.engines.lib.sqlite import OPTIONS as SQLITE


@contextmanager
def one_moment() -> Iterator[str]:
    """An alias that sees the database as it was at its first query, and keeps nobody from writing."""
    here = connections[DEFAULT_DB_ALIAS].settings_dict["NAME"]
    about: dict[str, Any] = {**connections.databases[DEFAULT_DB_ALIAS], "NAME": here}
    if is_sqlite(about):
        about["OPTIONS"] = {**SQLITE, "transaction_mode": "DEFERRED"}
    else:
        from psycopg import IsolationLevel

        about["OPTIONS"] = {**without_pool(about), "isolation_level": IsolationLevel.REPEATABLE_READ}
    with joined("aside", about), transaction.atomic(using="aside"):
        yield "aside"


@contextmanager
def another(address: str, alias: str = "target") -> Iterator[str]:
    """An alias for the database at ``address``, outside of a transaction."""
    there = dj_database_url.parse(address)
    about: dict[str, Any] = {**connections.databases[DEFAULT_DB_ALIAS], **there}
    about["OPTIONS"] = (
        SQLITE if is_sqlite(about) else without_pool(dict(there))
    )  # ours may be of the other kind
    with joined(alias, about):
        yield alias


@contextmanager
def joined(alias: str, about: dict[str, Any]) -> Iterator[None]:
    """A connection of this thread's, known by its alias for a while."""
    connections[alias] = load_backend(about["ENGINE"]).DatabaseWrapper(about, alias)
    try:
        yield
    finally:
        connections[alias].close()
        del connections[alias]


def is_sqlite(about: dict[str, Any]) -> bool:
    return str(about["ENGINE"]).endswith("sqlite3")


def without_pool(about: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in about.get("OPTIONS", {}).items() if name != "pool"}
