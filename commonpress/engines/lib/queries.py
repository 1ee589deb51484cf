"""Every statement is counted for the request that asks it, and a slow one is told to the log without its values."""

import logging
import re
import threading
import time
from collections.abc import Callable
from typing import Any

from commonpress.engines.lib.tally import tally

log = logging.getLogger(__name__)

LONGEST = 600  # characters of a statement in the log
VALUE = re.compile(r"'(?:[^']|'')*'|\b\d+(?:\.\d+)?\b")


class Slow:
    ms = 0.0  # from how many on a statement is told; 0 for none


class Asked(threading.local):
    """By this thread, since it was born."""

    count = 0


asked = Asked()


def watch(connection: Any, **_: Any) -> None:
    """For Django's signal of a new connection."""
    if watched not in connection.execute_wrappers:
        connection.execute_wrappers.append(watched)


def watched(execute: Callable[..., Any], sql: str, given: Any, many: Any, context: Any) -> Any:
    began = time.perf_counter()
    try:
        return execute(sql, given, many, context)
    finally:
        note(sql, began)


def has_other_watchers(connection: Any) -> bool:
    return any(each is not watched for each in connection.execute_wrappers)


def note(sql: str, began: float) -> None:
    """A statement is done that was asked when ``perf_counter`` said ``began``."""
    asked.count += 1
    took = time.perf_counter() - began
    if took * 1000 >= Slow.ms > 0:
        tally.add("slow_queries")
        log.warning("slow query", extra={"ms": round(took * 1000), "sql": shape(sql)})


def shape(sql: str) -> str:
    """The statement without whatever value may stand in it."""
    return VALUE.sub("?", " ".join(str(sql).split()))[:LONGEST]
