from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone, translation

from commonpress.engines.readership.chart import Bar, Spread, axis_end, draw

START = datetime(2026, 3, 1, tzinfo=UTC)
SVG = ElementTree.Element


def bars(*counts: int, spread: Spread | None = None) -> list[Bar]:
    return [Bar(START + timedelta(days=n), count, spread) for n, count in enumerate(counts)]


def drawn(found: list[Bar], *, hourly: bool = False) -> SVG:
    """The picture, parsed as XML: it must be well-formed."""
    return ElementTree.fromstring(draw(found, name="views", title="Views & <days>", hourly=hourly))


def words(svg: SVG) -> list[str]:
    return [element.text or "" for element in svg.iter("text")]


def test_the_picture_has_a_name_and_its_words() -> None:
    svg = drawn(bars(3, 1200, 5))
    assert svg.get("role") == "img"
    title, desc = svg.find("title"), svg.find("desc")
    assert title is not None
    assert desc is not None
    assert svg.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert title.text == "Views & <days>"
    assert desc.text == "1,208 views in all. The most: 1,200, Mar 2."


def test_it_needs_no_script_and_no_style() -> None:
    for element in drawn(bars(3, 4, spread=Spread(1, 2, 3))).iter():
        assert element.tag not in {"script", "style"}
        assert not [key for key in element.attrib if key == "style" or key.startswith("on")]


def test_a_bar_is_as_high_as_its_share_of_the_axis() -> None:
    svg = drawn(bars(50, 100))
    path = next(one for one in svg.iter("path") if one.get("class") == "chart-bars")
    assert path.get("d") == "M0.1 150V75.0H0.9V150ZM1.1 150V0.0H1.9V150Z"


def test_one_view_among_thousands_can_still_be_seen() -> None:
    svg = drawn(bars(1, 5000))
    path = next(one for one in svg.iter("path") if one.get("class") == "chart-bars")
    assert "V149.0" in str(path.get("d"))


def test_the_median_and_its_spread_are_drawn_and_named_only_where_known() -> None:
    with_spread = drawn(bars(3, 9, spread=Spread(2, 4, 8)))
    assert {"chart-band", "chart-halo", "chart-median"} <= {
        one.get("class") for one in with_spread.iter("path")
    }
    assert "median" in words(with_spread)
    without = drawn(bars(3, 9))
    assert {one.get("class") for one in without.iter("path")} == {"chart-bars"}
    assert "median" not in words(without)


def test_a_median_that_is_unknown_for_a_while_is_broken_there() -> None:
    one, two, three = bars(1, 2, 3)
    known = Spread(1, 2, 3)
    svg = drawn([Bar(one.at, 1, known), two, Bar(three.at, 3, known)])
    path = next(found for found in svg.iter("path") if found.get("class") == "chart-median")
    assert str(path.get("d")).count("M") == 2


def test_an_empty_chart_says_so() -> None:
    svg = drawn(bars(0, 0, 0))
    assert "No views in this time." in words(svg)
    desc = svg.find("desc")
    assert desc is not None
    assert desc.text == "No views in this time."


@pytest.mark.parametrize("count", [1, 2, 7, 24, 30, 365])
def test_few_bars_and_many_are_labelled_without_crowding(count: int) -> None:
    svg = drawn(bars(*range(count)))
    under = [one for one in svg.iter("text") if one.get("y") == "192"]
    assert 1 <= len(under) <= 5
    assert len([one for one in under if "wide" not in str(one.get("class"))]) <= 3
    assert len(draw(bars(*range(count)), name="n", title="t")) < 14_000


def test_hours_are_labelled_by_the_clock_of_the_paper() -> None:
    found = [Bar(START + timedelta(hours=n), n) for n in range(24)]
    with timezone.override("Europe/Bucharest"):
        assert "02:00" in words(drawn(found, hourly=True))


def test_numbers_and_days_speak_romanian() -> None:
    with translation.override("ro"), timezone.override("Europe/Bucharest"):
        svg = drawn(bars(12000, 3))
    assert {"12.000", "1 mar."} <= set(words(svg))


ENDS = {0: 10, 7: 10, 10: 10, 11: 12, 14: 16, 21: 30, 51: 60, 99.5: 100, 100: 100, 101: 120, 9999: 10000}


@pytest.mark.parametrize(("most", "end"), ENDS.items())
def test_an_axis_ends_at_a_round_number_whose_half_is_whole(most: float, end: int) -> None:
    assert axis_end(most) == end
    assert end % 2 == 0
