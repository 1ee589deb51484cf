import csv
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.http import HttpResponse

from commonpress.engines.lib import clock
from commonpress.engines.readership.csv_out import Cell, answer, harmless


def read(response: HttpResponse) -> list[list[str]]:
    return list(csv.reader(StringIO(response.content.decode())))


def test_a_list_comes_back_as_it_was() -> None:
    rows: list[list[Cell]] = [["Ferry, “again”", 3], ["Two\nlines", 0]]
    assert read(answer("stories", ["Headline", "Views"], rows)) == [
        ["Headline", "Views"],
        ["Ferry, “again”", "3"],
        ["Two\nlines", "0"],
    ]


def test_the_file_is_dated_private_and_has_no_mark_before_it() -> None:
    with clock.frozen(datetime(2026, 3, 4, 12, tzinfo=UTC)):
        response = answer("stories", ["a"], [])
    assert response.headers["Content-Disposition"] == 'attachment; filename="stories-2026-03-04.csv"'
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert not response.content.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_a_headline_never_becomes_a_formula(evil: str) -> None:
    assert harmless(evil) == f"'{evil}"
    assert read(answer("stories", [evil], [[evil]]))[1][0].startswith("'")


def test_numbers_and_plain_words_are_left_alone() -> None:
    assert (harmless(-3), harmless("a=b"), harmless(""), harmless(None)) == (-3, "a=b", "", None)
