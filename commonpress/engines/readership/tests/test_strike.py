from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonpress.engines.events.models import Event
from commonpress.engines.lib import clock
from commonpress.engines.readership import keys, sweep, totals
from commonpress.engines.readership.models import Hourly, Recent, Sighting, Strike, StrikeLine, Tally
from commonpress.engines.readership.store import store
from commonpress.engines.readership.strike import Batch, Refused, preview, strike
from commonpress.engines.readership.tests.people import NOON, assert_totals_are_true, at, counts, crowd, sight
from commonpress.engines.readership.unstrike import AlreadyUndone, unstrike

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def network_of(address: str = "192.0.2.7") -> str:
    return keys.names(sight(address=address).who, keys.today(clock.now()))[1]


def total(subject: str = "story:1") -> int:
    return totals.seen([subject]).get(subject, 0)


def test_an_hour_is_struck_out_and_put_back() -> None:
    with at(0):
        store(crowd(5))
    with at(60):
        store(crowd(7, network=2))
        before = counts()
        batch = Batch(NOON, NOON + HOUR)
        assert preview(batch) == 5
        made = strike(batch, reason="a robot", by="member:1")
    assert (made.taken, total()) == (5, 7)
    assert [line.count for line in made.lines.all()] == [5]
    assert_totals_are_true()
    unstrike(made, by="member:2")
    assert total() == 12
    assert counts() == before
    made.refresh_from_db()
    assert (made.by, made.undone_by) == ("member:1", "member:2")


def test_both_are_recorded() -> None:
    with at(0):
        store(crowd(5))
        made = strike(Batch(NOON, NOON + HOUR), reason="a robot", by="member:1")
    unstrike(made, by="member:2")
    happened = Event.objects.filter(subject=f"strike:{made.pk}").order_by("pk").values_list("kind", "by")
    assert list(happened) == [("readership.struck", "member:1"), ("readership.unstruck", "member:2")]


@pytest.mark.parametrize(
    ("narrow", "expected"),
    [
        ({}, 12),
        ({"agent": "chrome-desktop"}, 7),
        ({"subject": "story:2"}, 4),
        ({"agent": "firefox-desktop", "subject": "story:1"}, 5),
    ],
    ids=str,
)
def test_a_batch_may_be_narrowed(narrow: dict[str, str], expected: int) -> None:
    with at(0):
        store(crowd(3) + crowd(4, "story:2") + crowd(5, agent="firefox-desktop", network=3))
        made = strike(Batch(NOON, NOON + HOUR, **narrow), reason="a robot")
    assert made.taken == expected
    assert sum(counts().values()) == 12 - expected
    assert_totals_are_true()


def test_a_network_is_struck_out_today() -> None:
    flood = [sight(user_agent=f"Browser {n}") for n in range(20)]
    with at(0):
        store(flood + crowd(5))
        network = network_of()
        batch = Batch(NOON, NOON + HOUR, network=network)
        assert preview(batch) == 20
        made = strike(batch, reason="a flood")
        assert (made.taken, total()) == (20, 5)
        assert Sighting.objects.filter(strike=made).count() == 20
        with pytest.raises(Refused, match="already"):
            strike(batch, reason="once more")
        unstrike(made)
        assert total() == 25
        assert strike(batch, reason="and yet").taken == 20
    assert_totals_are_true()


def test_a_networks_views_cannot_be_found_when_the_key_is_gone() -> None:
    with at(0):
        store(crowd(5))
        network = network_of("10.1.0.0")
        made = strike(Batch(NOON, NOON + HOUR, network=network), reason="a flood")
    with at(60 * 24):
        sweep.sweep(clock.now())
        with pytest.raises(Refused, match="Nothing"):
            strike(Batch(NOON, NOON + HOUR, network=network_of("10.1.0.1")), reason="a flood")
        unstrike(made)
    assert total() == 5, "but what was taken can still be put back"


def test_a_view_is_taken_once_whatever_overlaps() -> None:
    with at(0):
        store([sight(user_agent=f"Browser {n}") for n in range(4)] + crowd(6))
        by_network = strike(Batch(NOON, NOON + HOUR, network=network_of()), reason="a flood")
        by_hour = strike(Batch(NOON, NOON + HOUR), reason="all of it")
        assert (by_network.taken, by_hour.taken, total()) == (4, 6, 0)
        unstrike(by_network)
        assert total() == 4
        unstrike(by_hour)
    assert total() == 10
    assert_totals_are_true()


def test_a_strike_is_put_back_once() -> None:
    with at(0):
        store(crowd(5))
        made = strike(Batch(NOON, NOON + HOUR), reason="a robot")
    unstrike(made)
    with pytest.raises(AlreadyUndone):
        unstrike(made)
    assert total() == 5


@pytest.mark.parametrize(
    ("batch", "reason", "says"),
    [
        (Batch(NOON, NOON + HOUR), "  ", "Say why"),
        (Batch(NOON, NOON), "a robot", "full hour"),
        (Batch(NOON + HOUR, NOON), "a robot", "full hour"),
        (Batch(NOON + timedelta(minutes=1), NOON + HOUR), "a robot", "full hour"),
        (Batch(NOON, NOON + HOUR, agent="netscape"), "a robot", "no such class"),
        (Batch(NOON, NOON + HOUR, subject="story:9"), "a robot", "Nothing"),
        (Batch(NOON + HOUR, NOON + 2 * HOUR), "a robot", "Nothing"),
    ],
)
def test_what_is_no_batch_is_refused(batch: Batch, reason: str, says: str) -> None:
    with at(0):
        store(crowd(5))
        with pytest.raises(Refused, match=says):
            strike(batch, reason=reason)
    assert total() == 5
    assert not Strike.objects.exists()


def test_carried_figures_are_never_struck_out() -> None:
    with at(0):
        totals.carry_over("story:1", 1000)
        store(crowd(5))
        strike(Batch(NOON - 24 * HOUR, NOON + 24 * HOUR), reason="all of it")
    assert total() == 1000
    assert_totals_are_true()


def test_days_kept_as_days_are_struck_out_as_days() -> None:
    with at(0):
        store(crowd(5))
    sweep.sweep(NOON + timedelta(days=50))
    midnight = NOON.replace(hour=0)
    with pytest.raises(Refused, match="whole days"):
        strike(Batch(midnight, NOON), reason="a robot")
    with pytest.raises(Refused, match="whole days"):
        strike(Batch(NOON, midnight + timedelta(days=1)), reason="a robot")
    assert strike(Batch(midnight, midnight + timedelta(days=1)), reason="a robot").taken == 5


def test_what_is_put_back_after_folding_becomes_a_day_too() -> None:
    with at(0):
        store(crowd(5))
        made = strike(Batch(NOON, NOON + HOUR), reason="a robot")
        store(crowd(2, network=2))
    later = NOON + timedelta(days=50)
    sweep.sweep(later)
    unstrike(made)
    assert_totals_are_true()
    sweep.sweep(later)
    assert [(row.hour, row.count) for row in Hourly.objects.all()] == [(NOON.replace(hour=0), 7)]
    assert_totals_are_true()


def test_more_views_after_a_strike_are_counted() -> None:
    with at(0):
        store(crowd(5))
        made = strike(Batch(NOON, NOON + HOUR), reason="a robot")
    with at(5):
        store(crowd(3, network=2))
        assert total() == 3
        unstrike(made)
    assert total() == 8
    assert_totals_are_true()


BATCHES = st.builds(
    lambda begin, length, agent, network, subject: (begin, length, agent, network, subject),
    st.integers(0, 3),
    st.integers(1, 3),
    st.sampled_from(["", "", "chrome-desktop", "firefox-desktop"]),
    st.sampled_from(["", "", "10.1.0.0", "10.1.0.1", "10.2.0.0"]),
    st.sampled_from(["", "", "story:1", "story:2"]),
)
STEPS = st.lists(st.one_of(BATCHES, st.integers(0, 9)), min_size=1, max_size=12)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_struck_out_and_put_back_in_any_order_nothing_has_changed(db: None, steps: list[Any]) -> None:
    """A number puts back one of the strikes made so far; a batch is struck out. At the end all of them are put back."""
    for model in (StrikeLine, Sighting, Strike, Hourly, Tally, Recent):
        model.objects.all().delete()
    for hour in range(4):
        with at(60 * hour):
            store(crowd(3) + crowd(2, "story:2", "firefox-desktop") + crowd(2, network=2))
    before, total_before = counts(), sum(counts().values())
    assert total_before == 28
    made: list[Strike] = []
    with at(60 * 4):
        for step in steps:
            take_step(step, made)
            assert_totals_are_true()
            out = sum(each.taken for each in made)
            assert sum(counts().values()) == total_before - out
            assert Sighting.objects.filter(strike=None).count() == total_before - out
        while made:
            unstrike(made.pop(len(steps) % len(made)))
    assert counts() == before
    assert Sighting.objects.filter(strike=None).count() == total_before
    assert_totals_are_true()


def take_step(step: Any, made: list[Strike]) -> None:
    if isinstance(step, int):
        if made:
            unstrike(made.pop(step % len(made)))
        return
    begin, length, agent, address, subject = step
    network = network_of(address) if address else ""
    try:
        made.append(
            strike(
                Batch(NOON + begin * HOUR, NOON + (begin + length) * HOUR, agent, network, subject),
                reason="a test",
            )
        )
    except Refused:
        return
