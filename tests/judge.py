"""What the machine of ``test_no_way_in.py`` stands on: trying a step, and judging what readers see after it."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.http import Http404
from hypothesis.stateful import RuleBasedStateMachine

from commonpress.domain.members.decide import decided
from commonpress.domain.members.may import Refused
from commonpress.domain.members.models import Ban, Member
from commonpress.domain.members.role import LastOwner
from commonpress.domain.stories.errors import StoryError
from commonpress.domain.stories.grounds import Ground
from commonpress.domain.stories.models import SectionEditor, Story
from commonpress.engines.lib import clock

CAST = ("ada", "olga", "ben", "cleo", "dan")
START = datetime(2026, 3, 2, 9, tzinfo=UTC)
State = Story.State


class Text(NamedTuple):
    headline: str
    body: str


class Deed(NamedTuple):
    """Who tries what now, for the judge."""

    by: str
    ground: Ground | None


class Judge(RuleBasedStateMachine):
    """The rules of publication, once more, without asking the code that is tested."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.stack.enter_context(transaction.atomic())
        self.stack.callback(transaction.set_rollback, True)
        self.now = START
        self.stack.enter_context(clock.frozen(self.now))
        # What the judge remembers: who approved whom, what was granted for later, what the checks found clean.
        self.approvals: dict[int, list[tuple[str, str]]] = {}
        self.granted: dict[int, tuple[Text, Ground]] = {}
        self.clean: set[tuple[int, Text]] = set()

    def teardown(self) -> None:
        self.stack.close()

    # Finding what a step is about

    def member(self, handle: str) -> Any:
        return Member.objects.get(handle=handle) if handle else None

    def story(self, number: int) -> Story:
        stories = list(Story.objects.select_related("section").order_by("pk"))
        return stories[number % len(stories)]

    def attempt(self, by: str, act: Callable[[], object], ground: Ground | None = None) -> bool:
        """Try it, and judge what readers see then."""
        before, stood = self.seen(), self.standing()
        try:
            with transaction.atomic():
                act()
            done = True
        except (Refused, StoryError, Http404, LastOwner, KeyError):
            done = False
        after = self.seen()
        for pk, text in after.items():
            if before.get(pk) != text:
                assert done
                self.judge(pk, text, stood.get(pk, ""), Deed(by, ground))
        return done

    def tries(self, then: str, ground: Ground, story: Story) -> list[tuple[str, Ground]]:
        """Everybody without the right on every ground: what is refused leaves nothing behind. Then whose turn it is."""
        others = [handle for handle in CAST if handle != then and not self.edits(handle, story)]
        return [*((handle, each) for handle in others for each in Ground), (then, ground)]

    def seen(self) -> dict[int, Text]:
        """What readers can open."""
        rows = Story.objects.filter(state=State.PUBLISHED).values_list("pk", "headline", "body")
        return {pk: Text(headline, body) for pk, headline, body in rows}

    def standing(self) -> dict[int, str]:
        return dict(Story.objects.values_list("pk", "state"))

    # The rules, once more

    def judge(self, pk: int, text: Text, stood: str, deed: Deed) -> None:
        story = Story.objects.get(pk=pk)
        if deed.ground == Ground.DUE:
            granted, ground = self.granted[pk]
            assert granted == text
            assert stood == State.SCHEDULED
            assert ground != Ground.TRUST or self.is_trusted(story, text)
        elif not deed.by:
            assert deed.ground in {Ground.MOVED_IN, Ground.TRUST}
            assert deed.ground == Ground.MOVED_IN or self.is_trusted(story, text)
        elif self.edits(deed.by, story):
            own = story.bylines.filter(member__handle=deed.by).exists()
            moved = deed.ground == Ground.MOVED_IN and self.member(deed.by).role == Member.Role.OWNER
            assert own or moved or stood not in {State.DRAFT, State.RETURNED, State.DECLINED}
        else:
            assert self.is_trusted(story, text), f"{deed} let out {text}"
            assert stood in {State.SUBMITTED, State.PUBLISHED}

    def edits(self, handle: str, story: Story) -> bool:
        member = self.member(handle)
        if member.role == Member.Role.MEMBER or not member.is_active or self.is_banned(member):
            return False
        rows = SectionEditor.objects.filter(member=member)
        return member.role == Member.Role.OWNER or not rows or rows.filter(section=story.section).exists()

    def is_banned(self, member: Member) -> bool:
        return Ban.objects.filter(member=member, until__gt=clock.now(), lifted_at=None).exists()

    def is_trusted(self, story: Story, text: Text) -> bool:
        """All who sign were approved by two editors, and more often than twice unless the checks cleared this text."""
        signers = [line.member for line in story.bylines.select_related("member")]
        for member in signers:
            given = [by for rows in self.approvals.values() for who, by in rows if who == member.handle]
            if len(set(given)) < 2 or self.is_banned(member) or not member.is_active:
                return False
            if len(given) < 5 and (story.pk, text) not in self.clean:
                return False
        return bool(signers)

    def note_approval(self, story: Story, by: str, ground: Ground) -> None:
        signers = [line.member.handle for line in story.bylines.select_related("member").order_by("position")]
        if ground == Ground.EDITOR and by not in signers:
            self.approvals.setdefault(story.pk, []).append((signers[0], by))

    def judge_grant(self, story: Story, by: str, ground: Ground) -> None:
        """What is granted for later is let out by the machine: it must be justified now."""
        if by and not self.edits(by, story):
            assert ground == Ground.TRUST
            assert self.is_trusted(story, Text(story.headline, story.body))
        elif not by:
            assert ground == Ground.MOVED_IN

    def remember(self, pk: int, text: Text, found: bool) -> None:
        (self.clean.discard if found else self.clean.add)((pk, text))

    def approve(self, handle: str, times: int) -> None:
        for number in range(times):
            for editor in ("ada", "olga"):
                subject = f"story:{1000 + number}"
                decided(subject, self.member(handle), "published", rule="editor", by=self.member(editor))
                self.approvals.setdefault(1000 + number, []).append((handle, editor))
