"""Nobody's text reaches readers but through the desk: a machine tries all verbs as everybody, in every order.

What readers see is compared before and after each step. Every new text among it must be justified by rules that are
written down here once more, without asking the code that is tested.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule, run_state_machine_as_test

from commonpress.domain.members.ban import ban, lift
from commonpress.domain.members.models import Decision, Member
from commonpress.domain.members.role import give_role
from commonpress.domain.stories import amend as amending
from commonpress.domain.stories import appeal as appeals
from commonpress.domain.stories.appear import let_out
from commonpress.domain.stories.cobyline import accept_byline, offer_byline
from commonpress.domain.stories.correct import Wording, correct, mend_typo
from commonpress.domain.stories.decline import decline
from commonpress.domain.stories.draft import begin
from commonpress.domain.stories.grounds import Ground
from commonpress.domain.stories.hand_back import hand_back
from commonpress.domain.stories.illustrate import illustrate
from commonpress.domain.stories.keep import keep
from commonpress.domain.stories.matter import matter_of, matter_of_proposal
from commonpress.domain.stories.models import BylineOffer, Proposal, Section, SectionEditor, Story
from commonpress.domain.stories.move import move
from commonpress.domain.stories.publish import publish
from commonpress.domain.stories.restore import restore, restore_published
from commonpress.domain.stories.revise import revise
from commonpress.domain.stories.schedule import schedule
from commonpress.domain.stories.submit import submit, take_back
from commonpress.domain.stories.undo import undo
from commonpress.domain.stories.withdraw import withdraw
from commonpress.engines.checks import store
from commonpress.engines.checks.finding import Finding, Severity
from commonpress.engines.checks.run import Findings
from commonpress.engines.lib import clock
from commonpress.interfaces.transfer.problem import ImportProblem
from commonpress.interfaces.transfer.wordpress.run import run as move_in
from tests.judge import CAST, Judge, Text

State = Story.State
people = st.sampled_from(CAST)
maybe_nobody = st.sampled_from([*CAST, ""])
grounds = st.sampled_from(list(Ground))
numbers = st.integers(0, 7)
texts = st.sampled_from(["noon", "one", "two", "buy", "libel"])


class Desk(Judge):
    """Every verb, as anybody, on anything."""

    @initialize()
    def open_the_paper(self) -> None:
        roles = {"ada": Member.Role.EDITOR, "olga": Member.Role.OWNER}
        for handle in CAST:
            Member.objects.create(
                email=f"{handle}@example.org",
                handle=handle,
                name=handle.title(),
                role=roles.get(handle, Member.Role.MEMBER),
            )
        self.sections = [Section.objects.create(slug=slug, name=slug) for slug in ("harbour", "sport")]
        self.approve("ben", 1)
        self.approve("dan", 4)
        for writer in ("ben", "cleo", "dan"):
            story = begin(self.member(writer), self.sections[0], "en")
            story = revise(story, wording("noon"), by=self.member(writer), seen=0)
            submit(story, by=self.member(writer))
        for writer in ("ben", "cleo", "dan"):
            story = begin(self.member(writer), self.sections[0], "en")
            story = revise(story, wording("noon"), by=self.member(writer), seen=0)
            publish(story, by=None, ground=Ground.MOVED_IN)

    # Steps of authors

    @rule(by=people, n=numbers, text=texts)
    def write(self, by: str, n: int, text: str) -> None:
        section = self.sections[n % 2]
        draft: list[Story] = []
        if self.attempt(by, lambda: draft.append(begin(self.member(by), section, "en"))):
            self.attempt(by, lambda: revise(draft[0], wording(text), by=self.member(by), seen=0))

    @rule(
        by=people,
        n=numbers,
        text=texts,
        extra=st.sampled_from(["", "state", "published_at", "ground", "path"]),
    )
    def revise_it(self, by: str, n: int, text: str, extra: str) -> None:
        story = self.story(n)
        fields: Any = {**wording(text), **({extra: "published"} if extra else {})}
        self.attempt(by, lambda: revise(story, fields, by=self.member(by), seen=story.seen))

    @rule(by=people, n=numbers)
    def hand_in(self, by: str, n: int) -> None:
        self.attempt(by, lambda: submit(self.story(n), by=self.member(by)))

    @rule(by=people, n=numbers)
    def take_it_back(self, by: str, n: int) -> None:
        self.attempt(by, lambda: take_back(self.story(n), by=self.member(by)))

    @rule(by=people, n=numbers, text=texts, weight=st.sampled_from(["substance", "typo"]))
    def amend_it(self, by: str, n: int, text: str, weight: str) -> None:
        words = Wording("Fog", "", f"<p>{text}</p>")
        for who in dict.fromkeys(who for who, _ground in self.tries(by, Ground.EDITOR, self.story(n))):
            story = self.story(n)
            self.attempt(who, partial(self.amended, story, words, weight, who))

    def amended(self, story: Story, words: Wording, weight: str, by: str) -> object:
        return amending.amend(story, words, note="x", weight=weight, by=self.member(by), seen=story.seen)

    @rule(by=people, n=numbers, old=numbers, public=st.booleans())
    def restore_it(self, by: str, n: int, old: int, public: bool) -> None:
        story = self.story(n)
        revisions = list(story.revisions.all())
        revision, who = revisions[old % len(revisions)], self.member(by)
        if public:
            act = lambda: restore_published(story, revision, note="x", by=who, seen=story.seen)  # noqa: E731
        else:
            act = lambda: restore(story, revision, by=who, seen=story.seen)  # type: ignore[assignment,return-value]  # noqa: E731
        self.attempt(by, act)

    @rule(by=people, n=numbers, who=people)
    def sign_together(self, by: str, n: int, who: str) -> None:
        self.attempt(by, lambda: offer_byline(self.story(n), who, by=self.member(by)))
        for offer in BylineOffer.objects.filter(member__handle=who):
            self.attempt(who, lambda offer=offer: accept_byline(offer, by=self.member(who)))  # type: ignore[misc]

    # Steps of the desk, tried by everybody

    @rule(by=maybe_nobody, n=numbers, ground=grounds)
    def publish_it(self, by: str, n: int, ground: Ground) -> None:
        if ground == Ground.DUE and not by:
            return  # the worker's own step, below
        for who, on in self.tries(by, ground, self.story(n)):
            story = self.story(n)
            if self.attempt(who, partial(publish, story, by=self.member(who), ground=on), on):
                self.note_approval(story, who, on)

    @rule(by=maybe_nobody, n=numbers, ground=grounds, minutes=st.integers(-5, 90))
    def schedule_it(self, by: str, n: int, ground: Ground, minutes: int) -> None:
        at = self.now + timedelta(minutes=minutes)
        for who, on in self.tries(by, ground, self.story(n)):
            story = self.story(n)
            if self.attempt(who, partial(schedule, story, at=at, by=self.member(who), ground=on), on):
                self.judge_grant(story, who, on)
                self.granted[story.pk] = (Text(story.headline, story.body), on)

    @rule(minutes=st.sampled_from([0, 1, 60, 60 * 24 * 2]))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        self.stack.enter_context(clock.frozen(self.now))
        for story in Story.objects.filter(state=State.SCHEDULED):  # an editor may have changed what waits
            _text, ground = self.granted[story.pk]
            if ground != Ground.TRUST:
                self.granted[story.pk] = (Text(story.headline, story.body), ground)
        self.attempt("", let_out, Ground.DUE)

    @rule(by=people, n=numbers, way=st.sampled_from(["back", "no", "spam", "out", "keep"]))
    def decide_it(self, by: str, n: int, way: str) -> None:
        story, who = self.story(n), self.member(by)
        ways: dict[str, Callable[[], object]] = {
            "back": lambda: hand_back(story, words="x", rule="other", by=who),
            "no": lambda: decline(story, words="x", rule="other", by=who),
            "spam": lambda: decline(story, words="x", rule="other", by=who, spam=True),
            "out": lambda: withdraw(story, reason="x", by=who),
            "keep": lambda: keep(story, by=who),
        }
        if self.attempt(by, ways[way]) and way == "keep":
            self.note_approval(story, by, Ground.EDITOR)

    @rule(by=people, n=numbers)
    def undo_it(self, by: str, n: int) -> None:
        for decision in Decision.objects.order_by("-pk")[n % 3 : n % 3 + 1]:
            if self.attempt(by, lambda: undo(decision, by=self.member(by))):  # noqa: B023 (called at once)
                self.approvals.pop(int(decision.subject.partition(":")[2]), None)

    @rule(by=people, other=people, granted=st.booleans())
    def appeal_it(self, by: str, other: str, granted: bool) -> None:
        for decision in Decision.objects.filter(subject__startswith="story:", appealed_at=None)[:3]:
            self.attempt(by, lambda: appeals.appeal(decision, "x", by=self.member(by)))  # noqa: B023
        for decision in Decision.objects.filter(appealed_at__isnull=False, answered_at=None)[:3]:
            self.attempt(other, lambda: appeals.answer(decision, granted, "x", by=self.member(other)))  # noqa: B023

    @rule(by=people)
    def take_an_answer_back(self, by: str) -> None:
        for decision in Decision.objects.filter(answered_at__isnull=False)[:3]:
            self.attempt(by, lambda: appeals.take_back(decision, by=self.member(by)))  # noqa: B023

    @rule(by=maybe_nobody, ground=grounds, yes=st.booleans())
    def judge_proposals(self, by: str, ground: Ground, yes: bool) -> None:
        for proposal in Proposal.objects.filter(state="waiting"):
            for who, on in self.tries(by, ground, proposal.story):
                member = self.member(who)
                accept = partial(amending.accept, proposal, by=member, ground=on)
                refuse = partial(amending.refuse, proposal, words="x", rule="other", by=member)
                self.attempt(who if on != Ground.TRUST else "", accept if yes else refuse, on)

    @rule(by=maybe_nobody, n=numbers, text=texts, ground=grounds, typo=st.booleans())
    def change_it(self, by: str, n: int, text: str, ground: Ground, typo: bool) -> None:
        words = Wording("Ice", "", f"<p>{text}</p>")
        for who, on in self.tries(by, ground, self.story(n)):
            story, member = self.story(n), self.member(who)
            mend = partial(mend_typo, story, words, by=member, ground=on)
            change = partial(correct, story, words, note="x", by=member, ground=on)
            self.attempt(who, mend if typo else change, on)

    @rule(by=people, n=numbers, text=texts)
    def picture_it(self, by: str, n: int, text: str) -> None:
        body = f"<p>{text}!</p>"
        self.attempt(by, lambda: illustrate(self.story(n), body, by=self.member(by)), Ground.MOVED_IN)

    # Steps around them

    @rule(n=numbers, found=st.booleans())
    def the_checks_run(self, n: int, found: bool) -> None:
        story = self.story(n)
        findings = [Finding("spam", "links", Severity.WARN, 0.9, "1")] if found else []
        store.keep(matter_of(story), Findings(findings))
        self.remember(story.pk, Text(story.headline, story.body), found)
        for proposal in story.proposals.filter(state="waiting"):
            store.keep(matter_of_proposal(proposal), Findings(findings))
            self.remember(story.pk, Text(proposal.headline, proposal.body), found)

    @rule(by=people, who=people, role=st.sampled_from(Member.Role.values), is_active=st.booleans())
    def give_a_role(self, by: str, who: str, role: str, is_active: bool) -> None:
        act = lambda: give_role(self.member(who), role, is_active=is_active, by=self.member(by))  # noqa: E731
        if self.attempt(by, act):
            assert by == "olga" or Decision.objects.filter(action="role", member__handle=by).exists()

    @rule(by=people, who=people, ends=st.booleans())
    def ban_somebody(self, by: str, who: str, ends: bool) -> None:
        until = self.now + timedelta(days=1)
        if ends:
            self.attempt(by, lambda: lift(self.member(who), by=self.member(by)))
        else:
            self.attempt(by, lambda: ban(self.member(who), reason="x", until=until, by=self.member(by)))

    @rule(who=st.sampled_from(["ada", "dan"]), n=numbers, there=st.booleans())
    def narrow_an_editor(self, who: str, n: int, there: bool) -> None:
        SectionEditor.objects.filter(member__handle=who).delete()
        if there:
            SectionEditor.objects.create(member=self.member(who), section=self.sections[n % 2])

    @rule(by=people, n=numbers, to=numbers)
    def move_it(self, by: str, n: int, to: int) -> None:
        self.attempt(by, lambda: move(self.story(n), self.sections[to % 2], by=self.member(by)))

    @rule(by=people, n=numbers)
    def post_to_the_owners_screen(self, by: str, n: int) -> None:
        story, client = self.story(n), Client()
        client.force_login(self.member(by))
        sent = {
            "section": story.section_id,
            "slug": story.slug,
            "state": "published",
            "published_at_0": "2026-03-01",
            "published_at_1": "00:00",
            "ground": "editor",
            "headline": "Mine",
            "is_open_for_comments": "on",
            "read_more-TOTAL_FORMS": 0,
            "read_more-INITIAL_FORMS": 0,
        }
        self.attempt(by, lambda: client.post(f"/admin/stories/story/{story.pk}/change/", sent))


def wording(text: str) -> Any:
    return {"headline": "Fog", "body": f"<p>{text}</p>"}


def test_nothing_reaches_readers_but_on_its_ground(db: None) -> None:
    run_state_machine_as_test(
        Desk,
        settings=settings(
            max_examples=8,
            stateful_step_count=40,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_an_editor_moves_no_site_in(db: None, ada: Member, ben: Member, tmp_path: Any) -> None:
    for member in (ada, ben):
        with pytest.raises(ImportProblem, match="Only the owner"):
            move_in(tmp_path / "site.xml", by=member)


@pytest.fixture(autouse=True)
def _no_leftovers() -> Iterator[None]:
    stopped = len(clock._stopped)
    yield
    del clock._stopped[stopped:]
