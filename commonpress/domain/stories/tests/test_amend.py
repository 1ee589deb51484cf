from collections.abc import Callable

import pytest
from django.db import transaction
from django.test import Client

from commonpress.domain.members.decide import decided
from commonpress.domain.members.may import Refused
from commonpress.domain.members.models import Decision, Member, Trust
from commonpress.domain.stories.amend import accept, amend, refuse
from commonpress.domain.stories.correct import Weight, Wording, correct
from commonpress.domain.stories.errors import Conflict, Incomplete, WrongState
from commonpress.domain.stories.grounds import Ground
from commonpress.domain.stories.keep import keep
from commonpress.domain.stories.matter import matter_of, matter_of_proposal
from commonpress.domain.stories.models import Correction, Proposal, Revision, Story
from commonpress.domain.stories.publish import publish
from commonpress.domain.stories.restore import restore, restore_published
from commonpress.domain.stories.revise import revise
from commonpress.domain.stories.submit import submit, take_back
from commonpress.engines.checks import store
from commonpress.engines.checks.finding import Finding, Severity
from commonpress.engines.checks.matter import Matter
from commonpress.engines.checks.run import Findings

Make = Callable[..., Story]
NEW = Wording("The ferry is back", "", "<p>The ferry came back at one.</p>")


def approve(member: Member, times: int, *editors: Member) -> None:
    for number in range(times):
        for editor in editors:
            with transaction.atomic():
                decided(f"story:9{number}", member, "published", rule="editor", by=editor)


def report(matter: Matter, *findings: Finding) -> None:
    store.keep(matter, Findings(findings))


@pytest.fixture
def known(ben: Member, ada: Member, owner: Member) -> Member:
    approve(ben, 1, ada, owner)
    return ben


@pytest.fixture
def trusted(ben: Member, ada: Member, owner: Member) -> Member:
    approve(ben, 3, ada, owner)
    return ben


def test_a_newcomers_new_text_waits_and_readers_keep_the_old_one(
    story: Story, ben: Member, ada: Member, client: Client
) -> None:
    proposal = amend(story, NEW, note="It was one.", by=ben, seen=story.seen)
    assert isinstance(proposal, Proposal)
    assert b"at noon" in client.get(story.get_absolute_url()).content
    with pytest.raises(Refused):
        accept(proposal, by=ben)
    with pytest.raises(Refused):
        accept(proposal, by=None, ground=Ground.TRUST)
    done = accept(proposal, by=ada, words="Thank you.")
    assert isinstance(done, Correction)
    assert b"at one" in client.get(story.get_absolute_url()).content
    with pytest.raises(WrongState):
        accept(proposal, by=ada)
    assert Decision.objects.order_by("-pk")[0].action == "revised"


def test_a_refused_text_is_never_seen_and_the_author_may_appeal(
    story: Story, ben: Member, ada: Member
) -> None:
    proposal = amend(story, NEW, note="It was one.", by=ben, seen=story.seen)
    assert isinstance(proposal, Proposal)
    with pytest.raises(Refused):
        refuse(proposal, words="x", rule="other", by=ben)
    assert refuse(proposal, words="It was noon.", rule="other", by=ada).remedies == ("appeal", "revise")
    story.refresh_from_db()
    assert "noon" in story.body


def test_a_newer_proposal_takes_the_place_of_the_older(story: Story, ben: Member) -> None:
    for _ in range(2):
        amend(story, NEW, note="It was one.", by=ben, seen=story.seen)
    assert sorted(Proposal.objects.values_list("state", flat=True)) == ["replaced", "waiting"]


def test_a_proposal_on_an_old_text_is_not_accepted(story: Story, ben: Member, ada: Member) -> None:
    proposal = amend(story, NEW, note="It was one.", by=ben, seen=story.seen)
    correct(story, Wording("Other", "", "<p>Other.</p>"), note="Other.", by=ada)
    assert isinstance(proposal, Proposal)
    with pytest.raises(Conflict):
        accept(proposal, by=ada)


def test_a_known_members_clean_text_goes_out_by_trust(story: Story, known: Member) -> None:
    proposal = amend(story, NEW, note="It was one.", by=known, seen=story.seen)
    assert isinstance(proposal, Proposal)
    with pytest.raises(Refused):
        accept(proposal, by=None, ground=Ground.TRUST)
    report(matter_of_proposal(proposal))
    accept(proposal, by=None, ground=Ground.TRUST)
    assert Decision.objects.order_by("-pk")[0].by is None
    story.refresh_from_db()
    assert "at one" in story.body


def test_a_trusted_member_corrects_at_once_but_not_what_an_editor_changed(
    story: Story, trusted: Member, ada: Member
) -> None:
    assert isinstance(amend(story, NEW, note="It was one.", by=trusted, seen=story.seen), Correction)
    story.refresh_from_db()
    correct(story, Wording("Fog", "", "<p>Fog.</p>"), note="All wrong.", by=ada)
    again = amend(story, NEW, note="It was one!", by=trusted, seen=story.seen)
    assert isinstance(again, Proposal)


def test_a_typo_is_quiet_and_substance_needs_a_note(story: Story, ada: Member) -> None:
    with pytest.raises(Incomplete):
        amend(story, NEW, by=ada, seen=story.seen)
    before = story.updated_at
    assert isinstance(amend(story, NEW, weight=Weight.TYPO, by=ada, seen=story.seen), Revision)
    story.refresh_from_db()
    assert story.updated_at == before


def test_cleo_amends_nothing_and_an_old_window_is_a_conflict(story: Story, cleo: Member, ben: Member) -> None:
    with pytest.raises(Refused):
        amend(story, NEW, note="x", by=cleo, seen=story.seen)
    with pytest.raises(Conflict):
        amend(story, NEW, note="x", by=ben, seen=7)


def test_nobody_corrects_past_the_desk(story: Story, ben: Member) -> None:
    for ground in Ground:
        with pytest.raises(Refused):
            correct(story, NEW, note="x", by=ben, ground=ground)


def test_trust_publishes_the_clean_story_of_a_known_member_and_no_other(
    make_story: Make, known: Member
) -> None:
    waiting = submit(make_story(published=False), by=known)
    with pytest.raises(Refused):
        publish(waiting, by=known, ground=Ground.TRUST)
    report(matter_of(waiting), Finding("spam", "links", Severity.WARN, 0.9, "1"))
    with pytest.raises(Refused):
        publish(waiting, by=known, ground=Ground.TRUST)
    report(matter_of(waiting))
    take_back(waiting, by=known)
    revise(waiting, {"body": "<p>Buy now.</p>"}, by=known, seen=waiting.seen)
    waiting.refresh_from_db()
    submit(waiting, by=known)
    with pytest.raises(Refused):
        publish(waiting, by=known, ground=Ground.TRUST)
    report(matter_of(waiting))
    assert publish(waiting, by=known, ground=Ground.TRUST).state == "published"


def test_a_trusted_story_is_read_afterwards_once_by_another(
    make_story: Make, trusted: Member, ada: Member, owner: Member
) -> None:
    story = publish(submit(make_story(published=False), by=trusted), by=trusted, ground=Ground.TRUST)
    with pytest.raises(Refused):
        keep(story, by=trusted)
    assert keep(story, by=ada).rule == "read"
    with pytest.raises(WrongState):
        keep(story, by=owner)


def test_a_newcomer_who_signs_too_makes_a_story_wait(make_story: Make, trusted: Member, cleo: Member) -> None:
    waiting = submit(make_story(published=False, authors=[trusted, cleo]), by=trusted)
    with pytest.raises(Refused):
        publish(waiting, by=trusted, ground=Ground.TRUST)
    assert Trust(trusted.trust) == Trust.TRUSTED


def test_an_older_text_is_restored_and_what_stood_there_is_kept(make_story: Make, ben: Member) -> None:
    story = make_story(published=False)
    first = story.revisions.get()
    story = revise(story, {"body": "<p>Other.</p>"}, by=ben, seen=0)
    story = restore(story, first, by=ben, seen=1)
    assert "noon" in story.body
    assert [row.body for row in story.revisions.order_by("number")][1] == "<p>Other.</p>"


def test_what_an_editor_took_out_only_an_editor_brings_back(
    make_story: Make, ben: Member, ada: Member
) -> None:
    story = submit(make_story(published=False, body="<p>A libel.</p>"), by=ben)
    libel = story.revisions.get()
    story = revise(story, {"body": "<p>Fair.</p>"}, by=ada, seen=0)
    take_back(story, by=ben)
    with pytest.raises(Refused, match="Ask the desk"):
        restore(story, libel, by=ben, seen=story.seen)
    submit(story, by=ben)
    publish(story, by=ada, ground=Ground.EDITOR)
    with pytest.raises(Refused):
        restore_published(story, libel, note="x", by=ben, seen=story.seen)
    assert restore_published(story, libel, note="It was true.", by=ada, seen=story.seen)
