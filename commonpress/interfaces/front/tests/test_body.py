"""What is added to a stored body when it is shown."""

from commonpress.engines.lib import html
from commonpress.interfaces.front.body import as_shown


def test_a_table_scrolls_in_a_box_of_its_own_that_tab_reaches() -> None:
    shown = as_shown(html.clean("<table><tr><td>1</td></tr></table>", html.ARTICLE))
    assert shown.startswith('<div class="wide" role="group" tabindex="0" aria-label="Table"><table>')
    assert shown.endswith("</table></div>")


def test_a_table_in_a_table_stays_balanced() -> None:
    shown = as_shown(
        html.clean("<table><tr><td><table><tr><td>1</td></tr></table></td></tr></table>", html.ARTICLE)
    )
    assert shown.count("<div") == shown.count("</div>") == shown.count("<table") == 2


def test_a_picture_of_the_body_waits_until_it_is_near() -> None:
    stored = html.clean('<p>a</p><img src="/media/ab/c.jpg" alt="a &lt;img b">', html.ARTICLE)
    assert as_shown(stored).count('<img loading="lazy"') == 1


def test_words_about_tags_are_left_alone() -> None:
    stored = html.clean("<p>A &lt;table&gt; and an &lt;img &gt;.</p>", html.ARTICLE)
    assert as_shown(stored) == stored
