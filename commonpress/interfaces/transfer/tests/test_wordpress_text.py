import time

import pytest

from commonpress.interfaces.transfer.wordpress.body import convert
from commonpress.interfaces.transfer.wordpress.paragraphs import paragraphs
from commonpress.interfaces.transfer.wordpress.records import Item
from commonpress.interfaces.transfer.wordpress.shortcodes import attributes, expand
from commonpress.interfaces.transfer.wordpress.site import Medium, Site

FERRY = "https://old.example/wp-content/uploads/ferry.jpg"
TAG = "https://old.example/wp-content/uploads/tug.png"


@pytest.fixture
def site() -> Site:
    site = Site()
    site.facts["base_blog_url"] = "https://old.example"
    site.keep(
        Medium("11", FERRY, "A white ferry", "At the pier", "ferry", "7", "https://old.example/ferry-photo/")
    )
    site.keep(Medium("12", TAG, "", "", "tug", "7"))
    site.took("11", "/media/ferry.jpg", "new", 640, 480)
    return site


def html(site: Site, content: str) -> str:
    return convert(Item("7", content=content), site).html.strip()


def codes(site: Site, content: str) -> set[str]:
    return {code for code, _ in convert(Item("7", content=content), site).notes}


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ("One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>\n"),
        ("One\r\ntwo", "<p>One<br>\ntwo</p>\n"),
        ("One<br />\ntwo", "<p>One<br>\ntwo</p>\n"),
        ("<h2>Head</h2>\nText", "<h2>Head</h2><p>Text</p>\n"),
        ("<ul>\n<li>a</li>\n\n<li>b</li>\n</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<pre>a\n\nb</pre>", "<pre>a\n\nb</pre>"),
        ("<blockquote>a\n\nb</blockquote>", "<blockquote><p>a</p>\n<p>b</p>\n</blockquote>"),
        ("<p>a\nb</p>", "<p>a<br>\nb</p>"),
        ("a <em>b</em> c", "<p>a <em>b</em> c</p>\n"),
        ("<pre>never closed\n\nx", "<pre>never closed\n\nx"),
        ("1 < 2\n\nand <3", "<p>1 < 2</p>\n<p>and <3</p>\n"),
        ("https://a.example/b", '<p><a href="https://a.example/b">https://a.example/b</a></p>\n'),
        ("", ""),
    ],
)
def test_blank_lines_become_paragraphs_where_prose_stands(typed: str, marked: str) -> None:
    assert paragraphs(typed) == marked


def test_text_with_blocks_is_not_given_paragraphs_twice(site: Site) -> None:
    block = "<!-- wp:paragraph -->\n<p>One\n\nline.</p>\n<!-- /wp:paragraph -->"
    assert html(site, block) == "<p>One\n\nline.</p>"


@pytest.mark.parametrize(
    ("text", "left", "unknown"),
    [
        ("He wrote [sic] it", "He wrote [sic] it", []),
        ("[1] and [...] and [a b]", "[1] and [...] and [a b]", []),
        ('[button color="red"]Go[/button]', "Go", ["button"]),
        ("[[gallery]]", "[gallery]", []),
        ("[x][y]in[/x][/y]", "in", ["y", "x"]),
        ("[toc /] text", " text", ["toc"]),
        ('<a title="[x y=1]">b</a>', '<a title="[x y=1]">b</a>', []),
        ("<code>[x y=1]</code>", "<code>[x y=1]</code>", []),
    ],
)
def test_only_what_certainly_is_a_shortcode_goes(text: str, left: str, unknown: list[str]) -> None:
    told: list[str] = []
    assert expand(text, {}, told.append) == left
    assert sorted(told) == sorted(unknown)


def test_attributes_come_in_every_quoting() -> None:
    assert attributes(""" a="1 2" b='3' c=4 "five" six""") == {
        "a": "1 2",
        "b": "3",
        "c": "4",
        "0": "five",
        "1": "six",
    }


def test_a_picture_that_was_taken_shows_from_here_at_its_size(site: Site) -> None:
    text = f'<a href="{FERRY}"><img class="wp-image-11" src="{FERRY.replace(".jpg", "-300x200.jpg")}" width="300"></a>'
    assert html(site, text) == (
        '<p><img src="/media/ferry.jpg" alt="A white ferry" width="640" height="480"></p>'
    )


def test_a_picture_that_was_not_taken_is_a_link_and_never_shown_from_there(site: Site) -> None:
    text = (
        f'See <img src="{TAG}" alt="The tug"> and <img src="https://spy.example/p.gif" width="1" height="1">.'
    )
    assert html(site, text) == f'<p>See <a href="{TAG}">Picture: The tug</a> and .</p>'
    assert codes(site, text) == {"picture-link"}


def test_a_gallery_is_a_figure_of_figures(site: Site) -> None:
    for text in ("[gallery]", '[gallery ids="11,12,99"]'):
        assert html(site, text).count("<figure") == 3
        assert '<figure class="gallery"><figure><img src="/media/ferry.jpg"' in html(site, text)
        assert "<figcaption>At the pier</figcaption>" in html(site, text)
    block = (
        '<!-- wp:gallery {"ids":[11]} --><ul class="wp-block-gallery columns-3"><li class="blocks-gallery-item"><figure>'
        f'<img src="{FERRY}" class="wp-image-11"><figcaption>Pier</figcaption></figure></li></ul><!-- /wp:gallery -->'
    )
    assert html(site, block).startswith('<figure class="gallery"><figure><img src="/media/ferry.jpg"')


@pytest.mark.parametrize(
    "text",
    [
        f'[caption id="a" width="604"]<a href="{FERRY}"><img src="{FERRY}" /></a> On <em>time</em>[/caption]',
        f'[caption caption="On <em>time</em>"]<img src="{FERRY}" />[/caption]',
    ],
)
def test_a_caption_becomes_a_figure(site: Site, text: str) -> None:
    assert "<figure><img" in html(site, text)
    assert "<figcaption>On <em>time</em></figcaption></figure>" in html(site, text)


def test_players_become_links(site: Site) -> None:
    sound = "https://old.example/a.mp3"
    for text in (
        f'[audio mp3="{sound}"][/audio]',
        f"[audio {sound}]",
        f'<audio controls src="{sound}"></audio>',
    ):
        assert f'<a href="{sound}">' in html(site, text)
        assert "player" in codes(site, text)
    assert "youtube.com/watch?v=abc123xyz" in html(site, "[youtube abc123xyz]")
    assert 'href="https://x.example/1"' in html(site, "[embed]https://x.example/1[/embed]")


def test_blocks_only_the_old_site_can_show_are_reported(site: Site) -> None:
    assert codes(site, "<!-- wp:latest-posts /--><p>Text</p>") == {"block"}


def test_words_of_boxes_do_not_run_together(site: Site) -> None:
    text = "<!-- wp:columns --><div><div>One</div><div>Two</div></div>"
    assert html(site, text) == "<p>One</p><p>Two</p>"


@pytest.mark.parametrize(
    "hostile",
    [
        "[a]" * 60_000,
        "[a b=1]" * 40_000,
        "[" * 200_000,
        "<" * 200_000,
        "<pre>" * 40_000,
        "<!--" * 50_000,
        "<!-- wp:a {" * 20_000,
        "<div>" * 50_000,
        "[x]" * 20_000 + "[/x]" * 20_000,
        "\n" * 200_000,
        "<p>" * 50_000,
        "[caption]" * 20_000,
    ],
)
def test_hostile_text_takes_no_more_time_than_its_length(site: Site, hostile: str) -> None:
    start = time.process_time()
    html(site, hostile)
    assert time.process_time() - start < 4
