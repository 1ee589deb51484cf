"""Builds an index of generated stories and measures it; run as a program of its own, prints one JSON object.

python -m benchmarks.probes.search 100000
"""

import json
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from statistics import quantiles
from typing import Any

from benchmarks.papers import scratch

QUESTIONS = 600
SEED = 1909


def main(count: int) -> None:
    with scratch():
        print(json.dumps(measure(count)))


def measure(count: int) -> dict[str, Any]:
    from commonpress.engines.search import documents, folder, rebuild

    documents.source("story", given, lambda: (f"story:{number}" for number in range(count)))
    Made.count = count
    started = time.perf_counter()
    rebuild.rebuild()
    seconds = time.perf_counter() - started
    here = folder.current()
    size = sum(path.stat().st_size for path in here.iterdir()) if here else 0
    return {
        "build_s": seconds,
        "size_mb": size / 1e6,
        "rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        **answers(count),
        **update(),
    }


class Made:
    count = 0


def given(subjects: Sequence[str]) -> Iterator[Any]:
    from benchmarks.generate import story
    from commonpress.engines.search.documents import Document

    for subject in subjects:
        made = story(int(subject.partition(":")[2]), Made.count)
        yield Document(
            subject=subject,
            language=made.language,
            headline=made.headline,
            standfirst=made.standfirst,
            body="\n".join(made.paragraphs),
            author_handles=(made.author,),
            topics=made.topics,
            sections=(made.section,),
            published=made.published,
        )


def answers(count: int) -> dict[str, Any]:
    """Questions of five kinds in turn, each with the snippets and headlines of its ten hits; then read more."""
    from commonpress.engines.search import reader
    from commonpress.engines.search.find import Query, find
    from commonpress.engines.search.highlight import headline, snippet
    from commonpress.engines.search.like import like

    chance = random.Random(SEED)
    texts: dict[str, tuple[str, str]] = {}

    def page(query: Query) -> None:
        for hit in find(query, limit=10).hits:
            headline(query, texts[hit.subject][0])
            snippet(query, texts[hit.subject][1])

    def fetch(query: Query) -> None:
        """What the page would have from the database; not part of what is measured."""
        for hit in find(query, limit=10).hits:
            texts.setdefault(hit.subject, text(int(hit.subject.partition(":")[2])))

    kinds = {kind: list(make(chance, count)) for kind, make in KINDS.items()}
    for asked in (asked for found in kinds.values() for asked in found):
        fetch(Query(**asked))
    reader.look_again()
    timed = {kind: times([partial(page, Query(**asked)) for asked in found]) for kind, found in kinds.items()}
    pages = [one for each in timed.values() for one in each]
    chosen = [f"story:{chance.randrange(count)}" for _ in range(QUESTIONS)]
    likes = times([partial(like, subject) for subject in chosen])
    return {
        "find": summary(pages),
        "like": summary(likes),
        **{f"find {kind}": summary(found) for kind, found in timed.items()},
    }


def text(number: int) -> tuple[str, str]:
    from benchmarks.generate import story

    made = story(number, Made.count)
    return made.headline, "\n".join([made.standfirst, *made.paragraphs])


def of_theme(chance: random.Random, count: int) -> Iterator[dict[str, Any]]:
    from benchmarks.generate import themes

    for _ in range(QUESTIONS // len(KINDS)):
        yield {"text": " ".join(chance.sample(chance.choice(themes("en"))[:20], 2)) + " "}


def one_word(chance: random.Random, count: int) -> Iterator[dict[str, Any]]:
    from benchmarks.generate import words

    for _ in range(QUESTIONS // len(KINDS)):
        yield {"text": words("ro" if chance.random() < 0.2 else "en")[int(8000 * chance.random() ** 2)] + " "}


def unfinished(chance: random.Random, count: int) -> Iterator[dict[str, Any]]:
    from benchmarks.generate import words

    for _ in range(QUESTIONS // len(KINDS)):
        first, last = (words("en")[int(5000 * chance.random() ** 2)] for _ in range(2))
        yield {"text": f"{first} {last[: chance.randint(2, 5)]}"}


def phrase(chance: random.Random, count: int) -> Iterator[dict[str, Any]]:
    for _ in range(QUESTIONS // len(KINDS)):
        found = text(chance.randrange(count))[1].split()
        at = chance.randrange(len(found) - 3)
        yield {"text": '"' + " ".join(found[at : at + chance.randint(2, 3)]) + '"'}


def with_small_words(chance: random.Random, count: int) -> Iterator[dict[str, Any]]:
    from benchmarks.generate import words

    for _ in range(QUESTIONS // len(KINDS)):
        found = chance.sample(words("en")[:1500], 2)
        yield {"text": f"the {found[0]} of the {found[1]} ", "section": chance.choice(["", "", "sport"])}


def common(chance: random.Random, count: int) -> Iterator[dict[str, Any]]:
    from benchmarks.generate import words

    for _ in range(QUESTIONS // len(KINDS)):
        yield {"text": " ".join(chance.sample(words("en")[:60], 2)) + " "}


KINDS: dict[str, Callable[[random.Random, int], Iterator[dict[str, Any]]]] = {
    "two words of a theme": of_theme,
    "one word": one_word,
    "unfinished word": unfinished,
    "phrase": phrase,
    "with small words": with_small_words,
    "two very common words": common,
}


def times(calls: list[Callable[[], Any]]) -> list[float]:
    """Milliseconds of each call; the first few warm up and do not count."""
    for call in calls[:5]:
        call()
    found = []
    for call in calls:
        started = time.perf_counter()
        call()
        found.append((time.perf_counter() - started) * 1000)
    return found


def summary(found: list[float]) -> dict[str, float]:
    cuts = quantiles(found, n=100)
    return {"p50": cuts[49], "p95": cuts[94], "p99": cuts[98], "max": max(found)}


def update() -> dict[str, float]:
    """One story written again: until a reader sees it."""
    from commonpress.engines.search import folder, follow, reader

    here = folder.current()
    found = []
    for number in range(10):
        started = time.perf_counter()
        if here:
            follow._apply(here, {f"story:{number}"})
        reader.newest()
        found.append((time.perf_counter() - started) * 1000)
    return {"update_ms": sorted(found)[5], "update_worst_ms": max(found)}


if __name__ == "__main__":
    main(int(sys.argv[1]))
