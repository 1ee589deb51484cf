from datetime import timedelta

import pytest
from django.test import Client

from commonpress.domain.members.may import Refused
from commonpress.domain.members.models import Decision, Member
from commonpress.domain.members.role import LastOwner, give_role
from commonpress.domain.members.undo import undo
from commonpress.engines.events.models import Event
from commonpress.engines.lib import clock


@pytest.fixture
def office(client: Client, owner: Member) -> Client:
    client.force_login(owner)
    return client


def place(member: Member) -> str:
    return f"/admin/members/member/{member.pk}/change/"


def test_the_owner_makes_ben_an_editor(office: Client, owner: Member, ben: Member) -> None:
    sent = {"name": "Ben Writes", "words": "", "words__ro": "Scrie", "role": "editor", "is_active": "on"}
    assert office.post(place(ben), sent).status_code == 302
    ben.refresh_from_db()
    assert (ben.role, ben.words_translations) == ("editor", {"ro": "Scrie"})
    event = Event.objects.get(kind="member.appointed")
    assert (event.subject, event.by, event.facts) == (
        ben.subject,
        owner.subject,
        {"role": "editor", "is_active": True},
    )
    assert ben.check_password("harbour-light-1862")


@pytest.mark.parametrize(
    ("sent", "field"), [({"role": "editor", "is_active": "on"}, "role"), ({"role": "owner"}, "is_active")]
)
def test_the_last_owner_stays(office: Client, owner: Member, sent: dict[str, str], field: str) -> None:
    answer = office.post(place(owner), {"name": "Olga", "words": "", **sent})
    assert "A paper needs an owner" in str(answer.context["adminform"].form.errors[field])
    owner.refresh_from_db()
    assert owner.is_staff
    with pytest.raises(LastOwner):
        give_role(owner, Member.Role.MEMBER, is_active=True, by=owner)


def test_one_of_two_owners_may_step_down(office: Client, owner: Member, ada: Member) -> None:
    give_role(ada, Member.Role.OWNER, is_active=True, by=owner)
    sent = {"name": "Olga", "words": "", "role": "member", "is_active": "on"}
    assert office.post(place(owner), sent).status_code == 302
    owner.refresh_from_db()
    assert not owner.is_staff


def test_no_password_is_shown_or_taken(office: Client, ben: Member) -> None:
    page = office.get(place(ben)).content.decode()
    assert ben.password not in page
    assert 'name="password"' not in page


def test_members_are_neither_added_nor_deleted_here(office: Client, ben: Member) -> None:
    assert office.get("/admin/members/member/add/").status_code == 403
    assert office.post(f"/admin/members/member/{ben.pk}/delete/", {"post": "yes"}).status_code == 403


def test_a_role_given_by_mistake_is_taken_back_with_one_press(
    office: Client, owner: Member, ben: Member
) -> None:
    sent = {"name": "Ben Writes", "words": "", "role": "owner", "is_active": "on"}
    page = office.post(place(ben), sent, follow=True)
    assert page.request["PATH_INFO"] == place(ben)
    assert "_undo_role" in page.content.decode()
    answer = office.post(place(ben), {"_undo_role": "1"}, follow=True).content.decode()
    assert "The role is as it was." in answer
    assert "_undo_role" not in answer
    ben.refresh_from_db()
    assert (ben.role, ben.is_active, ben.sign_outs) == ("member", True, 2)
    record = Decision.objects.order_by("pk").values_list("action", "rule", "by")
    assert list(record) == [("role", "owner", owner.pk), ("undone", "undo", owner.pk)]


def test_a_role_is_not_taken_back_too_late_or_by_an_editor(office: Client, ada: Member, ben: Member) -> None:
    office.post(place(ben), {"name": "Ben Writes", "words": "", "role": "editor", "is_active": "on"})
    decision = Decision.objects.get()
    with pytest.raises(Refused):
        undo(decision, by=ada)
    with clock.frozen(clock.now() + timedelta(seconds=31)):
        assert "_undo_role" not in office.get(place(ben)).content.decode()
        assert "too late" in office.post(place(ben), {"_undo_role": "1"}, follow=True).content.decode()
    ben.refresh_from_db()
    assert ben.role == "editor"


def test_undoing_a_role_never_leaves_a_paper_without_an_owner(owner: Member, ben: Member) -> None:
    give_role(ben, Member.Role.OWNER, is_active=True, by=owner)
    decision = Decision.objects.get()
    Member.objects.filter(pk=owner.pk).update(is_active=False)
    with pytest.raises(Refused, match="A paper needs an owner"):
        undo(decision, by=owner)
