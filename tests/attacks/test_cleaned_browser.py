"""The sanitiser, judged by a browser: what it lets through runs nothing, and the same texts uncleaned do run."""

from typing import Any

import pytest

from commonpress.engines.lib.html import ARTICLE, COMMENT, clean
from tests.attacks import hostile
from tests.attacks.windows import watched

pytestmark = pytest.mark.browser
ENOUGH = 100  # payloads that must fire uncleaned, or the browser was not watched


def test_nothing_runs_of_what_was_cleaned_and_much_of_what_was_not(browser: Any) -> None:
    raw = hostile.texts()
    cleaned = {
        *(clean(one, ARTICLE) for one in raw),
        *(clean(one, ARTICLE, base="https://old.example/a/") for one in raw),
        *(clean(one, COMMENT) for one in raw),
    }
    with watched(browser) as control:
        control.show(filter(runs_by_itself, raw))
    with watched(browser) as window:
        window.show(sorted(one for one in cleaned if "<" in one))
    assert len(control.ran) > ENOUGH
    assert len(control.asked) > 0
    assert (window.ran, window.asked) == ([], [])


def runs_by_itself(text: str) -> bool:
    """The plainest third: enough of a control, and a frame for each of the others takes as long again."""
    return "alert" in text and any(way in text.lower() for way in ("<script", "onerror", "onload"))
