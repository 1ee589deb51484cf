import pytest

from commonpress.engines.checks.matter import Matter
from commonpress.engines.checks.quotes import credited, marked_lines
from commonpress.engines.lib import html

SAID = "You could hear it before you could feel it"
LINK = '<a href="https://example.org/news">Example News</a>'
BODIES = [
    "<p>One <em>two</em> three.</p><blockquote><p>Four five.</p><p>Six.</p></blockquote><p>Seven</p>",
    "<p>He said <q>one two</q> and <cite>The Book</cite> says three.</p><ul><li>a</li><li>b  c</li></ul>",
    f"<blockquote>{SAID}</blockquote><p>{LINK}</p><table><tr><td>x</td><td>y</td></tr></table>",
    "<p> spaced   <q> out </q> text </p><p></p><blockquote></blockquote><p>end</p>",
]


def quoted(body: str, **words: str) -> list[str]:
    matter = Matter("story:1", body=body, **words)  # type: ignore[arg-type]
    return [matter.text[start:end].strip() for start, end in credited(matter)]


@pytest.mark.parametrize("body", BODIES)
def test_lines_are_those_of_the_plain_text(body: str) -> None:
    text = html.to_text(body)
    assert [text[line.start : line.end] for line in marked_lines(body)] == text.split("\n")


def test_a_block_of_quotation_counts_with_its_source_beside_it() -> None:
    block = f"<p>Intro.</p><blockquote><p>{SAID}</p></blockquote>"
    assert quoted(block) == []
    assert quoted(f"{block}<p>From {LINK}.</p>") == [SAID]
    assert quoted(f"{block}<p>From <a href='/2026/11/a/'>us</a>.</p>") == []
    assert quoted(block, credit_url="https://example.org/a") == [SAID]
    assert quoted(f"<blockquote><p>{SAID}</p><p><cite>The Lantern</cite></p></blockquote>") == [
        SAID,
        "The Lantern",
    ]


@pytest.mark.parametrize(
    "said", [f"“{SAID}”", f"„{SAID}”", f"«{SAID}»", f'"{SAID}"', f'“{SAID}, he said "so" twice”']
)
def test_quotation_marks_count_with_a_source_in_the_same_paragraph(said: str) -> None:
    assert quoted(f"<p>{said}, said the engineer.</p>") == []
    assert quoted(f"<p>{said}, the engineer told {LINK}.</p>") == [said]
    assert quoted(f"<p>{said}, said the engineer.</p><p>More at {LINK}.</p>") == []
    assert quoted(f"<p>{said}, said the engineer.</p>", credit_agency="Agerpres") == [said]


def test_an_inline_quotation_is_the_element_only() -> None:
    assert quoted(f"<p>She said <q>{SAID}</q> to {LINK} twice.</p>") == [SAID]


def test_marks_an_author_writes_into_the_text_change_nothing() -> None:
    assert quoted(f"<p>\ue000{SAID}\ue001</p>", credit_agency="Agerpres") == []
