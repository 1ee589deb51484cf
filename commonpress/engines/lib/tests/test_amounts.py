from datetime import UTC, datetime

import pytest

from commonpress.engines.lib import amounts


@pytest.mark.parametrize(
    ("language", "number", "share", "day"),
    [
        ("en", "12,345", "12%", "Mar 4"),
        ("en-150", "12,345", "12%", "4 Mar"),
        ("ro", "12.345", "12 %", "4 mar."),
    ],
)
def test_figures_in_full_shares_and_days_of_an_axis(language: str, number: str, share: str, day: str) -> None:
    assert amounts.whole(12345, language) == number
    assert amounts.percent(0.12, language).replace("\N{NO-BREAK SPACE}", " ") == share
    assert amounts.day_short(datetime(2026, 3, 4, tzinfo=UTC), language) == day


def test_english_of_europe_writes_dates_its_own_way() -> None:
    assert amounts.regional("en", "Europe/Bucharest") == "en-150"
    assert amounts.regional("en", "America/New_York") == "en"
    assert amounts.regional("ro", "Europe/Bucharest") == "ro"
