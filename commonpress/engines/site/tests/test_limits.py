from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import RequestFactory

from commonpress.engines.lib import clock
from commonpress.engines.site import limits, sweep
from commonpress.engines.site.models import Kept, Once, Spent

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def tries(count: int, who: str = "member:1") -> int:
    return sum(limits.allow("comment", who, per=HOUR, most=5) for _ in range(count))


def test_dan_gets_so_many_and_no_more(db: None) -> None:
    with clock.frozen(NOON):
        assert tries(20) == 5
        assert tries(1, "member:2") == 1
        assert limits.allow("flag", "member:1", per=HOUR, most=5)
    with clock.frozen(NOON + timedelta(minutes=12)):
        assert tries(5) == 1
    with clock.frozen(NOON + 2 * HOUR):
        assert tries(20) == 5


def test_a_refused_try_takes_nothing(db: None) -> None:
    with clock.frozen(NOON):
        tries(1000)
    with clock.frozen(NOON + HOUR):
        assert tries(20) == 5


def test_a_clock_set_back_locks_nobody_out_and_a_little_back_gives_nothing_away(db: None) -> None:
    with clock.frozen(NOON):
        assert tries(9) == 5
    with clock.frozen(NOON - timedelta(seconds=30)):
        assert tries(9) == 0
    with clock.frozen(NOON - timedelta(days=3)):
        assert tries(9) == 5
    with clock.frozen(NOON + HOUR):
        assert tries(9) == 5


def test_what_is_given_back_can_be_taken_again(db: None) -> None:
    with clock.frozen(NOON):
        tries(5)
        limits.give_back("comment", "member:1", per=HOUR, most=5)
        assert tries(5) == 1


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_get_no_more_than_one_after_the_other() -> None:
    def flood(_number: int) -> int:
        try:
            return tries(25)
        finally:
            connection.close()

    with clock.frozen(NOON), ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(flood, range(8))) == 5


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("192.0.2.1", "192.0.2.2", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
    ],
)
def test_a_home_is_one_line(one: str, other: str, same: bool) -> None:
    made = [limits.line_of(RequestFactory().get("/", REMOTE_ADDR=each)) for each in (one, other)]
    assert (made[0] == made[1]) is same


def test_no_address_is_stored(db: None) -> None:
    limits.allow("comment", "line:192.0.2.1", per=HOUR, most=5)
    assert len(Spent.objects.get().key) == 64
    assert limits.key_of("a", "line:192.0.2.1") != limits.key_of("a", "line:192.0.2.2")


def test_a_token_counts_once(db: None) -> None:
    assert limits.once("reset", "abc", keep=HOUR)
    assert not limits.once("reset", "abc", keep=HOUR)
    assert limits.is_used("reset", "abc")
    assert not limits.is_used("reset", "abd")


def test_what_came_of_a_token_is_told_to_whoever_sends_it_again(db: None) -> None:
    assert limits.once("begin", "abc", keep=HOUR)
    assert limits.outcome("begin", "abc") == ""
    limits.note_outcome("begin", "abc", "42")
    assert (limits.outcome("begin", "abc"), limits.outcome("begin", "abd")) == ("42", "")


def test_what_is_over_is_swept(db: None) -> None:
    with clock.frozen(NOON):
        tries(1)
        limits.once("reset", "abc", keep=HOUR)
        assert not sweep.sweep()
        assert (Spent.objects.count(), Once.objects.count()) == (1, 1)
    with clock.frozen(NOON + 2 * HOUR):
        sweep.sweep()
    assert (Spent.objects.count(), Once.objects.count()) == (0, 0)


def test_the_cache_is_in_the_database(db: None) -> None:
    assert cache.add("lock", 1)
    assert not cache.add("lock", 1)
    assert Kept.objects.count() == 1
    cache.delete("lock")
    assert cache.add("lock", 1)


@pytest.mark.parametrize("address", ["", "unix:", "999.1.1.1", "2001:db8::x"])
def test_what_is_no_address_is_one_line_for_all(address: str) -> None:
    assert limits.line(address) == "line:unknown"
