import pytest
from django.test import Client

from commonpress.domain.members.join import apply
from commonpress.domain.members.models import Application, Member
from commonpress.domain.stories.models import Section, SectionEditor
from commonpress.engines.lib import clock
from commonpress.interfaces.desk.models import Entry
from commonpress.interfaces.desk.tests.conftest import settled


@pytest.fixture
def applied(cleo: Member) -> Entry:
    Member.objects.filter(pk=cleo.pk).update(waits=True)
    Application.objects.create(
        member=cleo,
        question="What do you know of the town?",
        answer="I live by the Basin and see everything.",
        at=clock.now(),
    )
    apply(cleo)
    settled()
    return Entry.objects.get(kind=Entry.Kind.ACCOUNT)


def test_an_application_waits_with_its_answer_and_is_admitted(
    applied: Entry, at_desk: Client, cleo: Member
) -> None:
    page = at_desk.get(f"/desk/{applied.pk}/").content.decode()
    assert "<dt>What do you know of the town?</dt><dd>I live by the Basin" in page
    assert at_desk.post(f"/desk/{applied.pk}/decide/", {"do": "admit"}).status_code == 302
    cleo.refresh_from_db()
    assert not cleo.waits
    settled()
    applied.refresh_from_db()
    assert applied.state == Entry.State.DECIDED


def test_a_refusal_says_why(applied: Entry, at_desk: Client, cleo: Member) -> None:
    assert at_desk.post(f"/desk/{applied.pk}/decide/", {"do": "refuse"}).status_code == 409
    at_desk.post(f"/desk/{applied.pk}/decide/", {"do": "refuse", "words": "Not from here."})
    cleo.refresh_from_db()
    assert not cleo.is_active
    assert Application.objects.get().words == "Not from here."


def test_accounts_are_for_those_who_edit_every_section(
    applied: Entry, client: Client, bo: Member, section: Section
) -> None:
    SectionEditor.objects.create(member=bo, section=section)
    client.force_login(bo)
    assert client.get(f"/desk/{applied.pk}/").status_code == 404
