import threading
from datetime import date, timedelta

import pytest
from django.db import connection

from commonpress.engines.readership import keys
from commonpress.engines.readership.beacon import Who
from commonpress.engines.readership.models import DayKey
from commonpress.engines.readership.tests.people import CHROME, FIREFOX, NOON
from commonpress.engines.site import options

KEY, OTHER = b"k" * 32, b"o" * 32
ADA = Who("192.0.2.7", CHROME, "en")


def test_a_reader_is_a_hash_of_network_browser_and_languages() -> None:
    others = [Who("192.0.2.8", CHROME, "en"), Who("192.0.2.7", FIREFOX, "en"), Who("192.0.2.7", CHROME, "ro")]
    hashes = {keys.reader(who, KEY) for who in (ADA, *others)} | {keys.reader(ADA, OTHER)}
    assert len(hashes) == 5
    assert {len(each) for each in hashes} == {32}
    assert keys.reader(ADA, KEY) == keys.reader(Who("192.0.2.7", CHROME, "en"), KEY)


def test_a_network_is_a_hash_of_its_own() -> None:
    assert keys.network(ADA, KEY) == keys.network(Who("192.0.2.7", FIREFOX, "ro"), KEY)
    assert keys.network(ADA, KEY) != keys.network(ADA, OTHER)
    assert len(keys.network(ADA, KEY)) == 16
    assert not keys.reader(ADA, KEY).startswith(keys.network(ADA, KEY))


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2::9", "2001:db8:1:2::"),
        ("", ""),
        ("unix:", ""),
    ],
)
def test_a_network_is_an_address_or_a_household(address: str, network: str) -> None:
    assert keys.network_of(address) == network


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
