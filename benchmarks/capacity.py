"""What a paper of a given size needs: cores, memory, disk, network. All assumptions stand in one place, ``Assumed``.

python -m benchmarks.capacity [STORIES VIEWS_A_MONTH]
"""

import math
import sys
from dataclasses import dataclass

MONTH = 30 * 86_400  # seconds
KB, MB, GB = 1e3, 1e6, 1e9
BITS = 8


@dataclass(frozen=True)
class Paper:
    stories: int = 1_000_000
    views_a_month: int = 100_000_000


@dataclass(frozen=True)
class Costs:
    """Milliseconds of one core, measured: docs/operating/scale.md and docs/benchmarks.md."""

    kept: float = 0.25  # a page that is in memory
    made: float = 9.3  # a story page that is not, with a million stories
    search: float = 11.0
    private: float = 27.0
    view: float = 2.0  # a view counted, few at a time; a thousand a second cost 0.15 each
    base_made: float = 3.9  # the database's part, taken to be that of a private page
    base_search: float = 1.2
    base_private: float = 3.9
    base_view: float = 1.2
    idle: float = 25.0  # a second, of a node nobody asks anything
    base_idle: float = 6.0  # a second, of the database, for each node


@dataclass(frozen=True)
class Assumed:
    """Nobody measured these for your paper. Change them."""

    busiest: float = 6.0  # views in the busiest second, of those in an average one
    remembered: float = 0.85  # of pages asked for, in memory: a paper's readers read what is new
    searches: float = 0.03  # of views
    private: float = 0.03  # pages of those who are signed in, of views
    together: float = 1.5  # the mixed load cost 1.47 times what its parts did by themselves
    part_used: float = 0.5  # of a core in the busiest second, so that nobody waits long
    spare_nodes: int = 1  # may be away without anybody noticing
    story: float = 36 * KB  # in the database, with its versions, fingerprints and indexes
    indexed: float = 2.4 * KB  # of a story, on each node
    pictures: float = 600 * KB  # of a story, with all copies
    row: float = 150.0  # bytes, of one counted view as long as it is kept by itself
    rows_kept: float = 2 / 30 + 0.1  # of a month's views: two days each by itself, then a tenth as many hours
    page: float = 15 * KB  # sent to a reader who has no copy
    around: float = 150 * KB  # pictures and files of a view, from here or from a CDN
    node_memory: float = 1.0 * GB  # a worker with 10,000 pages, the errand worker, the system


@dataclass(frozen=True)
class Needs:
    views_a_second: float
    node_cores: float
    nodes: int
    node_gb: float
    base_cores: float
    base_gb: float
    store_gb: float
    megabits: float
    megabits_of_pages: float


NODE_CORES = 2  # of the machines to be rented


def needs(paper: Paper, costs: Costs | None = None, assumed: Assumed | None = None) -> Needs:
    costs, assumed = costs or Costs(), assumed or Assumed()
    rate = paper.views_a_month / MONTH * assumed.busiest
    node, base = busy(rate, costs, assumed)
    nodes = math.ceil(node / assumed.part_used / NODE_CORES) + assumed.spare_nodes
    base += nodes * costs.base_idle / 1000
    views = paper.views_a_month * assumed.rows_kept * assumed.row
    return Needs(
        views_a_second=rate,
        node_cores=node / assumed.part_used,
        nodes=max(2, nodes),
        node_gb=(assumed.node_memory + paper.stories * assumed.indexed) / GB,
        base_cores=base / assumed.part_used,
        base_gb=(paper.stories * assumed.story + views) / GB,
        store_gb=paper.stories * assumed.pictures / GB,
        megabits=rate * (assumed.page + assumed.around) * BITS / MB,
        megabits_of_pages=rate * assumed.page * BITS / MB,
    )


def busy(rate: float, costs: Costs, assumed: Assumed) -> tuple[float, float]:
    """Cores that are busy with so many views a second: of all nodes together, and of the database."""
    node = (
        assumed.remembered * costs.kept
        + (1 - assumed.remembered) * costs.made
        + assumed.searches * costs.search
        + assumed.private * costs.private
        + costs.view
    )
    base = (
        (1 - assumed.remembered) * costs.base_made
        + assumed.searches * costs.base_search
        + assumed.private * costs.base_private
        + costs.base_view
    )
    return (rate * node * assumed.together + costs.idle) / 1000, rate * base * assumed.together / 1000


def lines(paper: Paper) -> list[str]:
    """As docs/operating/scale.md shows them."""
    found = needs(paper)
    return [
        f"{found.views_a_second:.0f} views in the busiest second",
        f"{found.nodes} nodes of {NODE_CORES} cores and {math.ceil(found.node_gb)} GB, one of them to spare",
        f"PostgreSQL: {max(2, math.ceil(found.base_cores))} cores, {found.base_gb:.0f} GB of disk; its standby the same",
        f"{found.store_gb:.0f} GB of pictures in S3",
        f"{found.megabits:.0f} Mbit/s in the busiest second; without what a CDN can take {found.megabits_of_pages:.0f}",
    ]


if __name__ == "__main__":
    print("\n".join(lines(Paper(*map(int, sys.argv[1:3])))))
