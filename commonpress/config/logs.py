"""How the log looks: a line a person reads on a terminal, one JSON object a line anywhere else.

Whatever is written passes the same steps: the request it belongs to, no line breaks of a stranger's, no secret of ours.
"""

import logging
import sys
from collections.abc import Iterable, MutableMapping
from functools import lru_cache
from typing import Any

import structlog

Line = MutableMapping[str, Any]

FORMS = ("auto", "json", "text")
HIDDEN = "…"
NAMED = ("password", "token", "secret", "cookie", "authorization", "session", "csrf")
FIRST = ("at", "level", "logger", "event", "request")
DATABASE_VALUES = ("DETAIL:", "Key (")  # PostgreSQL repeats in them what somebody sent
SHORTEST_SECRET = 6  # characters; a shorter one would blot out half of the log


def dictionary(*, form: str, level: str, requests: str, secrets: Iterable[str]) -> dict[str, Any]:
    """Django's ``LOGGING``. ``requests`` is none, made or all; ``secrets`` are words that never stand in a line."""
    as_json = form == "json" or (form == "auto" and not sys.stderr.isatty())
    plain = {"handlers": ["none"], "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": formatter, "as_json": as_json, "secrets": tuple(secrets)}},
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": "lines"},
            "none": {"class": "logging.NullHandler"},
        },
        "loggers": {
            # A foreign Host is answered with 400; whoever scans the net must not fill the log with tracebacks.
            "django.security.DisallowedHost": plain,
            # It repeats addresses with what is secret in them; config/requests.py tells the same without.
            "django.request": plain,
            "django.security.csrf": plain,
            "commonpress.requests": {"level": "WARNING" if requests == "none" else "INFO"},
        },
        "root": {"handlers": ["console"], "level": level},
    }


def formatter(*, as_json: bool, secrets: tuple[str, ...]) -> logging.Formatter:
    steps: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.contextvars.merge_contextvars,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
    ]
    ends = [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        structlog.processors.format_exc_info,
        hide,
        encode,
        in_order,
        structlog.processors.JSONRenderer(ensure_ascii=False) if as_json else sentence,
    ]
    longest_first = sorted({each for each in secrets if len(each) >= SHORTEST_SECRET}, key=len, reverse=True)
    return Lines(steps, ends, longest_first)


class Lines(structlog.stdlib.ProcessorFormatter):
    def __init__(self, steps: list[Any], ends: list[Any], secrets: list[str]) -> None:
        super().__init__(processors=ends, foreign_pre_chain=steps)
        self.secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        for secret in self.secrets:
            line = line.replace(secret, HIDDEN)
        return line


def hide(_logger: Any, _method: str, line: Line) -> Line:
    """By name; and of what a database says only what does not repeat values."""
    for name in line:
        if names_a_secret(name):
            line[name] = HIDDEN
    if told := line.get("exception"):
        kept = [each for each in told.splitlines() if not each.lstrip().startswith(DATABASE_VALUES)]
        line["exception"] = "\n".join(kept)
    return line


@lru_cache(maxsize=256)
def names_a_secret(name: str) -> bool:
    return any(each in name.lower() for each in NAMED)


def encode(_logger: Any, _method: str, line: Line) -> Line:
    """Nothing a stranger sent can begin a line of its own or move a cursor."""
    for name, value in line.items():
        if name != "exception" and isinstance(value, str):
            line[name] = encoded(value)
    return line


def encoded(words: str) -> str:
    if words.isprintable():  # as nearly all are
        return words
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in words)


def in_order(_logger: Any, _method: str, line: Line) -> Line:
    return {**{name: line[name] for name in FIRST if name in line}, **line}


def sentence(_logger: Any, _method: str, line: Line) -> str:
    """For eyes: the time, what happened, then the rest as name=value; a traceback below, set in."""
    at, level, logger = str(line.pop("at"))[11:19], str(line.pop("level")), str(line.pop("logger"))
    told, exception = line.pop("event"), str(line.pop("exception", ""))
    logger = logger.removeprefix("commonpress.")
    rest = " ".join(f"{name}={value}" for name, value in line.items())
    weight = "" if level == "info" else f"{level.upper()} "
    below = "".join(f"\n    | {encoded(each)}" for each in exception.splitlines())
    return f"{at} {weight}{logger}: {told}  {rest}".rstrip() + below
