"""Every question of the golden set finds what it must, in the place it must."""

import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from commonpress.engines.lib import html
from commonpress.engines.search.find import Query, Results, find
from commonpress.engines.search.highlight import headline, snippet
from tests.golden.lantern import Paper, load

QUESTIONS: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("search_golden.toml").read_text(encoding="utf-8")
)["query"]
FILTERS = ("section", "author", "language", "start", "end")
SLOWEST = 0.5  # seconds, even for nonsense


@pytest.fixture
def paper(db: None) -> Paper:
    return load()


def test_every_question_of_the_golden_set_is_answered_well(paper: Paper) -> None:
    wrong = [f"{question['proves']}: {fault}" for question in QUESTIONS for fault in faults(paper, question)]
    assert not wrong, "\n".join(["", *wrong])


def faults(paper: Paper, question: dict[str, Any]) -> Iterator[str]:
    started = time.process_time()
    query = Query(
        text=question["text"] * question.get("repeat", 1),
        **{key: question[key] for key in FILTERS if key in question},
    )
    found = find(query, limit=60)
    if time.process_time() - started > SLOWEST:
        yield "too slow"
    slugs = [paper.slug(hit.subject) for hit in found.hits]
    yield from faults_of_place(question, slugs, found)
    if slugs:
        yield from faults_of_marks(paper, question, query, slugs[0])


def faults_of_place(question: dict[str, Any], slugs: list[str], found: Results) -> Iterator[str]:
    asked = repr(question["text"][:60])
    if question.get("none") and slugs:
        yield f"{asked} finds {slugs[:3]}"
    missing = set(question.get("expect", [])) - set(slugs[: question.get("top", 10)])
    if missing:
        yield f"{asked} misses {sorted(missing)}, finds {slugs[: question['top'] + 1]}"
    if question.get("first", slugs[:1] and slugs[0]) != (slugs[:1] and slugs[0]):
        yield f"{asked} begins with {slugs[:2]}"
    if unwanted := set(question.get("absent", [])) & set(slugs):
        yield f"{asked} finds {sorted(unwanted)}"
    if "loose" in question and found.is_loose != question["loose"]:
        yield f"{asked} is_loose {found.is_loose}"


def faults_of_marks(paper: Paper, question: dict[str, Any], query: Query, slug: str) -> Iterator[str]:
    story = paper.stories[slug]
    shown = headline(query, story.headline) + snippet(
        query, f"{story.standfirst}\n{html.to_text(story.body)}"
    )
    for mark in question.get("marks", []):
        if f"<mark>{mark.lower()}</mark>" not in shown.lower():
            yield f"{question['text']!r} does not mark {mark}: {shown}"


def test_the_golden_set_proves_what_it_promises() -> None:
    proved = Counter(question["proves"].split()[0].rstrip(":,") for question in QUESTIONS)
    assert len(QUESTIONS) >= 60
    for needed in ("stem", "fold", "cedilla", "phrase", "prefix", "filter", "nonsense"):
        assert proved[needed] >= 3, needed
