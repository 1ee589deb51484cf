import pytest

from commonpress.engines.lib.embeds import find
from commonpress.engines.lib.html import ARTICLE, clean, embeds_to_links, with_embeds

ID = "dQw4w9WgXcQ"
PLAYER = f"https://www.youtube-nocookie.com/embed/{ID}"


@pytest.mark.parametrize(
    ("address", "player"),
    [
        (f"https://www.youtube.com/watch?v={ID}", PLAYER),
        (f"https://m.youtube.com/watch?app=x&v={ID}&t=90s", PLAYER + "?start=90"),
        (f"https://youtu.be/{ID}?si=track", PLAYER),
        (f"//www.youtube.com/embed/{ID}?autoplay=1", PLAYER),
        (f"https://youtube.com/shorts/{ID}", PLAYER),
        ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871?dnt=1"),
        (
            "https://player.vimeo.com/video/76979871?h=8272103f6e",
            "https://player.vimeo.com/video/76979871?dnt=1&h=8272103f6e",
        ),
    ],
)
def test_videos_are_recognised_in_every_spelling(address: str, player: str) -> None:
    embed = find(address, {"youtube.com", "m.youtube.com", "youtu.be", "vimeo.com", "player.vimeo.com"})
    assert embed is not None
    assert embed.player == player


@pytest.mark.parametrize(
    "address",
    [
        f"https://youtube.com.evil.example/watch?v={ID}",
        f"https://evil.example/?https://youtu.be/{ID}",
        f"https://x@youtu.be/{ID}",
        "https://www.youtube.com/watch?v=<script>",
        "https://www.youtube.com/@harbour",
        f"javascript://youtu.be/{ID}",
        "https://vimeo.com/about",
        "https://[youtu.be/x",
    ],
)
def test_other_addresses_are_not(address: str) -> None:
    assert find(address, {"youtube.com", "youtu.be", "vimeo.com"}) is None


def test_a_lone_link_becomes_a_plain_link_that_waits_for_a_click() -> None:
    html = clean(f'<p>Look:</p><p><a href="https://youtu.be/{ID}">The tide</a></p>', ARTICLE)
    shown = with_embeds(html)
    assert f'<figure class="embed" data-embed="{PLAYER}">' in shown
    assert f'<a href="https://www.youtube.com/watch?v={ID}" rel="noopener">YouTube: The tide</a>' in shown
    assert "<figcaption>" in shown
    assert "iframe" not in shown


def test_a_bare_address_in_a_paragraph_or_figure_is_a_lone_link_too() -> None:
    for box in ("p", "figure"):
        assert "data-embed" in with_embeds(f"<{box}>\nhttps://vimeo.com/76979871\n</{box}>")
    captioned = with_embeds(
        "<figure>https://vimeo.com/76979871<figcaption>Our <em>film</em></figcaption></figure>"
    )
    assert "Our <em>film</em> <small>" in captioned


def test_a_link_in_a_sentence_or_to_another_host_stays_a_link() -> None:
    inside = f'<p>See <a href="https://youtu.be/{ID}">this</a>.</p>'
    other = '<p><a href="https://a.example/">a</a></p>'
    refused = f"<p>https://youtu.be/{ID}</p>"
    assert with_embeds(inside + other) == inside + other
    assert with_embeds(refused, ["vimeo.com"]) == refused


def test_a_host_the_owner_adds_is_taken_for_peertube() -> None:
    html = "<p>https://tube.example/w/kkGMgK9ZtnKfYAgnEtQxbv</p>"
    assert "https://tube.example/videos/embed/kkGMgK9ZtnKfYAgnEtQxbv" in with_embeds(html, ["tube.example"])
    assert with_embeds(html) == html


def test_an_imported_player_becomes_a_lone_link_and_others_go() -> None:
    html = (
        f"<p>a</p><iframe width=1 src='https://www.youtube.com/embed/{ID}?rel=0'>no frames</iframe>"
        '<iframe src="https://evil.example/"></iframe><p>b</p>'
    )
    kept = clean(embeds_to_links(html), ARTICLE, rel="")
    address = f"https://www.youtube.com/watch?v={ID}"
    assert kept == f'<p>a</p><p><a href="{address}">{address}</a></p><p>b</p>'
    assert PLAYER in with_embeds(kept)


def test_nothing_a_contributor_writes_can_forge_an_embed() -> None:
    forged = '<figure class="embed" data-embed="https://evil.example/"><a href="/x">x</a></figure>'
    assert clean(forged, ARTICLE) == '<figure><a href="/x">x</a></figure>'
