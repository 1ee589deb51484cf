from datetime import timedelta
from typing import Any

import pytest

from commonpress.engines.checks import archive, copied, passages, sentences, store
from commonpress.engines.checks.finding import Finding, Severity
from commonpress.engines.checks.matter import Matter
from commonpress.engines.checks.models import Passage, Text
from commonpress.engines.checks.run import examine
from commonpress.engines.checks.tests.texts import FERRY, ROMANIAN, SALT, html, mixed
from commonpress.engines.lib import clock
from commonpress.engines.lib.text import fold

pytestmark = pytest.mark.django_db
LINK = '<a href="https://example.org/ferry">the harbour office</a>'


@pytest.fixture(autouse=True)
def _archive() -> None:
    put("story:1", "member:1", FERRY)
    put("story:2", "member:2", SALT)
    put("story:3", "member:3", ROMANIAN, public=False)


def put(subject: str, author: str, text: str, *, public: bool = True, days: int = 3, **words: Any) -> None:
    matter = Matter(subject, author, headline=text[:30], body=html(text), **words)
    archive.put(matter, public=public, at=clock.now() - timedelta(days=days))


def look(body: str, author: str = "member:9", **words: Any) -> list[Finding]:
    return examine(Matter("story:99", author, body=body, **words), only={"copied"})


def codes(found: list[Finding]) -> list[tuple[str, Severity]]:
    return [(finding.code, finding.severity) for finding in found]


def parts(text: str) -> list[str]:
    return text.split(". ")


def test_a_text_copied_word_by_word_is_held_with_its_source() -> None:
    (found,) = look(html(FERRY))
    assert (found.code, found.severity, found.score) == ("passages", Severity.HOLD, 1.0)
    assert found.facts["sources"][0]["subject"] == "story:1"
    assert "100%" in sentences.for_editor(found)
    assert "The ferry" in sentences.for_editor(found)
    assert sentences.for_author(found)


def test_an_unrelated_text_says_nothing() -> None:
    assert (
        look(
            mixed(
                "The library opens on Thursday evenings again, from six to nine, with soup for whoever comes."
            )
        )
        == []
    )
    assert look("") == []


def test_part_of_a_text_in_another_order_is_found() -> None:
    body = mixed(
        parts(FERRY)[3], "My own words stand here between them, and they are quite long.", parts(FERRY)[1]
    )
    (found,) = look(body)
    assert found.severity == Severity.HOLD
    assert 0.5 < found.score < 0.9


def test_a_lightly_edited_text_is_found() -> None:
    edited = " ".join("thing" if at % 10 == 9 else word for at, word in enumerate(FERRY.split()))
    (found,) = look(html(edited))
    assert found.severity == Severity.HOLD
    assert found.score > 0.8


@pytest.mark.parametrize(
    "spelled",
    [fold(ROMANIAN), ROMANIAN.translate(str.maketrans("șțȘȚ", "şţŞŢ")), ROMANIAN.upper()],
    ids=["without accents", "with cedillas", "in capitals"],
)
def test_an_earlier_submission_is_found_in_any_spelling(spelled: str) -> None:
    (found,) = look(mixed(spelled))
    assert (found.severity, found.score) == (Severity.HOLD, 1.0)
    assert found.facts["sources"][0]["public"] is False


def test_a_sentence_or_two_are_shown_but_do_not_hold() -> None:
    body = mixed(SALT.replace("Salt", "Sugar").split(". ")[0]) + html(
        parts(FERRY)[1] + ". " + parts(FERRY)[2]
    )
    own = " ".join(f"word{number} of mine" for number in range(80))
    (found,) = look(f"{body}<p>{own}</p>")
    assert found.severity == Severity.WARN
    assert {source["subject"] for source in found.facts["sources"]} == {"story:1", "story:2"}


@pytest.mark.parametrize(
    "body",
    [
        f"<p>Our town waits.</p><blockquote>{html(FERRY)}</blockquote><p>So says {LINK}.</p>",
        "".join(f"<p>“{part}”, said {LINK}.</p>" for part in parts(FERRY)),
    ],
    ids=["block", "marks"],
)
def test_a_quotation_with_its_source_is_never_held(body: str) -> None:
    assert {severity for _, severity in codes(look(body))} <= {Severity.NOTE}


def test_a_quotation_without_a_source_is_copying() -> None:
    assert codes(look(f"<blockquote>{html(FERRY)}</blockquote>")) == [("passages", Severity.HOLD)]


def test_an_agencys_text_under_its_name_is_a_note() -> None:
    passages.put(
        "wire:1",
        SALT,
        author="",
        public=True,
        at=clock.now(),
        source="https://wire.example/a",
        agency="Agerpres",
    )
    passages.remove(["story:2"])
    assert codes(look(html(SALT))) == [("passages", Severity.HOLD)]
    assert codes(look(html(SALT), credit_agency="AGERPRES")) == [("credited", Severity.NOTE)]
    assert codes(look(html(SALT), credit_url="https://www.wire.example/b")) == [("credited", Severity.NOTE)]
    assert codes(look(html(SALT), credit_agency="Reuters")) == [("passages", Severity.HOLD)]


def test_an_authors_own_earlier_text_is_a_note() -> None:
    assert codes(look(html(FERRY), author="member:1")) == [("own", Severity.NOTE)]


def test_who_was_copied_is_not_held_for_it() -> None:
    put("story:4", "member:4", FERRY, days=1)  # the copy came later than the original
    assert codes(look(html(FERRY), author="member:1")) == [("own", Severity.NOTE)]
    assert codes(look(html(FERRY), author="member:9")) == [("passages", Severity.HOLD)]
    again = Matter("story:1", "member:1", body=html(FERRY))
    assert examine(again, only={"copied"}) == []


def test_set_phrases_of_many_texts_do_not_count() -> None:
    phrase = (
        "Readers who know more about this story can write to the desk at any hour of the day, in confidence, and whoever "
        "does so will have an answer before the week is out"
    )
    for number in range(12):
        put(
            f"story:{number + 20}",
            f"member:{number + 20}",
            f"{phrase}. {number} words of its own. More {number}",
        )
    assert look(mixed("Something new happened at the market today.", phrase)) == []


def test_a_text_lifted_by_many_is_no_set_phrase() -> None:
    for number in range(12):
        put(f"story:{number + 20}", f"member:{number + 20}", FERRY, public=False)
    assert codes(look(html(FERRY))) == [("passages", Severity.HOLD)]


def test_the_passages_stand_side_by_side() -> None:
    lifted = ". ".join(parts(FERRY)[1:3])
    body = mixed("Something of mine first.", lifted)
    matter = Matter("story:99", "member:9", body=body)
    (pair,) = copied.side_by_side(matter, "story:1")
    assert pair.text == lifted
    assert pair.other_text == lifted.replace(". ", ".\n")
    (span,) = pair.spans
    assert matter.plain(span.field)[span.start : span.end] == pair.text
    assert copied.text_of("story:1")[slice(*pair.other)] == pair.other_text
    (found,) = look(body)
    [[here, there]] = found.facts["sources"][0]["passages"]
    assert (here, there) == ([*span], [*pair.other])
    assert copied.side_by_side(matter, "story:0") == []


def test_the_standfirst_is_compared_too() -> None:
    (found,) = look("<p>Short.</p>", standfirst=parts(FERRY)[1] + " " + parts(FERRY)[2])
    assert {span.field for span in found.spans} == {"standfirst"}


def test_a_verdict_is_proved_after_its_source_is_gone() -> None:
    matter = Matter("story:99", "member:9", body=html(FERRY))
    report = store.keep(matter, examine(matter))
    archive.remove("story:1")
    report.refresh_from_db()
    assert report.verdict == "hold"
    assert store.recompute(report)
    assert look(html(FERRY)) == []


def test_nothing_stays_of_a_text_that_was_removed() -> None:
    kept = Passage.objects.count()
    put("story:5", "member:5", "A text of its own. " + " ".join(f"number{at}" for at in range(60)))
    archive.remove("story:5")
    assert Passage.objects.count() == kept
    assert not Text.objects.filter(subject="story:5").exists()


def test_new_words_replace_the_old_ones() -> None:
    put("story:1", "member:1", SALT)
    assert {source["subject"] for found in look(html(FERRY)) for source in found.facts["sources"]} == set()
    before = Text.objects.get(subject="story:1").at
    put("story:1", "member:1", SALT, days=0)
    assert Text.objects.get(subject="story:1").at == before  # the same words keep their date


def test_a_list_of_texts_never_grows_beyond_its_bound(django_assert_max_num_queries: Any) -> None:
    for number in range(passages.MOST + 5):
        passages.put(f"story:{number + 100}", FERRY, author="", public=True, at=clock.now())
    assert max(map(len, passages.find(passages.values_of(FERRY)).values())) == passages.MOST
    with django_assert_max_num_queries(3):
        look(html(FERRY))


def test_a_comment_is_compared_but_a_profile_is_not() -> None:
    assert codes(look(html(FERRY), kind="comment")) == [("passages", Severity.HOLD)]
    assert look(html(FERRY), kind="profile") == []


def test_a_very_long_text_of_nothing_new_takes_no_time() -> None:
    body = mixed(" ".join(["the same few words again"] * 4000))
    matter = Matter("story:98", "member:8", body=body)
    archive.put(matter, public=True, at=clock.now())
    began = clock.now()
    look(body)
    copied.side_by_side(Matter("story:99", body=body), "story:98")
    assert clock.now() - began < timedelta(seconds=5)
