"""docs/security.md has a row for each line of the list and each item of the standard, and each names tests that exist."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| ([\d.]+) \|(.*)\|$", re.MULTILINE)
NAMED = re.compile(r"`([\w/]+/test_\w+)::(\w+)`")
LINES = [str(number) for number in range(1, 49)]
ITEMS = """
1.2.1 1.2.2 1.2.3 1.2.4 1.2.5 1.2.10 1.3.1 1.3.2 1.3.4 1.3.5 1.3.6 1.3.7 1.3.11 1.3.12 1.5.1 2.3.1 2.3.2 2.3.3 2.3.4
2.4.1 2.4.2 3.2.1 3.2.2 3.3.1 3.3.2 3.3.3 3.3.4 3.4.1 3.4.2 3.4.3 3.4.4 3.4.5 3.4.6 3.4.7 3.4.8 3.5.1 3.5.2 3.5.3 3.5.4
3.7.2 4.1.1 4.1.3 4.2.1 4.2.5 5.1.1 5.2.1 5.2.2 5.2.3 5.2.4 5.2.5 5.2.6 5.3.1 5.3.2 5.3.3 5.4.1 5.4.2 6.1.1 6.2.1 6.2.4
6.2.8 6.2.9 6.2.12 6.3.1 6.3.3 6.3.8 6.4.1 6.4.2 6.4.3 6.4.4 7.2.4 7.3.1 7.3.2 7.4.1 7.4.2 7.4.3 7.5.2 8.2.1 8.2.2 8.2.3
8.3.1 8.3.2 11.4.2 13.2.4 13.2.5 13.4.1 13.4.2 13.4.5 13.4.6 14.2.1 14.2.2 14.2.5 14.2.8 14.3.1 14.3.2 15.1.1 15.1.2
15.2.1 15.2.2 15.2.3 15.3.1 15.3.3 15.4.1 15.4.2 15.4.3 16.2.5 16.4.1 16.5.1 16.5.2 16.5.3 16.5.4
""".split()
ROWS = ROW.findall(TEXT)
# What the paper itself asks for, and what an operator brings in: no request is the attack.
UNSERVED = {"9", "10", "43"}


def test_every_line_and_every_item_has_its_row() -> None:
    assert [number for number, _ in ROWS] == LINES + ITEMS


@pytest.mark.parametrize(("number", "row"), ROWS, ids=[number for number, _ in ROWS])
def test_each_row_names_tests_that_exist(number: str, row: str) -> None:
    named = NAMED.findall(row)
    assert named, number
    for file, test in named:
        assert f"test_{test}" in found_in(file), f"{file}::{test}"


@pytest.mark.parametrize(("number", "row"), ROWS[: len(LINES)], ids=LINES)
def test_each_line_is_tried_on_the_running_server(number: str, row: str) -> None:
    """With requests as they come, or by a browser before a server."""
    served = [(file, test) for file, test in NAMED.findall(row) if is_served(file, f"test_{test}")]
    assert bool(served) is (number not in UNSERVED), number


def is_served(file: str, test: str) -> bool:
    if file.startswith("tests/site/"):
        return True
    if not file.startswith("tests/"):
        return False
    tree = ast.parse((ROOT / f"{file}.py").read_text(encoding="utf-8"))
    found = next(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == test)
    return bool({"target", "hostile", "live_server"} & {one.arg for one in found.args.args})


def test_no_other_name_leads_nowhere() -> None:
    for file, test in NAMED.findall(TEXT):
        assert f"test_{test}" in found_in(file), f"{file}::{test}"


@cache
def found_in(file: str) -> frozenset[str]:
    """The names of the tests in "lib/test_http" (a room's) or "tests/site/test_edge"."""
    room, _, name = file.rpartition("/")
    paths = (
        [ROOT / f"{file}.py"]
        if room.startswith("tests")
        else sorted(ROOT.glob(f"commonpress/*/{room}/tests/{name}.py"))
    )
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in paths if path.exists())
    return frozenset(
        node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)
    )
