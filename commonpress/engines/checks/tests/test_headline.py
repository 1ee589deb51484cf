import pytest

from commonpress.engines.checks import headline, sentences
from commonpress.engines.checks.finding import Severity
from commonpress.engines.checks.matter import Matter

GOOD = [
    "The ferry is back in the harbour",
    "NATO and EU ministers meet in Tulcea",
    "Școala din Grindu Nou se redeschide luni",
    "What does the new breakwater cost? Three answers",
    "Temperatures reach 38 °C → shade at the market",
    "“We shut down before it became a shovel”",
    "TVR, BBC and ZDF film on the lagoon",
]
BAD = {
    "capitals": [
        "THE FERRY IS BACK IN THE HARBOUR",
        "The mayor SAYS NOTHING ABOUT the bridge",
        "ȘCOALA SE REDESCHIDE LUNI",
    ],
    "emoji": ["The ferry is back 🚢 in the harbour", "Best offers of the week ⭐⭐⭐"],
    "punctuation": [
        "You will not believe what he did!!!",
        "Ce a urmat e incredibil...",
        "Who paid for it?!",
        "Win now!",
    ],
    "long": ["The council " * 12],
    "short": ["Storm", ""],
}


@pytest.mark.parametrize("text", GOOD)
def test_a_plain_headline_passes(text: str) -> None:
    assert headline.judge(Matter("story:1", headline=text), {}) == []


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in BAD.items() for text in texts])
def test_a_headline_that_shouts_or_teases_is_told(code: str, text: str) -> None:
    found = headline.judge(Matter("story:1", headline=text), {})
    assert code in {finding.code for finding in found}
    assert all(sentences.for_author(finding) and sentences.for_editor(finding) for finding in found)
    assert all(finding.severity < Severity.HOLD and 0 <= finding.score <= 1 for finding in found)


def test_the_span_shows_the_marks() -> None:
    text = "The ferry is back 🚢 in the harbour"
    (found,) = headline.judge(Matter("story:1", headline=text), {})
    assert text[found.spans[0].start : found.spans[0].end] == "🚢"
