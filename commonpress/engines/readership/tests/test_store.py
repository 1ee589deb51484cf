"""The half hour, midnight, and the two bounds."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from commonpress.engines.lib import clock
from commonpress.engines.readership import store as storing
from commonpress.engines.readership import totals
from commonpress.engines.readership.beacon import Sight
from commonpress.engines.readership.models import Hourly, Recent, Sighting, StrikeLine, Tally
from commonpress.engines.readership.store import CROWDS, HOSTS, KNOWN, READERS, store
from commonpress.engines.readership.tests.people import NOON, assert_totals_are_true, at, counts, crowd, sight
from commonpress.engines.site import options

pytestmark = pytest.mark.django_db


def total(subject: str = "story:1") -> int:
    return totals.seen([subject]).get(subject, 0)


@pytest.mark.parametrize(("minutes", "expected"), [(0, 1), (1, 1), (29.9, 1), (30, 2), (31, 2), (600, 2)])
def test_a_reader_counts_again_after_half_an_hour(minutes: float, expected: int) -> None:
    with at(0):
        assert store([sight()]) == 1
    with at(minutes):
        store([sight()])
    assert total() == expected
    assert_totals_are_true()


def test_the_half_hour_runs_from_the_last_time_that_counted() -> None:
    for minutes in range(0, 100, 10):  # counted at 0, 30, 60 and 90
        with at(minutes):
            store([sight()])
    assert total() == 4


def test_one_batch_counts_a_reader_once_and_two_readers_twice() -> None:
    assert store([sight(), sight(), sight(address="192.0.2.8"), sight(subject="story:2")]) == 3
    assert (total("story:1"), total("story:2")) == (2, 1)


def test_seen_and_clicked_are_two_things() -> None:
    seen = sight()
    clicked = type(seen)(seen.subject, "clicked", seen.agent, seen.referrer, seen.who)
    assert store([seen, clicked]) == 2
    assert total() == 1


def test_a_clock_that_goes_back_counts_nobody_again() -> None:
    with at(10):
        store([sight()])
    with at(5):
        assert store([sight()]) == 0


def test_midnight_makes_nobody_new() -> None:
    midnight = NOON.replace(hour=0)
    with clock.frozen(midnight - timedelta(minutes=10)):
        assert store([sight()]) == 1
    for minutes, counted in ((0, 0), (19.9, 0), (20, 1), (25, 0), (49, 0), (50, 1)):
        with clock.frozen(midnight + timedelta(minutes=minutes)):
            assert store([sight()]) == counted, minutes
    assert total() == 3


def test_a_count_stands_in_the_papers_hour() -> None:
    options.change({"zone": "Asia/Kathmandu"})
    with at(20):
        store([sight(referrer="example.com"), sight(address="192.0.2.8")])
    hour = NOON + timedelta(minutes=15)
    assert counts() == {
        ("story:1", "seen", hour, "chrome-desktop", "example.com"): 1,
        ("story:1", "seen", hour, "chrome-desktop", ""): 1,
    }


def test_one_network_counts_so_often_and_no_more() -> None:
    inventive = [sight(user_agent=f"Browser {n}") for n in range(READERS + 20)]
    with at(0):
        assert store(inventive[:50]) == 50
    with at(1):
        assert store(inventive[50:]) == 10
    with at(2):
        assert store([sight(address="192.0.2.8")]) == 1, "another network is not concerned"
        assert store([sight(subject="story:2")]) == 1, "nor another subject"
        before = Recent.objects.count()
        assert store([sight(user_agent=f"Newer {n}") for n in range(100)]) == 0
        assert Recent.objects.count() == before, "a flood leaves nothing behind"
    with at(32):
        assert store([sight(user_agent=f"Later {n}") for n in range(100)]) == READERS
    assert_totals_are_true()


def test_many_networks_are_no_flood() -> None:
    assert store(crowd(500)) == 500


def test_a_subject_has_so_many_referrers_an_hour_and_the_rest_are_other() -> None:
    with at(0):
        store([sight(address=f"10.0.0.{n}", referrer=f"host{n}.example") for n in range(HOSTS - 5)])
    with at(1):
        store([sight(address=f"10.0.1.{n}", referrer=f"new{n}.example") for n in range(20)])
        store([sight(address="10.0.2.1", referrer="host1.example"), sight(address="10.0.2.2")])
    hosts = dict(Hourly.objects.values_list("referrer", "count"))
    assert len(set(hosts) - {"", "other"}) == HOSTS
    assert hosts["other"] == 15
    assert hosts["host1.example"] == 2, "a known one is still told apart"
    with at(60):
        store([sight(address="10.0.3.1", referrer="later.example")])
    assert Hourly.objects.filter(referrer="later.example").exists(), "the next hour begins anew"


def test_a_sighting_bears_no_address_and_no_browser() -> None:
    store([sight(address="198.51.100.77")])
    row = str(Sighting.objects.values().get()) + str(Recent.objects.values().get())
    assert "198.51" not in row
    assert "Mozilla" not in row


def test_a_batch_of_many_statements_is_counted_exactly() -> None:
    readers = [each for n in range(4) for each in crowd(400, subject=f"story:{n}")]
    assert store(readers) == 1600
    assert store(readers) == 0
    assert [total(f"story:{n}") for n in range(4)] == [400] * 4
    assert_totals_are_true()


def test_a_batch_that_fails_counts_nothing_and_may_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(counts: object) -> None:
        raise DatabaseError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(storing, "enter", fails)
        with pytest.raises(DatabaseError):
            store(crowd(10))
    assert not Recent.objects.exists()
    assert not Sighting.objects.exists()
    assert store(crowd(10)) == 10


def test_carried_figures_stay_apart_from_counted_ones() -> None:
    store(crowd(3))
    totals.carry_over("story:1", 1000)
    totals.carry_over("story:1", 900)
    totals.add("story:1", 2)
    assert total() == 905
    assert_totals_are_true()


def test_a_batch_costs_as_many_statements_as_a_single_sight() -> None:
    """When its size is a power of two; else each statement comes in as many pieces as the number has ones in binary."""

    def statements_for(sights: list[Sight]) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert store(sights) == len(sights)
        return len(asked)

    with at(0):
        store([sight("story:9")])  # makes the day's key
        assert statements_for(crowd(1)) == statements_for(crowd(256, network=2)) <= 12
        assert statements_for(crowd(400, network=3)) <= 3 * 12


@pytest.mark.parametrize("sql", [CROWDS, KNOWN])
def test_a_look_at_the_crowd_does_not_read_the_whole_day(sql: str) -> None:
    if connection.vendor != "sqlite":  # PostgreSQL chooses by the size of the table
        return
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql.format('(%s, %s, %s), (%s, %s, %s)')}", ["a"] * 6 + ["2026"])
        plan = " ".join(row[3] for row in cursor.fetchall())
    assert "SEARCH readership_" in plan
    assert "SCAN readership_" not in plan


def test_a_count_is_told_apart_by_five_things_and_no_country_is_among_them() -> None:
    kept = {
        field.name
        for model in (Hourly, Tally, Recent, Sighting, StrikeLine)
        for field in model._meta.concrete_fields
    }
    five = {"subject", "kind", "hour", "agent", "referrer"}
    assert kept == five | {"id", "count", "folded", "total", "carried", "reader", "network", "at", "strike"}
