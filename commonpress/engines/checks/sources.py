"""Whether a story names the source of what it took over."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from commonpress.engines.checks.matter import Matter
from commonpress.engines.lib.text import fold


def is_credited(source: Mapping[str, Any], matter: Matter) -> bool:
    """Whether the story's credit is this source: its address, its site, or its agency's name."""
    return same_site(source["source"], matter.credit_url) or same_name(source["agency"], matter.credit_agency)


def same_site(one: str, other: str) -> bool:
    return bool(host(one)) and host(one) == host(other)


def host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def same_name(one: str, other: str) -> bool:
    return bool(one.strip()) and fold(one).split() == fold(other).split()
