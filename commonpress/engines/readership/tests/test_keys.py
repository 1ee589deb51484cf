import threading
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from commonpress.engines.readership import keys
from commonpress.engines.readership.beacon import Who
from commonpress.engines.readership.models import DayKey
from commonpress.engines.readership.tests.people import CHROME, FIREFOX, NOON
from commonpress.engines.site import options

KEY, OTHER = b"k" * 32, b"o" * 32
ADA = Who("192.0.2.7", CHROME, "en")


def day(key: bytes, former: bytes | None = None) -> keys.Day:
    return keys.Day(NOON.date(), key, former, ZoneInfo("UTC"))


def test_a_reader_is_a_hash_of_network_browser_and_languages() -> None:
    others = [Who("192.0.2.8", CHROME, "en"), Who("192.0.2.7", FIREFOX, "en"), Who("192.0.2.7", CHROME, "ro")]
    hashes = {keys.names(who, day(KEY))[0] for who in (ADA, *others)} | {keys.names(ADA, day(OTHER))[0]}
    assert len(hashes) == 5
    assert {len(each) for each in hashes} == {32}
    assert keys.names(ADA, day(KEY)) == keys.names(Who("192.0.2.7", CHROME, "en"), day(KEY))


def test_a_network_is_a_hash_of_its_own() -> None:
    reader, network, _ = keys.names(ADA, day(KEY))
    assert keys.names(Who("192.0.2.7", FIREFOX, "ro"), day(KEY))[1] == network
    assert keys.names(ADA, day(OTHER))[1] != network
    assert len(network) == 16
    assert not reader.startswith(network)


def test_the_former_day_knew_a_reader_by_its_own_key() -> None:
    assert keys.names(ADA, day(KEY, former=OTHER))[2] == keys.names(ADA, day(OTHER))[0]
    assert keys.names(ADA, day(KEY))[2] == ""


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "c0000207"),
        ("::ffff:192.0.2.7", "c0000207"),
        ("2001:db8:1:2:3:4:5:6", "20010db800010002"),
        ("2001:db8:1:2::9", "20010db800010002"),
        ("", ""),
        ("unix:", ""),
        ("192.0.2", ""),
        ("192.0.2.7\0", ""),
    ],
)
def test_a_network_is_an_address_or_a_household(address: str, network: str) -> None:
    assert keys.network_of(address).hex() == network


def test_the_first_key_of_a_day_stays(db: None) -> None:
    made = keys.today(NOON)
    assert keys.today(NOON + timedelta(hours=3)).key == made.key
    assert len(made.key) == 32
    assert keys.today(NOON + timedelta(days=1)).key != made.key
    assert DayKey.objects.count() == 2


def test_the_former_key_is_looked_at_for_half_an_hour(db: None) -> None:
    midnight = NOON.replace(hour=0)
    former = keys.today(midnight - timedelta(seconds=1)).key
    assert keys.today(midnight).former == former
    assert keys.today(midnight + timedelta(minutes=29, seconds=59)).former == former
    assert keys.today(midnight + timedelta(minutes=30)).former is None


def test_a_day_is_the_papers_day(db: None) -> None:
    options.change({"zone": "Asia/Kathmandu"})
    assert keys.today(NOON.replace(hour=18, minute=14)).day == date(2026, 5, 4)
    assert keys.today(NOON.replace(hour=18, minute=15)).day == date(2026, 5, 5)


def test_a_destroyed_key_is_overwritten_and_gone(db: None) -> None:
    keys.today(NOON)
    assert keys.destroy(before=date(2026, 5, 4)) == 0
    assert keys.destroy(before=date(2026, 5, 5)) == 1
    assert keys.key_of(date(2026, 5, 4)) is None


def test_keys_are_shown_by_no_repr(db: None) -> None:
    today = keys.today(NOON)
    assert repr(today.key) not in repr(today)


@pytest.mark.django_db(transaction=True)
def test_processes_that_make_a_key_at_the_same_moment_get_the_same_one() -> None:
    made, ready = [], threading.Barrier(4)

    def make() -> None:
        ready.wait()
        made.append(keys.made(date(2026, 5, 4)))
        connection.close()

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 4
    assert len(set(made)) == 1


@pytest.mark.django_db(transaction=True)
def test_a_process_remembers_the_key_and_forgets_it_in_time() -> None:
    keys._Held.day = None
    today = keys.today(NOON)
    DayKey.objects.all().delete()
    assert keys.today(NOON) is today
    keys.forget(NOON)
    assert keys._Held.day is today
    keys.forget(NOON + timedelta(days=1))
    assert keys._Held.day is None
