""" "Read more" against the judged set, beside the plainest rival: the newest stories of the same section."""

import tomllib
from collections.abc import Callable
from math import log2
from pathlib import Path

import pytest

from commonpress.domain.stories import access
from commonpress.engines.search.like import like
from tests.golden.lantern import Paper, load

JUDGED: dict[str, list[str]] = tomllib.loads(
    Path(__file__).with_name("read_more_golden.toml").read_text(encoding="utf-8")
)["stories"]
SHOWN = 4
CLEARLY = 0.25  # how much better than the rival it must be, on a scale of 0 to 1
GOOD = 0.7


@pytest.fixture
def paper(db: None) -> Paper:
    return load()


def test_read_more_beats_the_newest_of_the_section(paper: Paper, capsys: pytest.CaptureFixture[str]) -> None:
    ours = mean(
        paper, lambda slug: [paper.slug(found) for found in like(paper.stories[slug].subject, limit=SHOWN)]
    )
    rival = mean(paper, lambda slug: newest_in_section(paper, slug))
    with capsys.disabled():
        print(
            f"\nread more, nDCG@{SHOWN} over {len(JUDGED)} stories: like {ours:.3f}, newest in section {rival:.3f}"
        )
    assert ours >= rival + CLEARLY
    assert ours >= GOOD


def mean(paper: Paper, answer: Callable[[str], list[str]]) -> float:
    return sum(ndcg(answer(slug), JUDGED[slug]) for slug in JUDGED) / len(JUDGED)


def ndcg(answers: list[str], relevant: list[str]) -> float:
    """Normalised discounted cumulative gain at ``SHOWN``, each judged story worth the same (Järvelin and Kekäläinen)."""
    gain = sum(1 / log2(place + 2) for place, slug in enumerate(answers[:SHOWN]) if slug in relevant)
    return gain / sum(1 / log2(place + 2) for place in range(min(len(relevant), SHOWN)))


def newest_in_section(paper: Paper, slug: str) -> list[str]:
    story = paper.stories[slug]
    newest = access.editorial().filter(section=story.section).exclude(pk=story.pk)[:SHOWN]
    return [found.slug for found in newest]


def test_the_judged_set_is_whole(paper: Paper) -> None:
    assert len(JUDGED) >= 20
    for slug, relevant in JUDGED.items():
        assert len(set(relevant)) == 3
        assert slug not in relevant
        assert {slug, *relevant} <= set(paper.stories)
