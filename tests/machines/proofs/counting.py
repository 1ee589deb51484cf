"""Two nodes count as one: rate limits, views, what a sponsor bought, sessions."""

import http.client
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import quote

from tests.faults.asks import CHROME, CSRF
from tests.faults.judge import Verdict
from tests.faults.load import Load
from tests.machines.network import address
from tests.machines.stand import Stand, ask, standing

BOUGHT = 30
CALLS_A_MINUTE = 30


def run(is_long: bool) -> Iterator[Verdict]:
    with standing(settings={"API_CALLS_A_MINUTE": str(CALLS_A_MINUTE)}) as (stand, facts):
        yield limits(stand)
        yield views(stand, facts)
        yield sessions(stand, facts)


def limits(stand: Stand) -> Verdict:
    """One line asks both nodes at once: together they allow what one would."""
    verdict = Verdict("rate limits across nodes")
    line = {"X-Forwarded-For": "203.0.113.9", "Accept": "application/json"}
    urls = [f"{node.url}/api/v1/stories/" for node in stand.nodes.values()]
    began = time.monotonic()
    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(lambda url: ask(url, 60, line)[0], urls * CALLS_A_MINUTE))
    back = (time.monotonic() - began) * CALLS_A_MINUTE / 60  # each comes back after its part of the minute
    allowed = said.count(200)
    verdict.figures = {
        "calls": len(said),
        "allowed a minute": CALLS_A_MINUTE,
        "allowed": allowed,
        "of them come back meanwhile, at most": round(back, 1),
        "answers": dict(Counter(said)),
    }
    verdict.must(CALLS_A_MINUTE <= allowed <= CALLS_A_MINUTE + back + 1, f"{allowed} were allowed")
    verdict.must(set(said) == {200, 429}, f"answers: {set(said)}")
    return verdict


def views(stand: Stand, facts: dict[str, Any]) -> Verdict:
    """A reader who comes by both nodes is one; a campaign ends with what both counted."""
    verdict = Verdict("views and bought impressions across nodes")
    made = stand.inside("campaign", BOUGHT)
    subject, token = next(iter(facts["tokens"].items()))
    before = stand.inside("facts")["seen"].get(subject, 0)
    hosts = [address(node) for node in stand.nodes]
    for number in range(BOUGHT):
        for host in hosts:  # the same reader, by both
            seen(host, f"198.51.100.{number}", token, made["token"])
    time.sleep(5)  # the worker looks every two
    found = stand.inside("facts")
    verdict.figures = {
        "readers, each by both nodes": BOUGHT,
        "views counted": found["seen"].get(subject, 0) - before,
        "impressions counted": found["seen"].get(made["place"], 0),
        "campaign ended": found["campaign.delivered"].get(made["subject"], 0),
    }
    verdict.must(found["seen"].get(subject, 0) - before == BOUGHT, "views are not right")
    verdict.must(found["seen"].get(made["place"]) == BOUGHT, "impressions are not right")
    verdict.must(found["campaign.delivered"].get(made["subject"]) == 1, "it did not end once")
    return verdict


def seen(host: str, reader: str, *tokens: str) -> int:
    line = http.client.HTTPConnection(host, 8000, timeout=10)
    body = "&".join(f"t={quote(token)}" for token in tokens)
    headers = {
        "User-Agent": CHROME,
        "Accept-Language": "en-GB,en",
        "X-Forwarded-For": reader,
        "Sec-Fetch-Site": "same-origin",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    try:
        line.request("POST", "/seen/", body, headers)
        return line.getresponse().status
    finally:
        line.close()


def sessions(stand: Stand, facts: dict[str, Any]) -> Verdict:
    verdict = Verdict("sessions across nodes")
    here, there = (Load(node.url, facts) for node in stand.nodes.values())
    before = [said(each, "/studio/") for each in (here, there)]
    here.ask("private", "POST", "/account/sign-out/", {"csrfmiddlewaretoken": CSRF}, who="ben")
    after = [said(each, "/studio/") for each in (there, here)]
    verdict.figures = {"signed in": before, "after signing out on one": after}
    verdict.must(before == [200, 200], "the session does not hold on both")
    verdict.must(after == [302, 302], "the session did not end on both")
    return verdict


def said(load: Load, path: str) -> int:
    answer = load.ask("private", "GET", path, who="ben")
    return answer.status if answer else 0
