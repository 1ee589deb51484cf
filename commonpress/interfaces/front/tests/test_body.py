"""What is added to a stored body when it is shown."""

from io import BytesIO

from PIL import Image

from commonpress.engines.lib import html
from commonpress.engines.media.address import picture_url
from commonpress.engines.media.renditions import render_now
from commonpress.engines.media.store import store
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


def test_a_picture_we_keep_comes_in_every_format_and_width(db: None) -> None:
    data = BytesIO()
    Image.new("RGB", (1600, 1000), "#336699").save(data, "JPEG")
    kept = store(data.getvalue(), alt="Not this")
    render_now(kept)
    kept.refresh_from_db()
    stored = html.clean(
        f'<p>a</p><img src="{picture_url(kept, 5000)}" alt="The &quot;sea&quot;">', html.ARTICLE
    )
    page = as_shown(stored)
    assert 'type="image/avif"' in page
    assert 'alt="The &quot;sea&quot;"' in page
    assert page.count("<img") == page.count('loading="lazy"') == 1
    assert 'width="1600"' in page


def test_a_picture_of_the_body_waits_until_it_is_near(db: None) -> None:
    stored = html.clean('<p>a</p><img src="/media/ab/c.jpg" alt="a &lt;img b">', html.ARTICLE)
    assert as_shown(stored).count('<img loading="lazy"') == 1


def test_words_about_tags_are_left_alone() -> None:
    stored = html.clean("<p>A &lt;table&gt; and an &lt;img &gt;.</p>", html.ARTICLE)
    assert as_shown(stored) == stored
