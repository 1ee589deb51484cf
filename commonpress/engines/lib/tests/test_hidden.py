import pytest

from commonpress.engines.lib import hidden

ZERO = "\u200b"


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        (
            '<p>A ferry.<span style="display: none">cheap <b>casino</b> bonus</span> Noon.</p>',
            "cheap casino bonus",
        ),
        ("<p>A ferry.</p><div hidden><p>cheap loans</p></div>", "cheap loans"),
        ('<p style="font-size:0px">loans</p><p style="opacity:0">pills</p>', "loans pills"),
        ('<div style="position:absolute;left:-9999px"><a href="https://x.example/">bets</a></div>', "bets"),
        ('<p style="visibility&#58;hidden">bets</p>', "bets"),
        ("<p>A ferry.</p><noscript>coins</noscript><textarea>slots</textarea>", "coins slots"),
        (f"<p>The ca{ZERO}si{ZERO}no at noon</p>", "casi sino"),
        ("<p>The ca&#8203;sino</p>", "casino"),
    ],
)
def test_what_no_reader_sees_is_told(markup: str, found: str) -> None:
    assert hidden.words(markup) == found


@pytest.mark.parametrize(
    "markup",
    [
        "<p>A ferry came at noon.</p>",
        '<p style="margin:0cm;font-size:0.9em;opacity:0.95">From a word processor</p>',
        "<p>Donau\u00addampf\u00adschiff, and a joined \u0645\u06cc\u200c\u062e\u0648 \U0001f469\u200d\U0001f4bb</p>",
        f"{ZERO}<p>{ZERO}A ferry {ZERO}at noon{ZERO}.</p>",
        '<p>It is hidden</p><style>p { display: none }</style><span style="display:none">&nbsp;</span>',
        "<b>" * 300 + '<i style="display:none">deep</i>',
    ],
)
def test_honest_markup_hides_nothing(markup: str) -> None:
    assert hidden.words(markup) == ""


def test_it_is_cut() -> None:
    assert len(hidden.words("<p hidden>" + "loans " * 1000)) <= hidden.LONGEST


def test_a_rule_in_what_is_hidden_closes_nothing() -> None:
    assert hidden.words("<div hidden>cheap<hr>loans</div><p>A ferry.</p>") == "cheap loans"


def test_an_end_without_its_beginning_ends_nothing() -> None:
    """The parser leaves none; a reader of tags must not fall over one all the same."""
    assert list(hidden.unshown('</b><p hidden="">loans</i></p>')) == ["loans"]
