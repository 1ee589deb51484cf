"""Second connections: to this paper's database as it is at one moment, or to another database."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

import dj_database_url
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.utils import load_backend

SQLITE = {
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-8000; PRAGMA temp_store=MEMORY;",
}


@contextmanager
def one_moment() -> Iterator[str]:
    """An alias that sees the database as it was at its first query, and keeps nobody from writing."""
    about = deepcopy(connections.databases[DEFAULT_DB_ALIAS])
    about["NAME"] = connections[DEFAULT_DB_ALIAS].settings_dict["NAME"]
    if about["ENGINE"].endswith("sqlite3"):
        about["OPTIONS"] = {**SQLITE, "transaction_mode": "DEFERRED"}
        with opened("aside", about):
            yield "aside"
        return
    from psycopg import IsolationLevel

    about["OPTIONS"] = {**without_pool(about), "isolation_level": IsolationLevel.REPEATABLE_READ}
    with opened("aside", about):
        yield "aside"


@contextmanager
def another(address: str, alias: str = "target") -> Iterator[str]:
    """An alias for the database at ``address``, outside of a transaction."""
    about: dict[str, Any] = {**connections.databases[DEFAULT_DB_ALIAS], **dj_database_url.parse(address)}
    about["OPTIONS"] = (
        {**SQLITE, "transaction_mode": "IMMEDIATE"} if is_sqlite(about) else without_pool(about)
    )
    with joined(alias, about):
        yield alias


@contextmanager
def opened(alias: str, about: dict[str, Any]) -> Iterator[None]:
    with joined(alias, about), transaction.atomic(using=alias):
        yield


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
