"""No expression of ours takes long over any text: 100 kB of what is worst for it, in under 200 ms."""

import re
from time import process_time

import pytest

from tests.attacks.regexes import Use, uses, worst

pytestmark = pytest.mark.once

LENGTHS = (24, 2_000, 12_000, 100_000)  # one that explodes is found before it takes an hour
LIMIT = 0.2  # seconds of this process


def slowest(use: Use) -> tuple[float, int, str]:
    """The longest that one string took, how long it was, and how it begins."""
    found = (0.0, 0, "")
    for length in LENGTHS:
        for text in worst(use.pattern, length):
            began = process_time()
            use.ask(text)
            found = max(found, (process_time() - began, length, text[:20]))
            if found[0] > LIMIT:
                return found
    return found


def test_no_text_makes_an_expression_slow() -> None:
    every = uses()
    assert len(every) > 80
    slow = {(use.where, use.method, use.pattern.pattern): slowest(use) for use in every}
    assert not {key: found for key, found in slow.items() if found[0] > LIMIT}


def test_the_judge_knows_a_slow_one() -> None:
    for pattern in (r"(a+)+$", r"\s+$", r"a*b?a*c"):
        assert slowest(Use("here", re.compile(pattern), "search"))[0] > LIMIT
