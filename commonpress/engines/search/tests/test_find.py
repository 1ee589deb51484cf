from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonpress.engines.search import folder, rebuild
from commonpress.engines.search.find import Query, find
from commonpress.engines.search.highlight import headline, snippet
from commonpress.engines.search.tests.conftest import DAY, Shelf


def found(text: str = "", **filters: Any) -> list[str]:
    return [hit.subject for hit in find(Query(text, **filters)).hits]


def test_a_word_in_the_headline_weighs_more_than_one_in_the_body(shelf: Shelf) -> None:
    shelf.put(1, "The harbour", body="A long text that names the lantern once, among many other words.")
    shelf.put(2, "The lantern", body="A long text that names the harbour once, among many other words.")
    rebuild.rebuild()
    assert found("lantern") == ["thing:2", "thing:1"]


def test_each_language_is_stemmed_by_its_own_rules_and_found_without_diacritics(shelf: Shelf) -> None:
    shelf.put(1, "Primăria din București repară școala", language="ro")
    shelf.put(2, "Brighter lighthouses", language="en-GB")
    shelf.put(3, "Οι ποιητές της θάλασσας", language="el")
    shelf.put(4, "Ёлки у моря", language="ru")
    shelf.put(5, "北京大学的灯塔", language="zh")
    rebuild.rebuild()
    for text in ("Bucuresti", "Bucureştiului", "scoli ", "PRIMARIE"):
        assert found(text) == ["thing:1"], text
    assert found("lighthouse ") == ["thing:2"]
    assert found("θαλασσα ") == ["thing:3"]
    assert found("елка ") == ["thing:4"]
    assert found("大学") == ["thing:5"]
    assert found("学大") == []


def test_a_document_without_a_known_language_is_found_by_its_plain_words(shelf: Shelf) -> None:
    shelf.put(1, "Hafið er blátt", language="is")
    rebuild.rebuild()
    assert found("hafid") == ["thing:1"]


def test_filters_narrow_and_alone_give_the_newest_first(shelf: Shelf) -> None:
    shelf.put(1, "Lantern one", sections=("port", "town"), author_handles=("ben",), kind="news")
    shelf.put(2, "Lantern two", sections=("town",), author_handles=("ben", "cleo"), language="ro")
    shelf.put(3, "Lantern three", sections=("sport",), author_handles=("dan",))
    rebuild.rebuild()
    assert found(section="town") == ["thing:2", "thing:1"]
    assert found("lantern", author="cleo") == ["thing:2"]
    assert found("lantern", language="ro-RO") == ["thing:2"]
    assert found("lantern", kind="news") == ["thing:1"]
    assert found("lantern", start=DAY + timedelta(days=2), end=DAY + timedelta(days=3)) == ["thing:2"]
    assert found("lantern", section="town", author="dan") == []


def test_pages_follow_each_other_and_the_total_stays(shelf: Shelf) -> None:
    for number in range(25):
        shelf.put(number, "Lantern")
    rebuild.rebuild()
    pages = [find(Query("lantern"), limit=10, offset=offset) for offset in (0, 10, 20, 30, 5000, -3)]
    assert [page.total for page in pages[:3]] == [25, 25, 25]
    assert [len(page.hits) for page in pages] == [10, 10, 5, 0, 0, 10]
    assert len({hit.subject for page in pages[:3] for hit in page.hits}) == 25


def test_of_two_equal_documents_the_newer_comes_first(shelf: Shelf) -> None:
    shelf.put(1, "Lantern", published=datetime(2026, 1, 1, tzinfo=UTC))
    shelf.put(2, "Lantern", published=datetime(2026, 11, 1, tzinfo=UTC))
    shelf.put(3, "Lantern", published=datetime(2009, 1, 1, tzinfo=UTC))
    rebuild.rebuild()
    assert found("lantern") == ["thing:2", "thing:1", "thing:3"]


def test_without_an_index_nothing_is_found_and_the_answer_says_so(shelf: Shelf) -> None:
    answer = find(Query("lantern"))
    assert (answer.hits, answer.is_ready) == ([], False)
    rebuild.rebuild()
    assert find(Query("lantern")).is_ready


def test_an_index_of_another_version_is_not_ready(shelf: Shelf) -> None:
    shelf.put(1, "Lantern")
    rebuild.rebuild()
    here = folder.current()
    assert here
    other = here.rename(here.with_name(here.name.replace("v", "v9", 1)))
    folder._write(folder.root() / "current", other.name)
    assert not found("lantern")


@pytest.fixture
def lantern(shelf: Shelf) -> None:
    shelf.put(1, "The ferry is back", body="The ferry came back at noon. " * 20)
    shelf.put(2, "Feribotul s-a întors", language="ro", body="Feribotul Pescărușul s-a întors la prânz.")
    rebuild.rebuild()


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text() | st.text(alphabet="\"'()[]{}:*?~^+-\\/ aăș\u0301\x00\n", max_size=80))
def test_no_text_raises_or_escapes_its_marks(lantern: None, text: str) -> None:
    query = Query(text)
    assert find(query).is_ready
    for shown in (headline(query, text), snippet(query, text), snippet(query, f"ferry {text} întors")):
        assert "<" not in shown.replace("<mark>", "").replace("</mark>", "")


def test_naughty_strings_are_only_text(lantern: None, shared_data: Path) -> None:
    import json

    for text in json.loads((shared_data / "naughty-strings.json").read_text(encoding="utf-8")):
        assert find(Query(text), limit=3).is_ready
        assert "<script" not in headline(Query(text), text) + snippet(Query(text), text)
    assert not folder.needs_repair()
