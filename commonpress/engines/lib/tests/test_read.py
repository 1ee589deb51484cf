from commonpress.engines.lib.html import ARTICLE, Image, Link, clean, images, links, to_text


def test_blocks_rows_and_breaks_become_lines() -> None:
    html = "<h2>A&amp;B</h2><p>one <em>two</em>\nthree<br>four</p><ul><li>x</li><li>y</li></ul>"
    assert to_text(html) == "A&B\none two three\nfour\nx\ny"
    assert to_text("<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>") == "1 2\n3"
    assert to_text("<pre>a\n b</pre>") == "a\nb"


def test_no_text_comes_from_scripts_or_comments() -> None:
    assert to_text("<script>x</script><style>y</style><!-- z --><p>a &lt;b&gt;</p>") == "a <b>"
    assert to_text("") == ""


def test_links_are_listed_as_a_browser_follows_them() -> None:
    html = (
        '<p><a href="https://a.example/?a=1&amp;b=2"><b>A</b> 1</a> <a href="javascript:x">y</a><a>z</a></p>'
    )
    assert links(html) == [Link("https://a.example/?a=1&b=2", "A 1")]


def test_pictures_are_listed_with_their_words() -> None:
    body = (
        '<p><img width="9" alt="The &quot;Grindu&quot;" src="/media/ab/c.jpg"> <img src="/media/d.jpg"></p>'
    )
    assert images(clean(body, ARTICLE)) == [
        Image("/media/ab/c.jpg", 'The "Grindu"'),
        Image("/media/d.jpg", ""),
    ]
