import re
from collections.abc import Iterator
from typing import Any

from django.urls import URLResolver, get_resolver

from commonpress.engines.site.reserved import is_reserved

SLUG = re.compile(r"[-a-zA-Z0-9_]+")


def first_names(patterns: Any, before: str = "") -> Iterator[str]:
    """The first part of every address of the site, as it is written in the address lists."""
    for entry in patterns:
        here = before + str(entry.pattern)
        if isinstance(entry, URLResolver) and "/" not in here:
            yield from first_names(entry.url_patterns, here)
        else:
            yield here.lstrip("^").partition("/")[0]


def test_every_name_at_the_root_of_the_site_is_reserved() -> None:
    literal = {name for name in first_names(get_resolver().url_patterns) if SLUG.fullmatch(name)}
    assert {"section", "admin", "search", "media", "look"} <= literal
    assert [name for name in literal if not is_reserved(name)] == []


def test_the_names_of_the_design_are_reserved_before_their_rooms_exist() -> None:
    for name in (
        "studio",
        "desk",
        "account",
        "sponsors",
        "me",
        "api",
        "static",
        "by",
        "topic",
        "corrections",
        "2026",
    ):
        assert is_reserved(name)
    for name in ("about", "contact", "principles"):
        assert not is_reserved(name)
