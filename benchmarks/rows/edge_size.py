"""Large papers: memory with 10,000 pages kept, and whether reading stays as quick from 2,000 to 1,000,000 stories."""

from collections.abc import Iterator
from contextlib import ExitStack

from benchmarks import Row, at_least, at_most, told
from benchmarks.client import get, hurried
from benchmarks.load import Target, in_turn, processor_seconds
from benchmarks.memory import family_mapped, family_pss
from benchmarks.papers import attempted, generated, probe, served
from benchmarks.rows.edge_made import cost

GROUP = "edge"
SIZES = (2000, 100_000, 1_000_000)
READ = 2000  # newest stories of each
PAGES = 10_000
HELD = (
    20_000,
    100_000,
)  # stories of the papers whose pages are kept; of the larger one more of the index is mapped
LINES = 8
MB = 1_000_000
BR = {"accept-encoding": "gzip, deflate, br"}
FLAT, MADE = 0.9, 1.5  # of the smallest paper
LIST = 50.0  # milliseconds to make any page of many stories
KEPT_COST = 1.0  # milliseconds; a page that must be made costs several


def rows() -> Iterator[Row]:
    for part in (growth, memory):
        yield from attempted(part)


def growth() -> Iterator[Row]:
    """The million's stories share the texts of 100,000, and only those are in its search index."""
    made, targets, lists = {}, {}, {}
    with ExitStack() as stack:
        for size in SIZES:
            paper = generated(size)
            lists[size] = probe("lists", paper)
            address, process = stack.enter_context(served(paper, "--no-errands"))
            paths = probe("stories", paper, str(READ))["paths"]
            made[size] = cost(address, process, paths)[0]
            hurried(address, [get(path) for path in paths], LINES)
            targets[str(size)] = Target(address, process, paths, BR)
        kept = in_turn(targets)
    first = SIZES[0]
    for size in SIZES:
        yield told(f"{size:,} stories: kept story page", kept[str(size)].rate, "req/s")
        yield told(f"{size:,} stories: story page, made, server's CPU", made[size], "ms/req")
        slowest = max(lists[size], key=lambda name: lists[size][name])
        yield at_most(
            f"{size:,} stories: the slowest of nine lists ({slowest})", lists[size][slowest], "ms", LIST
        )
    for size in SIZES[1:]:
        share = kept[str(size)].rate / kept[str(first)].rate
        yield at_least(f"{size:,} stories: kept page, of {first:,}", share, "", FLAT)
        yield at_most(f"{size:,} stories: page made, of {first:,}", made[size] / made[first], "", MADE)


def memory() -> Iterator[Row]:
    """PSS of the server and all its children. That the pages are kept is seen by what a second reading of them costs."""
    for size in HELD:
        paper = generated(size)
        asked = [get(path) for path in probe("stories", paper, str(PAGES))["paths"]]
        with served(paper) as (address, process):
            hurried(address, asked, LINES)
            found, mapped = family_pss(process) / MB, family_mapped(process) / MB
            before = processor_seconds(process)
            hurried(address, asked, LINES)
            again = (processor_seconds(process) - before) / len(asked) * 1000
        of = f"of {size:,} stories"
        yield at_most(f"memory with {PAGES:,} pages kept {of}, PSS of all processes", found, "MB", 350)
        yield told(f"{of}: anonymous: pages, program, database's cache", found - mapped, "MB")
        yield told(f"{of}: files mapped: search index, libraries; the kernel may drop them", mapped, "MB")
        yield at_most(f"{of}: the {PAGES:,} pages read again, server's CPU", again, "ms/req", KEPT_COST)
