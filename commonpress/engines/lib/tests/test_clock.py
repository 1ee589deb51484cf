from datetime import UTC, datetime

from commonpress.engines.lib import clock


def test_now_is_aware_and_can_be_stopped() -> None:
    noon = datetime(2026, 5, 1, 12, tzinfo=UTC)
    with clock.frozen(noon):
        assert clock.now() == noon
    assert clock.now() > noon or clock.now().tzinfo is UTC
    assert clock.now() != noon
