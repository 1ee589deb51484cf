import time
from dataclasses import replace

import pytest
from django.utils import timezone, translation

from commonpress.engines.checks import archive, learning, prior, rules, run, sentences, spam, store
from commonpress.engines.checks.desk_models import Domain, Lesson, LinkOfText, Phrase, Weight
from commonpress.engines.checks.finding import Finding, Severity
from commonpress.engines.checks.matter import Matter
from commonpress.engines.checks.spam_sentences import reason
from commonpress.engines.site import options

CASINO = Matter(
    "story:1",
    "member:4",
    headline="Best online casino bonuses of the month",
    body='<p>Claim your <a href="https://best-spins-club.example/x">welcome bonus</a> before midnight. No deposit '
    "needed: register and the free spins are yours. Order now, this offer is valid for a limited time!</p>",
)
FERRY = Matter(
    "story:2",
    "member:2",
    headline="The ferry is back",
    body="<p>The ferry came back at noon, the harbour master said. Nineteen cars stood on the ramp.</p>",
)
PUFF = Matter(
    "story:3",
    "member:4",
    headline="A new address on the quay",
    body="<p>The chef combines plates and candlelight. Guests rave about the terrace and the sommelier.</p>",
)

pytestmark = pytest.mark.django_db


def look(matter: Matter) -> list[Finding]:
    return list(run.examine(matter, only={"spam"}))


def odds(matter: Matter) -> float:
    return spam.recompute(matter, spam.gather(matter))


def test_with_nothing_learned_promotion_is_held_and_the_verdict_says_what_it_rests_on() -> None:
    found = look(CASINO)[0]
    assert (found.code, found.severity) == ("promotion", Severity.HOLD)
    said = sentences.for_editor(found)
    assert said.endswith(
        "Judged by rules and weights that came with the program. So far no decision of this desk is learned."
    )
    assert "(+" in said
    reasons = found.facts["reasons"]
    assert [abs(one["weight"]) for one in reasons] == sorted(
        (abs(one["weight"]) for one in reasons), reverse=True
    )
    assert "promotion" in sentences.for_author(found)
    assert any(CASINO.plain(span.field)[span.start : span.end] == "welcome bonus" for span in found.spans)


def test_an_honest_story_is_left_alone() -> None:
    assert look(FERRY) == []


def test_a_warning_that_names_what_loan_sharks_say_is_not_held() -> None:
    warning = replace(
        FERRY,
        body="<p>Police warn of callers who offer quick loans with bad credit, an inspector said. A pensioner lost 900 "
        "lei; the victim was told of a guaranteed profit.</p>",
    )
    assert look(warning) == []


def test_a_new_domain_takes_the_slow_lane_and_is_refused_nothing() -> None:
    linked = replace(
        FERRY, body=FERRY.body + '<p><a href="https://ferry-line.example/">The line’s notice</a></p>'
    )
    [found] = look(linked)
    assert (found.code, found.severity, found.facts["domains"]) == (
        "new_domain",
        Severity.WARN,
        ["ferry-line.example"],
    )
    other = replace(linked, subject="story:9", author="member:9")
    archive.put(other, public=True, at=timezone.now(), read=False)
    assert look(linked) == [found], "trust let it out and nobody has read it"
    archive.put(other, public=True, at=timezone.now())
    assert look(linked) == []
    archive.put(other, public=False, at=timezone.now())
    assert look(linked) == [found], "withdrawn"


@pytest.mark.parametrize(
    ("subject", "author", "public"),
    [
        (CASINO.subject, CASINO.author, False),
        ("story:8", CASINO.author, True),
        ("story:8", "member:8", False),
    ],
    ids=["itself", "the author's own", "another account's that waits"],
)
def test_a_domain_stays_new_whatever_its_sender_does(subject: str, author: str, public: bool) -> None:
    archive.put(replace(CASINO, subject=subject, author=author), public=public, at=timezone.now())
    assert "new_domain" in {found.code for found in look(CASINO)}


def test_the_desk_teaches_in_any_language_and_the_verdict_names_what_was_learned() -> None:
    before = odds(PUFF)
    for number in range(12):
        archive.learn(replace(PUFF, subject=f"story:{20 + number}", author=f"member:{20 + number}"), "spam")
        archive.learn(
            replace(FERRY, subject=f"story:{140 + number}", author=f"member:{140 + number}"), "good"
        )
    assert odds(PUFF) > before + 3
    assert odds(FERRY) < odds(replace(PUFF))
    found = look(PUFF)[0]
    assert found.facts["learned"] == {"good": 12, "spam": 12}
    assert sentences.for_editor(found).endswith(
        "Judged by rules and weights that came with the program. So far 24 decisions of this desk are learned."
    )
    assert "learned" in {one["what"] for one in found.facts["reasons"]}
    assert sentences.for_author(found)


def test_an_undone_decision_leaves_the_weights_as_they_were_to_the_millionth() -> None:
    archive.learn(CASINO, "spam")
    kept = set(Weight.objects.exclude(weight=0, seen=0).values_list("feature", "weight", "seen"))
    archive.learn(PUFF, "good")
    archive.learn(replace(FERRY, author="member:8"), "good")
    archive.unlearn(PUFF, "good")
    archive.unlearn(replace(FERRY, author="member:8"), "good")
    assert set(Weight.objects.exclude(weight=0, seen=0).values_list("feature", "weight", "seen")) == kept


def test_one_author_teaches_once_a_day_and_a_decision_only_once() -> None:
    archive.learn(PUFF, "spam")
    taught = set(Weight.objects.values_list("feature", "weight"))
    archive.learn(PUFF, "spam")
    for number in range(5):
        archive.learn(replace(PUFF, subject=f"story:{50 + number}"), "spam")
    assert set(Weight.objects.values_list("feature", "weight")) == taught
    assert Lesson.objects.exclude(counted=None).count() == 1
    archive.learn(replace(PUFF, subject="story:60", author="member:60"), "spam")
    assert Lesson.objects.exclude(counted=None).count() == 2


def test_another_decision_on_the_same_text_replaces_the_first() -> None:
    archive.learn(PUFF, "good")
    archive.learn(PUFF, "spam")
    assert list(Lesson.objects.values_list("subject", "label")) == [("story:3", "spam")]


def test_a_stored_verdict_recomputes_to_the_bit_after_the_weights_have_moved() -> None:
    for number in range(4):
        archive.learn(replace(PUFF, subject=f"story:{20 + number}", author=f"member:{20 + number}"), "spam")
    report = store.keep(CASINO, run.examine(CASINO))
    archive.learn(replace(CASINO, subject="story:70", author="member:70"), "good")
    archive.put(replace(CASINO, subject="story:71"), public=True, at=timezone.now())
    Domain.objects.create(name="best-spins-club.example", rule="allowed")
    assert store.recompute(report)
    report.findings[0]["score"] += 1e-9
    assert not store.recompute(report)


def test_what_the_program_brings_along_knows_puffery_that_no_rule_names() -> None:
    puff = replace(
        PUFF,
        headline="The pier bistro everyone loves",
        body="<p>Fresh oysters, a warm team and a terrace that takes your breath away: discover the bistro on the pier. "
        "The friendly chef spoils his guests with the best of the sea. Tables go fast, so reserve yours in advance.</p>",
    )
    said = spam.weighed(puff, spam.gather(puff))
    assert said.untaught - learning.ruled(said.signals) > 2
    assert look(puff)[0].code == "promotion"
    brought = [one for one in look(puff)[0].facts["reasons"] if one["what"] == "brought"]
    assert brought
    assert all(one["detail"][0] in "wbfladn" for one in brought)


def test_a_desk_that_taught_little_is_told_that_it_counts_in_part() -> None:
    archive.learn(replace(PUFF, subject="story:20", author="member:20"), "spam")
    assert sentences.for_editor(look(CASINO)[0]).endswith(
        "So far 1 decision of this desk is learned. What is learned counts in full from 10 of promotion and 10 of "
        "honest texts on."
    )


def test_an_owner_may_have_the_rules_judge_alone_and_the_verdict_says_so() -> None:
    brought, report = odds(CASINO), store.keep(CASINO, run.examine(CASINO))
    options.change({"promotion_by_rules_alone": True})
    said = spam.weighed(CASINO, spam.gather(CASINO))
    assert said.brought == []
    assert (
        said.odds
        == learning.ruled(rules.signals(said.read, rules.known_from(spam.gather(CASINO))))
        != brought
    )
    found = look(CASINO)[0]
    assert found.severity == Severity.HOLD
    assert sentences.for_editor(found).endswith(
        "Judged by rules alone, without the weights that came with the program, as the owner chose. "
        "So far no decision of this desk is learned."
    )
    alone = store.keep(CASINO, run.examine(CASINO))
    options.change({"promotion_by_rules_alone": False})
    assert odds(CASINO) == brought
    assert store.recompute(report)
    assert store.recompute(alone)


@pytest.mark.parametrize(
    "words",
    [
        "Can you tell us the price of the ticket and where to buy it?",
        "Great photos, thank you! Where was it?",
    ],
)
def test_a_short_honest_question_is_no_promotion(words: str) -> None:
    assert look(Matter("comment:1", "member:9", kind="comment", body=f"<p>{words}</p>")) == []


def test_a_report_from_before_the_program_brought_weights_along_is_judged_as_it_was() -> None:
    evidence = {**spam.gather(CASINO)}
    assert evidence.pop("prior") == prior.NUMBER
    said = spam.weighed(CASINO, evidence)
    assert said.brought == []
    assert said.odds == learning.ruled(rules.signals(said.read, rules.known_from(evidence)))


def test_every_file_of_weights_that_a_report_may_name_is_there() -> None:
    for number in range(1, prior.NUMBER + 1):
        assert len(prior.weights(number)) > 1000


def test_an_owners_phrase_counts_in_full_beside_the_weights_and_a_built_in_one_half() -> None:
    Phrase.objects.create(words="harbour light", strength="strong")
    told = "Nineteen cars stood on the ramp and the lamps burned, said the harbour master, who had come in the rain. "
    both = replace(FERRY, body=f"<p>Free spins under the harbour light. {2 * told}</p>")
    found = {one.detail: one.weight for one in spam.weighed(both, spam.gather(both)).signals}
    assert found["harbour light"] == rules.PER_PHRASE["strong"]
    assert found["free spins"] == rules.PER_PHRASE["strong"] / 2


def test_the_owner_blocks_and_allows_domains_and_adds_and_removes_phrases() -> None:
    Domain.objects.create(name="best-spins-club.example", rule="blocked")
    blocked = {found.code: found for found in look(CASINO)}["blocked_domain"]
    assert blocked.severity == Severity.HOLD
    before = odds(CASINO)
    Domain.objects.update(rule="allowed")
    assert odds(CASINO) < before - 3
    assert "new_domain" not in {found.code for found in look(CASINO)}
    Phrase.objects.create(words="nineteen car*", strength="strong")
    assert odds(FERRY) > odds(replace(FERRY, body="<p>The ferry came, the harbour master said.</p>")) + 1
    bottles = replace(FERRY, body="<p>No deposit is taken on bottles.</p>")
    plain = odds(bottles)
    Phrase.objects.create(words="no deposit", strength="harmless")
    assert odds(bottles) < plain


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("<p>" + "Massage in town. " * 8 + "</p>", "stuffed"),
        ('<p>Read on. <a href="https://x.example/"> </a></p>', "hidden"),
        ("<p>A саsino opened on the quay.</p>", "hidden"),
        ("<p>Ring 0722 555 123 for a table.</p>", "phone"),
        ('<p>See <a href="https://bit.ly/abc">this</a>.</p>', "domain_shortens"),
        ('<p>Many use <a href="https://old-mill7.example/">roof repair prices</a>.</p>', "anchor_keyword"),
    ],
)
def test_a_rule_finds_what_it_is_there_for(body: str, name: str) -> None:
    said = spam.weighed(matter := replace(FERRY, body=body), spam.gather(matter))
    assert name in {signal.name for signal in said.signals}


def test_a_member_whose_links_all_lead_to_one_place_is_noticed() -> None:
    linked = replace(FERRY, body='<p>More on <a href="https://shop.example/a">the page</a>.</p>')
    for number in range(4):
        archive.put(replace(linked, subject=f"story:{80 + number}"), public=True, at=timezone.now())
    said = spam.weighed(linked, spam.gather(linked))
    assert "one_domain" in {signal.name for signal in said.signals}
    archive.remove("story:80")
    assert LinkOfText.objects.filter(subject="story:80").count() == 0


@pytest.mark.parametrize("language", ["en", "ro"])
def test_every_reason_has_its_sentence(language: str) -> None:
    archive.learn(replace(CASINO, subject="story:90", author="member:90"), "spam")
    with translation.override(language):
        for found in look(CASINO):
            assert sentences.for_editor(found)
            assert sentences.for_author(found)
        for feature in ("w:x", "p:x", "l:x", "a:x", "d:x", "n:x", "r:x", "all"):
            assert reason({"what": "learned", "detail": feature, "weight": -0.5}).endswith(")")
        for feature in ("w:x", "b:x y", "f:x", "l:x", "a:x", "d:x", "n:x"):
            assert reason({"what": "brought", "detail": feature, "weight": 0.5}).endswith(")")


def test_the_worst_text_is_judged_quickly() -> None:
    started = time.process_time()
    look(replace(FERRY, body="<p>" + "casino a-" * 6000 + "1" * 20000 + " www." * 2000 + "</p>"))
    assert time.process_time() - started < 3
