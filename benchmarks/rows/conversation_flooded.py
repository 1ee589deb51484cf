"""Line 34 of the list of attacks: newcomers join and write promotion from fifty networks, while Ada talks."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from benchmarks import Row, at_least, at_most, told
from benchmarks.client import quantile, request, steady
from benchmarks.papers import attempted, empty, probe, served

GROUP = "conversation"
NETWORKS = 50
COMMENTS = 500  # 5,000 in ten minutes, of which this is one
SECONDS = 60
CSRF = "f" * 32
WORDS = "Cheap watches, best price, buy now: https://watches.example/{number} discount code HARBOUR, limited offer!"


def rows() -> Iterator[Row]:
    yield from attempted(flooded)


def flooded() -> Iterator[Row]:
    paper = empty()
    known = probe("flooders", paper, str(NETWORKS))
    asked = mixed(known)
    with served(paper, COMMONPRESS_PROXIES="127.0.0.0/8") as (address, _):
        answers = steady(address, [each for _kind, each in asked], len(asked) / SECONDS)
    after = probe("flooders", paper, "told")
    waits = [each.seconds for (kind, _), each in zip(asked, answers, strict=True) if kind == "ada"]
    what = f"{COMMENTS} comments of promotion and {NETWORKS} sign-ups in a minute, from {NETWORKS} networks"
    yield told(f"{what}: taken, to wait", after["taken"], "")
    yield at_most("the same, readers see of them", after["seen"], "", 0)
    yield told("the same, accounts that wait to be confirmed", after["joined"], "")
    yield at_least("the same, Ada's comments that are seen, of 60", after["ada"], "", SECONDS)
    yield at_most("the same, Ada's comment, p95", quantile(waits, 0.95), "ms", 1000)
    yield at_most("the same, answers of a server in need", sum(each.status >= 500 for each in answers), "", 0)


def mixed(known: dict[str, Any]) -> list[tuple[str, bytes]]:
    """A minute in its turn: ten comments and a sign-up of each network, and a comment a second of Ada."""
    path = f"/api/v1/stories/{known['story']}/comments/"
    found = []
    for number in range(COMMENTS):
        mine = number % NETWORKS
        found.append(("flood", said(path, known["flooders"][mine], WORDS.format(number=number // 5), mine)))
        if number * SECONDS // COMMENTS != (number - 1) * SECONDS // COMMENTS:
            found.append(("ada", said(path, known["ada"], f"Remark {number} on the ferry.", NETWORKS)))
        if number % (COMMENTS // NETWORKS) == 0:
            found.append(("join", joined(known["challenges"][number * NETWORKS // COMMENTS], number)))
    return found


def said(path: str, token: str, words: str, network: int) -> bytes:
    body = json.dumps({"text": words}).encode()
    headers = {"authorization": f"Bearer {token}", "content-type": "application/json", **of(network, body)}
    return request("POST", path, headers) + body


def joined(challenge: dict[str, str], number: int) -> bytes:
    form = {"name": f"Eva {number}", "email": f"eva-{number}@example.org", "password1": "harbour-light-1862"}
    body = urlencode({**form, **challenge, "csrfmiddlewaretoken": CSRF}).encode()
    headers = {
        "cookie": f"csrf={CSRF}",
        "content-type": "application/x-www-form-urlencoded",
        **of(number, body),
    }
    return request("POST", "/account/join/", headers) + body


def of(network: int, body: bytes) -> dict[str, str]:
    """As the proxy says it: from an address of a /64 of its own."""
    return {"x-forwarded-for": f"2001:db8:{network:x}::7", "content-length": str(len(body))}
