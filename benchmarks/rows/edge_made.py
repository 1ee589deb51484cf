"""What is not in memory: a story page and a search page, made by us and by Wagtail with the same stories, no cache.

Every address is asked for once, after some that warm the process. What counts is the server's processors per request.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack

from benchmarks import Row, at_most, told
from benchmarks.client import get, hurried, quantile
from benchmarks.load import processor_seconds
from benchmarks.papers import attempted, generated, probe, served
from benchmarks.peers import wagtail_site

GROUP = "edge"
STORIES = 2000
WARM_UP, ASKED = 100, 500
SEARCHED = {2000: (WARM_UP, ASKED), 100_000: (30, 120)}  # stories: warm-up, asked for
LINES = 2  # connections
OF_WAGTAIL, OF_ITS_SEARCH = 0.5, 0.1


def rows() -> Iterator[Row]:
    for part in (made, searched):
        yield from attempted(part)


def made() -> Iterator[Row]:
    paper = generated(STORIES)
    known = probe("stories", paper, str(STORIES))
    folder, paths = wagtail_site.site(STORIES)
    with ExitStack() as stack:
        ours = stack.enter_context(served(paper))
        theirs = stack.enter_context(wagtail_site.served(folder))
        story = [cost(*ours, known["paths"]), cost(*theirs, paths)]
    yield from beside("story page, made", story, OF_WAGTAIL)


def searched() -> Iterator[Row]:
    """Two words, in a small paper and in a larger one: Wagtail's search goes through what has been written."""
    for stories, asked in SEARCHED.items():
        paper = generated(stories)
        questions = probe("stories", paper, str(WARM_UP + ASKED))["questions"]
        folder, _ = wagtail_site.site(stories)
        with ExitStack() as stack:
            ours = stack.enter_context(served(paper))
            theirs = stack.enter_context(wagtail_site.served(folder))
            costs = [
                cost(*ours, [f"/search/?q={words}" for words in questions], *asked),
                cost(*theirs, [f"/search/?query={words}" for words in questions], *asked),
            ]
        yield from beside(f"search page, two words, {stories:,} stories", costs, OF_ITS_SEARCH)


def cost(
    address: str, process: int, paths: Sequence[str], warm_up: int = WARM_UP, asked_for: int = ASKED
) -> tuple[float, float]:
    """Milliseconds of the server's processors for a page, and the median wait for it."""
    asked = [get(path) for path in paths[: warm_up + asked_for]]
    hurried(address, asked[:warm_up], LINES)
    before = processor_seconds(process)
    answers = hurried(address, asked[warm_up:], LINES)
    spent = processor_seconds(process) - before
    if wrong := [each.status for each in answers if each.status != 200]:
        raise RuntimeError(f"{len(wrong)} answers of {paths[0]} and so on were not 200, but {wrong[0]}")
    return spent / len(answers) * 1000, quantile([each.seconds for each in answers], 0.5)


def beside(what: str, costs: Sequence[tuple[float, float]], limit: float) -> Iterator[Row]:
    (ours, our_wait), (theirs, their_wait) = costs
    yield told(f"{what}, ours, server's CPU", ours, "ms/req")
    yield told(f"{what}, Wagtail, server's CPU", theirs, "ms/req")
    yield told(f"{what}, ours, p50 on {LINES} connections", our_wait, "ms")
    yield told(f"{what}, Wagtail, p50 on {LINES} connections", their_wait, "ms")
    yield at_most(f"{what}, ours of Wagtail's", ours / theirs, "", limit)
