from datetime import UTC, datetime

from commonpress.domain.sponsors.models import Campaign
from commonpress.engines.lib import clock
from commonpress.interfaces.sales import words


def flight(start: datetime, end: datetime) -> tuple[str, str]:
    campaign = Campaign(starts_at=start, ends_at=end)
    return words.first_day(campaign), words.last_day(campaign)


def test_both_ends_of_a_flight_into_another_year_say_theirs(db: None) -> None:
    with clock.frozen(datetime(2026, 11, 26, 12, tzinfo=UTC)):
        within = flight(datetime(2026, 10, 27, tzinfo=UTC), datetime(2026, 11, 24, tzinfo=UTC))
        across = flight(datetime(2026, 10, 27, tzinfo=UTC), datetime(2036, 11, 24, tzinfo=UTC))
    assert within == ("Oct 27", "Nov 23")
    assert across == ("Oct 27, 2026", "Nov 23, 2036")
