from commonpress.engines.lib.differ import marked, readable

TABLE = (
    "<p>The fares.</p>"
    "<table><tbody><tr><th>Adult</th><td>{fare}</td></tr><tr><th>Child</th><td>2</td></tr></tbody></table>"
)


def test_a_table_is_read_row_by_row() -> None:
    assert readable(TABLE.format(fare=4)).splitlines() == ["The fares.", "Adult | 4", "Child | 2"]


def test_a_changed_cell_is_marked_in_its_row() -> None:
    page = marked(readable(TABLE.format(fare=4)), readable(TABLE.format(fare=5)))
    assert page == "<p>The fares.</p><p>Adult | <del>4</del> <ins>5</ins></p><p>Child | 2</p>"


def test_what_looks_like_markup_is_shown_as_typed() -> None:
    assert marked("a", "<b>") == "<p><del>a</del> <ins>&lt;b&gt;</ins></p>"


def test_words_that_only_came_or_only_went_are_marked_alone() -> None:
    assert marked("The ferry.", "The old ferry.") == "<p>The <ins>old </ins>ferry.</p>"
    assert marked("The old ferry.", "The ferry.") == "<p>The <del>old </del>ferry.</p>"


def test_words_that_come_often_are_still_known_as_the_same() -> None:
    often = "the " * 300
    page = marked(f"A {often}ferry", f"One {often}boat")
    assert page == f"<p><del>A</del> <ins>One</ins> {often}<del>ferry</del> <ins>boat</ins></p>"
