import pytest

from commonpress.engines.lib import html
from commonpress.interfaces.studio.plain import as_html, as_typed

STORED = [
    "<p>One.</p><p>Two, “quoted” &amp; said.</p>",
    "<p>A line<br>and another</p><h2>Then</h2><p>More.</p>",
    "<ul><li>a</li><li>b <strong>c</strong></li></ul><p>After.</p>",
    "<blockquote><p>One.</p><p>Two.</p></blockquote><p>After.</p>",
    '<figure><img src="/media/ab/cd.jpg" alt="The ferry"><figcaption>Noon. <cite>Ben</cite></figcaption></figure>',
    '<p>See <a href="https://example.org/?a=1&amp;copy=2" rel="ugc noopener">this</a>.</p>',
    "<p>5 &lt; 6 and &amp;lt; is written so</p>",
    "<pre>a\n\nb</pre><p>x</p><hr><p>y</p>",
    "<table><tbody><tr><td>1</td></tr></tbody></table>",
]


def settled(body: str) -> str:
    return html.clean(body, html.ARTICLE).replace("\n<", "<").replace("> <", "><")


@pytest.mark.parametrize("body", STORED)
def test_what_is_shown_is_read_back_as_the_same_text(body: str) -> None:
    assert settled(as_html(as_typed(body))) == settled(body)


def test_paragraphs_are_typed_without_markup() -> None:
    assert as_typed("<p>One &amp; all.</p><p>Two.</p><h2>Then</h2>") == "One & all.\n\nTwo.\n\n<h2>Then</h2>"


def test_typed_lines_and_addresses_become_paragraphs_and_links() -> None:
    text = "First line\r\nsecond line\r\n\r\nhttps://www.youtube.com/watch?v=abcdefghijk&t=4\r\n\r\n<h2>Then</h2>"
    assert as_html(text).split("\n") == [
        "<p>First line<br>second line</p>",
        '<p><a href="https://www.youtube.com/watch?v=abcdefghijk&amp;t=4">https://www.youtube.com/watch?v=abcdefghijk&amp;t=4</a></p>',
        "<h2>Then</h2>",
    ]
