"""Requests as a crowd of readers sends them: some stories far oftener than others, and beacons of the pages they saw."""

import random
import re
import urllib.request
from collections.abc import Sequence
from itertools import accumulate

from benchmarks.client import get, post

SEED = 2026
BROWSERS = 40
TOKEN = re.compile(r'data-seen="([^"]+)"')
PROXIES = "127.0.0.0/8"  # the server believes us when we name a reader's address


def popular(paths: Sequence[str], count: int, seed: int = SEED) -> list[str]:
    """``count`` of the paths: the n-th is chosen 1/n as often as the first."""
    weights = list(accumulate(1 / place for place in range(1, len(paths) + 1)))
    return random.Random(seed).choices(paths, cum_weights=weights, k=count)


def tokens(address: str, paths: Sequence[str]) -> list[str]:
    """What the pages carry for a browser to send back."""
    found = []
    for path in paths:
        with urllib.request.urlopen(address + path, timeout=30) as answer:
            found += TOKEN.findall(answer.read().decode())
    return found


def beacons(address: str, carried: Sequence[str], count: int) -> list[bytes]:
    """``count`` views, each by another reader, as Chromium sends them."""
    chance = random.Random(SEED)
    host = address.partition("//")[2]
    return [beacon(host, token, number, chance) for number, token in enumerate(popular(carried, count))]


def beacon(host: str, token: str, number: int, chance: random.Random) -> bytes:
    version = 120 + chance.randrange(BROWSERS)
    system = "(X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
    return post(
        "/seen/",
        f"t={token.replace(':', '%3A')}&r=www.site{chance.randrange(20)}.example".encode(),
        host=host,
        user_agent=f"Mozilla/5.0 {system} Chrome/{version}.0.0.0 Safari/537.36",
        accept="*/*",
        accept_language="en-GB,en;q=0.5",
        origin=f"http://{host}",
        sec_fetch_site="same-origin",
        sec_ch_ua=f'"Chromium";v="{version}"',
        x_forwarded_for=f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}",
    )


def mixed(address: str, known: dict[str, list[str]], carried: Sequence[str], count: int) -> list[bytes]:
    """90 stories, 5 lists, 3 beacons and 1 search in 99, shuffled; the hundredth is a write, which comes from elsewhere."""
    shares = {kind: round(count * share / 99) for kind, share in SHARES.items()}
    stories = popular(known["paths"], count - sum(shares.values()))
    lists = popular(known["lists"], shares["lists"])
    searches = [f"/search/?q={words}" for words in popular(known["questions"], shares["searches"])]
    asked = [get(path) for path in (*stories, *lists, *searches)] + beacons(
        address, carried, shares["beacons"]
    )
    random.Random(SEED).shuffle(asked)
    return asked


SHARES = {"lists": 5, "beacons": 3, "searches": 1}
