"""What a text hides is known to the check, whichever way it came in, although the sanitiser leaves nothing hidden."""

from collections.abc import Callable

from django.test import Client

from commonpress.domain.conversation.post import post
from commonpress.domain.members.models import Member
from commonpress.domain.stories.amend import amend
from commonpress.domain.stories.correct import Wording
from commonpress.domain.stories.models import Section, Story
from commonpress.domain.stories.submit import submit
from commonpress.engines.checks import spam, store
from commonpress.engines.checks.models import Report
from commonpress.interfaces.api.tests.conftest import Program
from commonpress.interfaces.desk.tests.conftest import settled
from commonpress.interfaces.studio.forms import initial

Make = Callable[..., Story]
BODY = '<p>A ferry came at noon.<span style="display:none">cheap casino bonus</span></p>'


def said(subject: str) -> list[str]:
    """What the newest report's check of promotion was told is hidden; the report must say the same again."""
    report = Report.objects.filter(subject=subject).latest("pk")
    assert store.recompute(report)
    matter = store.matter_of(report)
    signals = spam.weighed(matter, spam.gather(matter)).signals
    return [signal.detail for signal in signals if signal.name == "hidden"]


def test_by_the_form(client: Client, ben: Member, section: Section) -> None:
    client.force_login(ben)
    client.post("/studio/new/", {"section": section.slug})
    story = Story.objects.get()
    sent = {name: value for name, value in initial(story).items() if value is not None and value is not False}
    client.post(f"/studio/{story.pk}/write/", {**sent, "headline": "The ferry", "body": BODY, "do": "submit"})
    settled()
    story.refresh_from_db()
    assert (story.state, "style" in story.body) == (Story.State.SUBMITTED, False)
    assert said(story.subject) == ["cheap casino bonus"]


def test_by_the_api(ben: Member, section: Section) -> None:
    mine = Program(ben)
    draft = mine.post(
        "/me/stories/", {"section": section.slug, "headline": "The ferry", "body": "<p>Noon.</p>"}
    ).json()
    changed = mine("PATCH", f"/me/stories/{draft['id']}/", {"version": draft["version"], "body": BODY}).json()
    mine.post(f"/me/stories/{draft['id']}/submit/", {"version": changed["version"]})
    settled()
    assert said(f"story:{draft['id']}") == ["cheap casino bonus"]


def test_by_an_import_that_is_handed_in(make_story: Make, ben: Member) -> None:
    story = make_story(
        "The ferry", published=False, authors=[ben], body=BODY
    )  # through ``write``, as imports are
    submit(story, by=ben)
    settled()
    assert said(story.subject) == ["cheap casino bonus"]


def test_by_a_change_of_what_is_public(make_story: Make, ben: Member) -> None:
    story = make_story("The ferry", authors=[ben])
    amend(story, Wording("The ferry", "", BODY), by=ben, seen=story.seen, note="It came at noon.")
    settled()
    assert said(story.proposals.get().subject) == ["cheap casino bonus"]


def test_by_a_comment(make_story: Make, ben: Member) -> None:
    comment = post(make_story("The ferry"), BODY, member=ben)
    settled()
    assert said(comment.subject) == ["cheap casino bonus"]


def test_a_text_that_hides_nothing_any_more_is_told_of_no_longer(ben: Member, section: Section) -> None:
    mine = Program(ben)
    draft = mine.post("/me/stories/", {"section": section.slug, "headline": "The ferry", "body": BODY}).json()
    changed = mine(
        "PATCH", f"/me/stories/{draft['id']}/", {"version": draft["version"], "body": "<p>Noon.</p>"}
    ).json()
    mine.post(f"/me/stories/{draft['id']}/submit/", {"version": changed["version"]})
    settled()
    assert said(f"story:{draft['id']}") == []
