"""Events become notices: whom they reach, in which words, when."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Story
from commonpress.engines.events import work
from commonpress.engines.events.models import Event
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock
from commonpress.engines.site.mail import speaking
from commonpress.interfaces.notices import reader
from commonpress.interfaces.notices.kinds import KINDS
from commonpress.interfaces.notices.models import Notice
from commonpress.interfaces.notices.told import told

Make = Callable[..., Story]


def later() -> None:
    """Let the worker run as it would once nothing can be undone any more."""
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        while work.run_due():
            pass


def happened(kind: str, subject: str, by: Member, **facts: Any) -> Event:
    return record(kind, subject, by=by.subject, facts=facts)


def test_ben_is_told_what_was_decided_why_and_what_he_may_do(
    make_story: Make, ben: Member, ada: Member
) -> None:
    story = make_story(published=False)
    happened(
        "story.returned",
        story.subject,
        ada,
        words="Who said that?\nName the source.",
        rule="Sources are missing.",
    )
    later()
    notice = Notice.objects.get(member=ben)
    said = told(notice)
    assert said.title == "Changes are asked: The ferry is back"
    assert (said.rule, said.words) == ("Sources are missing.", "Who said that?\nName the source.")
    assert "send it in again" in said.may


def test_the_words_are_romanian_for_who_reads_romanian(make_story: Make, ben: Member, ada: Member) -> None:
    Member.objects.filter(pk=ben.pk).update(language="ro")
    happened("story.declined", make_story(published=False).subject, ada)
    later()
    notice = Notice.objects.select_related("member").get()
    with speaking(notice.member.language):
        assert told(notice).title == "Nu pentru acest ziar: The ferry is back"


def test_a_decision_is_told_only_when_it_can_no_longer_be_undone(story: Story, ada: Member) -> None:
    Notice.objects.all().delete()
    happened("story.withdrawn", story.subject, ada)
    while work.run_due():
        pass
    assert not Notice.objects.filter(kind="story.withdrawn").exists()
    later()
    assert Notice.objects.filter(kind="story.withdrawn").count() == 1


def test_who_decided_is_not_told_and_every_author_is(
    make_story: Make, ben: Member, cleo: Member, ada: Member
) -> None:
    story = make_story(published=False, authors=[ben, cleo, ada])
    happened("story.returned", story.subject, ada)
    later()
    assert set(Notice.objects.values_list("member__handle", flat=True)) == {"ben", "cleo"}


def test_a_closed_account_is_told_nothing_of_stories(make_story: Make, ben: Member, ada: Member) -> None:
    Member.objects.filter(pk=ben.pk).update(is_active=False)
    happened("story.returned", make_story(published=False).subject, ada)
    later()
    assert not Notice.objects.exists()


def test_an_event_read_twice_makes_one_notice(make_story: Make, ada: Member) -> None:
    event = happened("story.returned", make_story(published=False).subject, ada)
    reader.tell(event)
    reader.tell(event)
    assert Notice.objects.count() == 1


def test_what_is_gone_is_told_to_nobody(ada: Member) -> None:
    for subject in ("story:999999", "story:none", "member:999999", "picture:1"):
        reader.tell(happened("story.returned", subject, ada))
    assert not Notice.objects.exists()


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_has_its_words(name: str, story: Story, ben: Member) -> None:
    facts = {"headline": "50 % of {0.__class__} {{ 7*7 }}", "due_at": "2026-11-30T08:00:00+00:00"}
    said = told(Notice(member=ben, kind=name, facts=facts))
    assert said.title
    assert "%(" not in said.title + said.may


def test_a_headline_is_never_a_template(ben: Member) -> None:
    hostile = "{{ 7*7 }} %(words)s {0.__class__} %s"
    notice = Notice(member=ben, kind="story.published", facts={"headline": hostile})
    assert told(notice).title == f"Published: {hostile}"
