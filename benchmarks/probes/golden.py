"""The golden sets of search and of "read more", asked of the demonstration stories in a paper of their own.

python -m benchmarks.probes.golden
"""

import json
import os
import tempfile
from typing import Any

import django


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(
            COMMONPRESS_HOME=home,
            COMMONPRESS_DATABASE_URL="sqlite://:memory:",
            DJANGO_SETTINGS_MODULE="commonpress.config.settings",
        )
        django.setup()
        print(json.dumps(measure()))


def measure() -> dict[str, Any]:
    from django.core.management import call_command

    from commonpress.engines.search.like import like
    from tests.golden import test_read_more_golden as more
    from tests.golden import test_search_golden as search
    from tests.golden.lantern import load

    call_command("migrate", verbosity=0)
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
