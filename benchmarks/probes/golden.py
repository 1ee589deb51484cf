"""The golden sets of search and of "read more", asked of the demonstration stories in a paper of their own.

python -m benchmarks.probes.golden
"""

import json
from typing import Any

from benchmarks.papers import scratch


def main() -> None:
    with scratch():
        print(json.dumps(measure()))


def measure() -> dict[str, Any]:
    from commonpress.engines.search.like import like
    from tests.golden import test_read_more_golden as more
    from tests.golden import test_search_golden as search
    from tests.golden.lantern import load

    paper = load()
    passed = [question for question in search.QUESTIONS if not list(search.faults(paper, question))]
    return {
        "queries": len(search.QUESTIONS),
        "passed": len(passed),
        "judged": len(more.JUDGED),
        "like": more.mean(
            paper,
            lambda slug: [paper.slug(one) for one in like(paper.stories[slug].subject, limit=more.SHOWN)],
        ),
        "newest": more.mean(paper, lambda slug: more.newest_in_section(paper, slug)),
    }


if __name__ == "__main__":
    main()
