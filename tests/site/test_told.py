"""The running program tells a cache in front what to forget, in the operator's words, by tag and by address."""

import contextlib
import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from commonpress.engines.edge.tests.test_cdn import Cache, cache
from tests.site import paper
from tests.site.test_edge import NAME, RENAMED

__all__ = ["cache"]
PATIENCE = 15.0  # seconds for one change; the worker may still be starting and not read the log yet
SETTINGS = {
    "tag": {
        "COMMONPRESS_PURGE_URL": "{cache}/purge",
        "COMMONPRESS_PURGE_HEADERS": "Authorization: Bearer secret",
        "COMMONPRESS_PURGE_BODY": '{"tags": {tags}}',
    },
    "url": {
        "COMMONPRESS_PURGE_URL": "{cache}{path}",
        "COMMONPRESS_PURGE_BY": "url",
        "COMMONPRESS_PURGE_METHOD": "PURGE",
    },
}


def by_tag(cache: Cache) -> bool:
    return any(
        (method, path, headers["Authorization"]) == ("POST", "/purge", "Bearer secret")
        and "site" in json.loads(body)["tags"]
        for method, path, headers, body in cache.asked
    )


def by_address(cache: Cache) -> bool:
    return {("PURGE", "/"), ("PURGE", "/section/harbour/")} <= {one[:2] for one in cache.asked}


@pytest.mark.parametrize(("by", "is_told"), [("tag", by_tag), ("url", by_address)])
def test_a_change_made_anywhere_is_told_to_the_cache_in_front(
    by: str, is_told: Callable[[Cache], bool], cache: Cache, papers: Path, tmp_path: Path
) -> None:
    told = {name: words.replace("{cache}", cache.url.rstrip("/")) for name, words in SETTINGS[by].items()}
    with paper.served(papers / "ro", tmp_path / "log", **told):
        for name in (RENAMED, NAME, RENAMED, NAME):
            paper.run_module("tests.site.fill", papers / "ro", "rename", name)
            with contextlib.suppress(TimeoutError):
                wait_until(lambda: is_told(cache))
            if name == NAME and is_told(cache):
                return
    raise AssertionError(cache.asked)


def wait_until(settled: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not settled():
        if time.monotonic() > until:
            raise TimeoutError
        time.sleep(0.05)
