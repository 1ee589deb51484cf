import re

from django.template import Context, Template
from hypothesis import given, settings
from hypothesis import strategies as st

from commonpress.engines.lib import html
from commonpress.interfaces.desk.marks import Mark, differing, in_html, in_line

BODY = html.clean(
    "<p>The <strong>ferry</strong> came   back &amp; left.</p><ul><li>One\u00a0two</li></ul>", html.ARTICLE
)
TAGS = re.compile(r"</?mark[^>]*>")


def marked(start: int, end: int) -> list[str]:
    shown = in_html(BODY, html.to_text(BODY), [Mark(start, end, 1, "warn")])
    return re.findall(r"<mark[^>]*>(.*?)</mark>", shown)


def test_a_mark_crosses_tags_in_pieces() -> None:
    plain = html.to_text(BODY)
    start = plain.index("ferry")
    assert marked(start, start + len("ferry came back & left")) == [
        "ferry",
        "came   back ",
        "&amp;",
        "left",
    ] or [piece.strip() for piece in marked(start, start + len("ferry came back & left"))] == [
        "ferry",
        "came   back",
        "&amp;",
        "left",
    ]


def test_nothing_but_marks_is_added() -> None:
    plain = html.to_text(BODY)
    shown = in_html(BODY, plain, [Mark(0, 12, 1, "hold"), Mark(4, 30, 2, "note")])
    assert TAGS.sub("", shown) == BODY
    assert 'id="found-1"' in shown


def test_a_headline_is_escaped() -> None:
    assert in_line("<b>Sale</b>", [Mark(0, 2, 1, "warn")]) == (
        '<mark class="found found-warn" id="found-1">&lt;</mark>'
        '<mark class="found found-warn">b</mark>&gt;Sale&lt;/b&gt;'
    )


@given(st.integers(-5, 60), st.integers(-5, 60), st.integers(0, 60), st.integers(0, 60))
@settings(max_examples=60, deadline=None)
def test_any_spans_leave_the_text_whole(a: int, b: int, c: int, d: int) -> None:
    shown = in_html(BODY, html.to_text(BODY), [Mark(a, b, 1, "warn"), Mark(c, d, 2, "hold")])
    assert TAGS.sub("", shown) == BODY


def test_a_page_shows_the_words_that_differ_as_marks_and_the_rest_as_words() -> None:
    here, _there = differing("Two <b> boats", "Three <b> boats")
    shown = Template("{{ here }}").render(Context({"here": here}))
    assert shown == '<mark class="differs">Two</mark> &lt;b&gt; boats'
