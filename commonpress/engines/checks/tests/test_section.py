from dataclasses import replace

import pytest

from commonpress.engines.checks import archive, run, sentences, store
from commonpress.engines.checks.desk_models import SectionText
from commonpress.engines.checks.matter import Matter
from commonpress.engines.checks.section_shelf import SHELF

pytestmark = pytest.mark.django_db

WORDS = {
    "sport": "goal keeper match league striker referee penalty coach stadium football season cup defender whistle half",
    "harbour": "ferry dredger quay anchor pilot berth shipping captain tide buoy lighthouse mooring vessel crew channel",
}


def story(section: str, number: int, filed: str = "") -> Matter:
    known = WORDS[section].split()
    chosen = [known[(number * 3 + step) % len(known)] for step in range(9)]
    return Matter(
        f"story:{section}-{number}",
        "member:2",
        headline=" ".join(chosen[:3]),
        body=f"<p>On Tuesday the {' and the '.join(chosen)} were seen by everybody in town.</p>",
        section=filed or section,
    )


@pytest.fixture
def archived() -> None:
    SHELF.texts.clear()  # numbers of rows come again after a test, as they never do in a paper
    for section in WORDS:
        for number in range(12):
            archive.learn_section(story(section, number))


@pytest.mark.usefixtures("archived")
def test_a_misfiled_story_is_shown_its_section_and_the_words_that_decide() -> None:
    misfiled = replace(story("sport", 2, filed="harbour"), subject="story:99")
    findings = run.examine(misfiled, only={"section"})
    [found] = findings
    assert (found.facts["section"], found.facts["filed"]) == ("sport", "harbour")
    assert {word for word, _weight in found.facts["words"]} <= set(WORDS["sport"].split())
    assert "sport" in sentences.for_editor(found)
    assert found.facts["words"][0][0] in sentences.for_author(found)
    report = store.keep(misfiled, findings)
    archive.learn_section(story("harbour", 2), sign=-1)
    assert store.recompute(report)


@pytest.mark.usefixtures("archived")
def test_a_story_in_its_place_hears_nothing_nor_does_one_the_archive_knows_nothing_of() -> None:
    assert run.examine(replace(story("sport", 3), subject="story:98"), only={"section"}) == []
    strange = Matter("story:97", headline="Qwx zzv", body="<p>Blorp snark fnord wibble.</p>", section="sport")
    assert run.examine(strange, only={"section"}) == []


@pytest.mark.usefixtures("archived")
def test_a_story_is_not_compared_with_itself() -> None:
    misfiled = replace(story("sport", 50, filed="harbour"), subject="story:96")
    archive.learn_section(misfiled)
    assert [found.facts["section"] for found in run.examine(misfiled, only={"section"})] == ["sport"]


@pytest.mark.usefixtures("archived")
def test_where_its_author_writes_tips_the_scale_but_does_not_outweigh_the_words() -> None:
    for number in range(12):
        archive.learn_section(
            replace(story("sport", number), subject=f"story:own-{number}", author="member:3")
        )
    words = " ".join([*WORDS["sport"].split()[:6], *WORDS["harbour"].split()[:4]])
    both = Matter("story:96", "member:9", headline="On Tuesday", body=f"<p>{words}.</p>", section="harbour")
    assert run.examine(both, only={"section"}) == []
    [found] = run.examine(replace(both, author="member:3"), only={"section"})
    assert found.facts["section"] == "sport"
    assert "Its author has 12 stories there." in sentences.for_editor(found)
    harbour = replace(story("harbour", 3), subject="story:95", author="member:3")
    assert run.examine(harbour, only={"section"}) == []
    silent = replace(both, author="member:3", headline="Qwx", body="<p>Blorp snark fnord wibble.</p>")
    assert run.examine(silent, only={"section"}) == []


def test_a_young_archive_says_nothing() -> None:
    for section in WORDS:
        for number in range(5):
            archive.learn_section(story(section, number))
    assert run.examine(story("sport", 20, filed="harbour"), only={"section"}) == []


@pytest.mark.usefixtures("archived")
def test_a_moved_story_stands_in_one_section_and_a_removed_one_in_none() -> None:
    archive.learn_section(story("sport", 1, filed="harbour"))
    assert list(SectionText.objects.filter(subject="story:sport-1").values_list("section", flat=True)) == [
        "harbour"
    ]
    archive.remove("story:sport-1")
    assert not SectionText.objects.filter(subject="story:sport-1").exists()
