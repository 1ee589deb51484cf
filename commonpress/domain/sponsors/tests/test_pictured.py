from datetime import timedelta

import pytest
from django.test import Client

from commonpress.domain.members.models import Member
from commonpress.domain.sponsors import creative, pictured
from commonpress.domain.sponsors.book import book
from commonpress.domain.sponsors.models import Campaign
from commonpress.domain.sponsors.tests.bookings import card, flight
from commonpress.engines.events import work
from commonpress.engines.lib import clock
from commonpress.engines.media import files
from commonpress.engines.media.models import Picture
from commonpress.engines.media.store import store
from commonpress.engines.media.tests.make import jpeg

pytestmark = pytest.mark.django_db


def kept(size: int = 300) -> Picture:
    return store(jpeg((size, size)), alt="A rope", owner="sponsors", is_guarded=True)


def seen(picture: Picture, client: Client | None = None) -> int:
    return (client or Client()).get(f"/media/{picture.name}").status_code


def campaign(picture: Picture, starts: float) -> Campaign:
    return book("Ropes", flight(starts=starts), card(picture=picture))


def test_a_creative_of_a_flight_to_come_is_the_owners_alone(
    owner: Member, ada: Member, client: Client
) -> None:
    picture = kept()
    campaign(picture, starts=1)
    assert pictured.show_started() == 0
    assert seen(picture) == 404
    client.force_login(ada)
    assert seen(picture, client) == 404
    client.force_login(owner)
    assert seen(picture, client) == 200


def test_from_the_first_moment_of_its_flight_it_is_everybodys() -> None:
    picture = kept()
    campaign(picture, starts=1)
    with clock.frozen(clock.now() + timedelta(days=1)):
        assert seen(picture) == 200, "before the worker looks"
        assert pictured.show_started() == 1
        assert pictured.show_started() == 0
        work.run_due()
    assert files.shown_path(picture.name).exists()


def test_a_picture_that_takes_anothers_place_is_shown_too() -> None:
    first, second = kept(), kept(320)
    made = campaign(first, starts=-1).creatives.get()
    pictured.show_started()
    assert (seen(first), seen(second)) == (200, 404)
    creative.change(made, card(picture=second))
    pictured.show_started()
    assert seen(second) == 200


def test_a_picture_that_was_only_tried_stays_shut() -> None:
    picture = kept()
    pictured.show_started()
    assert seen(picture) == 404


def test_one_that_was_replaced_before_the_flight_keeps_nobody_busy() -> None:
    first, second = kept(), kept(320)
    made = campaign(first, starts=1)
    creative.change(made.creatives.get(), card(picture=second))
    with clock.frozen(made.starts_at):
        assert (pictured.show_started(), pictured.show_started()) == (1, 0)
        assert (seen(first), seen(second)) == (404, 200)
