import pytest

from commonpress.domain.members.appoint import AppointError, appoint_owner, free_handle
from commonpress.domain.members.models import Member


def test_an_owner_is_made_with_a_password_that_works(db: None) -> None:
    password = appoint_owner(" Olga@Example.org ")
    owner = Member.objects.get(email="olga@example.org")
    assert owner.check_password(password)
    assert owner.is_staff


def test_a_bad_address_makes_nobody(db: None) -> None:
    with pytest.raises(AppointError, match="not an e-mail"):
        appoint_owner("olga")
    assert not Member.objects.exists()


def test_cleo_opens_no_owners_screen(cleo: Member, ada: Member) -> None:
    assert not cleo.is_staff
    assert not cleo.is_editor
    assert ada.is_editor
    assert not ada.has_perm("stories.change_story")


def test_a_taken_handle_gets_a_number(ben: Member) -> None:
    assert free_handle("Ben") == "ben-2"


def test_a_first_password_is_drawn_by_chance_and_never_twice(db: None) -> None:
    drawn = {appoint_owner("olga@example.org") for _time in range(5)}
    assert len(drawn) == 5
    assert min(map(len, drawn)) >= 16  # 96 bits
    owner = Member.objects.get(email="olga@example.org")
    assert sum(owner.check_password(each) for each in drawn) == 1, "the one before is forgotten"
