"""Sign-ups nobody confirmed: gone after a week, and nothing of them left."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from PIL import Image

from commonpress.domain.members import invite, lapse
from commonpress.domain.members.join import join
from commonpress.domain.members.models import Application, Invitation, Member
from commonpress.engines.events import work
from commonpress.engines.events.models import Event
from commonpress.engines.lib import clock
from commonpress.engines.media import files
from commonpress.engines.media.models import Picture
from commonpress.engines.media.store import store
from commonpress.engines.site import options

LATER = lapse.UNCONFIRMED_FOR + timedelta(minutes=1)


def eva(**how: Any) -> Member:
    member = join(Member(email="eva@example.org", handle="eva", name="Eva Reads"), **how)
    EmailAddress.objects.create(user=member, email=member.email, primary=True, verified=False)
    return member


def after(span: timedelta) -> int:
    with clock.frozen(clock.now() + span):
        return lapse.lapse_all()


def test_an_unconfirmed_sign_up_goes_after_its_time_and_not_before(db: None) -> None:
    options.change({"sign_up": "application"})
    member = eva(answer="All of the harbour.")
    sent = BytesIO()
    Image.new("RGB", (40, 30), "navy").save(sent, "PNG")
    path = files.path_of(store(sent.getvalue(), owner=member.subject).name)
    assert after(lapse.UNCONFIRMED_FOR - timedelta(hours=1)) == 0
    assert path.exists()
    assert after(LATER) == 1
    for model in (Member, EmailAddress, Application, Picture):
        assert not model._default_manager.exists()
    assert Event.objects.get(kind="member.lapsed").subject == member.subject
    assert eva().email == "eva@example.org", "the address and the handle are free again"


@pytest.mark.django_db(transaction=True)
def test_its_pictures_go_from_the_disk() -> None:
    member = eva()
    sent = BytesIO()
    Image.new("RGB", (40, 30), "navy").save(sent, "PNG")
    path = files.path_of(store(sent.getvalue(), owner=member.subject).name)
    assert after(LATER) == 1
    assert not path.exists()


def test_who_confirmed_or_came_otherwise_stays(ben: Member, ada: Member) -> None:
    EmailAddress.objects.create(user=ben, email=ben.email, primary=True, verified=True)
    EmailAddress.objects.create(user=ben, email="new@example.org", verified=False)
    assert after(LATER) == 0, "Ada was appointed and has no address to confirm"
    assert Member.objects.count() == 2


def test_the_invitation_opens_the_door_again(ben: Member) -> None:
    options.change({"sign_up": "invitation"})
    token = invite.invite(ben)
    eva(token=token)
    assert not invite.is_good(token)
    assert after(LATER) == 1
    assert invite.is_good(token)
    assert invite.left(ben) == 0, "it is still out"
    assert Invitation.objects.get().used_at is None


def test_who_confirms_meanwhile_is_left_alone(db: None) -> None:
    member = eva()
    with clock.frozen(clock.now() + LATER):
        found = list(lapse.unconfirmed().values_list("pk", flat=True))
        EmailAddress.objects.update(verified=True)
        assert [lapse.lapse(pk) for pk in found] == [False]
    assert Member.objects.filter(pk=member.pk).exists()


def test_the_worker_sweeps_once_in_a_while(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lapse._Next, "turn", 0.0)
    eva()
    with clock.frozen(clock.now() + LATER):
        work.turn()
    assert not Member.objects.exists()
    assert lapse.tick() is False
