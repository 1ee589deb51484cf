"""A thread of 2,000 comments: what it costs to open, to write to, to value, and how old a count may be."""

from collections.abc import Iterator

from benchmarks import Row, at_most, told
from benchmarks.papers import attempted, demonstration, probe

GROUP = "conversation"
QUERIES = 14  # under 15
MINUTE = 60


def rows() -> Iterator[Row]:
    yield from attempted(long_thread)


def long_thread() -> Iterator[Row]:
    """In-process, nothing kept between requests, on the demonstration database with one long thread."""
    found = probe("conversation", demonstration())
    yield at_most("2,000 comments: story page, queries", found["story_queries"], "queries", QUERIES)
    yield at_most(
        "2,000 comments: first page of the thread, queries", found["pages_queries"], "queries", QUERIES
    )
    yield at_most("2,000 comments: a page by value, queries", found["valued_queries"], "queries", QUERIES)
    yield told("2,000 comments: story page, uncached p50", found["story_ms"], "ms")
    yield told("2,000 comments: first page of the thread, uncached p50", found["pages_ms"], "ms")
    yield told("2,000 comments: a page by value, uncached p50", found["valued_ms"], "ms")
    yield told("an answer eight levels down, in the verb, p50", found["write_ms"], "ms")
    yield told("a reaction, in the verb, p50", found["react_ms"], "ms")
    yield at_most("a count on a card is at most so old", found["fresh_seconds"], "s", MINUTE)
