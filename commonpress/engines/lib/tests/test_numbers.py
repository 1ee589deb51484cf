import subprocess
import sys
from datetime import UTC, datetime, timedelta
from unicodedata import normalize

import pytest

from commonpress.engines.lib.numbers import (
    compact,
    counted,
    date_long,
    plural_category,
    relative,
    shown,
    time_short,
)

THEN = datetime(2026, 11, 20, 21, 43, tzinfo=UTC)
FORMS = {"one": "{n} comentariu", "few": "{n} comentarii", "other": "{n} de comentarii"}


@pytest.mark.parametrize(
    ("n", "english", "romanian"),
    [
        (0, "0", "0"),
        (1, "1", "1"),
        (999, "999", "999"),
        (1_000, "1K", "1 mie"),
        (1_999, "1.9K", "1,9 mii"),
        (3_000, "3K", "3 mii"),
        (3_456, "3.4K", "3,4 mii"),
        (20_099, "20K", "20 de mii"),
        (101_999, "101K", "101 mii"),
        (999_999, "999K", "999 de mii"),
        (1_290_000, "1.2M", "1,2 milioane"),
        (-1_999, "-1.9K", "-1,9 mii"),
    ],
)
def test_counters_are_short_and_never_promise_more(n: int, english: str, romanian: str) -> None:
    assert normalize("NFKC", compact(n, "en")) == english
    assert normalize("NFKC", compact(n, "ro")) == romanian


def test_noun_and_number_agree_in_romanian() -> None:
    assert counted(1, "ro", FORMS) == "1 comentariu"
    assert counted(101, "ro", FORMS) == "101 comentarii"
    assert counted(20, "ro", FORMS) == "20 de comentarii"
    assert counted(1_001, "ro", FORMS) == "1 mie de comentarii"
    assert counted(3_456, "ro", FORMS) == "3,4 mii de comentarii"
    assert [plural_category(n, "ro") for n in (0, 1, 2, 19, 20, 101)] == "few one few few other few".split()


def test_what_is_shown_is_what_counts() -> None:
    assert [shown(n) for n in (999, 1_999, 101_999, -1_999)] == [999, 1_900, 101_000, -1_900]


def test_moments_read_as_people_say_them() -> None:
    now = THEN + timedelta(days=3)
    assert relative(THEN, now, "en") == "3 days ago"
    assert relative(THEN, now, "ro") == "acum 3 zile"
    assert relative(now, THEN, "ro") == "peste 3 zile"
    assert date_long(THEN, "ro") == "20 noiembrie 2026"
    assert date_long(THEN, "en-gb") == "20 November 2026"
    assert time_short(THEN, "ro") == "21:43"
    assert normalize("NFKC", time_short(THEN, "en")) == "9:43 PM"


def test_an_unknown_language_reads_as_english() -> None:
    assert compact(3_400, "xx-nonsense") == "3.4K"


@pytest.mark.once
def test_babel_is_not_loaded_before_it_is_needed() -> None:
    code = "import sys, commonpress.engines.lib.numbers; sys.exit('babel' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
