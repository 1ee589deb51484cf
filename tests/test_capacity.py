"""The capacity model, and that its page shows what it says."""

from dataclasses import replace

import pytest

from benchmarks.capacity import Assumed, Costs, Paper, busy, lines, needs
from tools.map import ROOT

pytestmark = pytest.mark.once


def test_the_page_shows_what_the_model_says() -> None:
    shown = (ROOT / "docs" / "operating" / "scale.md").read_text()
    assert all(f"- {line}" in shown for line in lines(Paper()))


def test_twice_the_readers_need_twice_the_cores() -> None:
    one, two = needs(Paper()), needs(replace(Paper(), views_a_month=200_000_000))
    assert 1.9 < two.node_cores / one.node_cores < 2.1
    assert two.nodes > one.nodes


def test_a_small_paper_still_has_a_node_to_spare() -> None:
    assert needs(Paper(stories=1000, views_a_month=100_000)).nodes == 2


def test_it_comes_near_the_mixed_load_that_was_measured() -> None:
    """34 requests of which one is a search and one a private page: 1.94 ms of a node each, with the parts of that run."""
    parts = Costs(kept=0.116, view=0.964, search=3.843, private=23.919, idle=0.0)
    mix = Assumed(remembered=1.0, searches=1 / 16, private=1 / 16)
    node, _ = busy(16.0, parts, mix)
    assert abs(node * 1000 / 34 - 1.94) < 0.1
