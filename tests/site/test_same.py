"""A public page does not tell which database it was made from; so what is asked of its look is asked once, on SQLite."""

import copy
import difflib
import json
import re

import pytest
from lxml import html

from tests.once import IS_LATER_RUN
from tests.site import paper
from tests.site.reading import Read
from tests.site.test_edge import MOVES, NAME, RENAMED, addresses

# How long ago something was, which is longer in the later run, and the day of the masthead, which may be over by then.
AGO = re.compile('(?<=<time )(datetime="[^"]*") title="[^"]*"')
TODAY = re.compile('<p class="masthead-date">.*?</p>', re.DOTALL)


@pytest.mark.parametrize("language", paper.LANGUAGES)
def test_every_public_page_is_the_same_on_both_databases(
    language: str, request: pytest.FixtureRequest
) -> None:
    """The run on SQLite leaves its pages here; the run on PostgreSQL that follows it in `make test` compares its own."""
    name = {"en": "read_in_english", "ro": "read_in_romanian"}[language]
    read: dict[str, Read] = request.getfixturevalue(name)
    said = {path: words(read[path]) for path in addresses(read) if path in read and not is_signed(path)}
    assert len(said) > 100
    kept = paper.KEPT / f"as-on-sqlite-{language}.json"
    if not paper.on_postgres():
        kept.write_text(json.dumps(said), encoding="utf-8")
    elif IS_LATER_RUN:
        before = json.loads(kept.read_text(encoding="utf-8"))
        assert sorted(said) == sorted(before)
        differ = [path for path in said if said[path] != before[path]]
        assert not differ, first_difference(differ, before, said)


def first_difference(differ: list[str], before: dict[str, str], now: dict[str, str]) -> str:
    was, is_now = (pages[differ[0]].splitlines() for pages in (before, now))
    return "\n".join(
        [f"{len(differ)}: {' '.join(differ)}", *difflib.unified_diff(was, is_now, lineterm="", n=0)]
    )


def is_signed(path: str) -> bool:
    """A sponsor's address with its token, which is another in each run."""
    return path.startswith("/go/")


def words(page: Read) -> str:
    """All of the page but what moves with the hour, with the port and with other tests beside this one: their readers see
    what sponsors pay for, which tells what stands in the slots, and one gives the paper another name for a while."""
    tree = copy.deepcopy(page.tree)
    for slot in [] if tree is None else tree.find_class("slot"):
        slot.drop_tree()
    whole = b"" if tree is None else html.tostring(tree, encoding="utf-8")
    still = TODAY.sub("", AGO.sub(r"\1", MOVES.sub(b"", whole).decode()))
    still = still.replace(RENAMED, NAME)
    return f"{page.status} {re.sub(r'127.0.0.1:[0-9]+', 'here', still)}"
