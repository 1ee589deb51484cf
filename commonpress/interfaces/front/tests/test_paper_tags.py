from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils import timezone, translation

from commonpress.engines.lib import clock
from commonpress.engines.readership import totals
from commonpress.interfaces.front import counts
from commonpress.interfaces.front.templatetags.paper import machine_readable

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _in_sulimar() -> Iterator[None]:
    with timezone.override(ZoneInfo("Europe/Bucharest")), clock.frozen(NOW):
        yield


def said(source: str, language: str = "en", **context: Any) -> str:
    with translation.override(language):
        return Template("{% load paper %}" + source).render(Context(context))


def test_a_moment_is_said_in_the_zone_of_the_paper() -> None:
    at = datetime(2026, 11, 21, 6, 15, tzinfo=UTC)
    assert said("{% when at %}", at=at) == (
        '<time datetime="2026-11-21T08:15:00+02:00" title="2 days ago">21 November 2026, 08:15</time>'
    )


def test_how_long_ago_is_not_said_to_the_minute_on_a_page_that_is_kept_an_hour() -> None:
    assert 'title="less than an hour ago"' in said("{% when at %}", at=NOW - timedelta(minutes=59))
    assert 'title="1 hour ago"' in said("{% when at %}", at=NOW - timedelta(minutes=61))
    assert 'title="in 5 minutes"' in said("{% when at %}", at=NOW + timedelta(minutes=5))


def test_a_moment_is_said_in_romanian() -> None:
    at = datetime(2026, 11, 21, 6, 15, tzinfo=UTC)
    assert "21 noiembrie 2026, 08:15</time>" in said("{% when at %}", "ro", at=at)
    assert 'title="acum 2 zile"' in said("{% when at %}", "ro", at=at)


def test_a_day_has_its_year_only_when_it_is_another() -> None:
    assert "21\xa0Nov</time>" in said("{% when at 'day' %}", at=datetime(2026, 11, 21, tzinfo=UTC))
    assert "21\xa0Nov\xa02024</time>" in said("{% when at 'day' %}", at=datetime(2024, 11, 21, tzinfo=UTC))


def test_the_masthead_says_the_weekday() -> None:
    assert ">Monday, 23 November 2026<" in said("{% day_in_full at %}", at=NOW)
    assert ">Luni, 23 noiembrie 2026<" in said("{% day_in_full at %}", "ro", at=NOW)


def test_a_page_without_a_day_shows_none() -> None:
    assert said("{% day_in_full at %}", at=None) == ""


@pytest.mark.parametrize(
    ("language", "words"), [("en", "“fog”"), ("ro", "„fog”"), ("fr", "«\xa0fog\xa0»"), ("xx", "“fog”")]
)
def test_words_are_quoted_as_the_language_does(language: str, words: str) -> None:
    assert said("{{ words|quoted }}", language, words="fog") == words


def test_only_a_foreign_text_is_marked_with_its_language() -> None:
    assert said('<p{% lang "ro" %}>') == '<p lang="ro">'
    assert said('<p{% lang "en" %}>') == "<p>"
    assert said('<p{% own_lang "ro" %}>') == '<p lang="en">'


def test_the_noun_agrees_with_the_number_that_is_shown() -> None:
    assert "1 view<" in counts.phrase(1, "en")
    assert "11.8K views<" in counts.phrase(11_842, "en")


@pytest.mark.django_db
def test_what_nobody_read_has_no_counter() -> None:
    totals.add("story:1", 3)
    assert dict(counts.views(["story:1", "story:2"])) == {"story:1": "<span>3 views</span>"}


def test_data_for_machines_cannot_close_its_script() -> None:
    block = machine_readable({"name": "</script><b>&"})
    assert block.count("</script>") == 1
    assert "\\u003c/script\\u003e\\u003cb\\u003e\\u0026" in block


def test_the_broken_press_needs_no_database() -> None:
    assert "500" in render_to_string("front/500.html", {})
