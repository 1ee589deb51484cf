from datetime import UTC, datetime

from commonpress.engines.readership.models import Sighting, Strike
from commonpress.engines.readership.suspects import Network, networks

AT = datetime(2026, 6, 15, 12, tzinfo=UTC)


def sighted(network: str, *subjects: str, strike: Strike | None = None) -> None:
    for number, subject in enumerate(subjects):
        Sighting.objects.create(
            subject=subject,
            kind="seen",
            hour=AT,
            at=AT,
            agent="other",
            network=network,
            reader=str(number),
            strike=strike,
        )


def test_networks_are_told_by_what_they_saw(db: None) -> None:
    sighted("b" * 16, "story:1", "story:1", "story:2")
    sighted("a" * 16, "story:1")
    assert networks() == [Network("b" * 16, 3, 0.75, 2), Network("a" * 16, 1, 0.25, 1)]
    assert len(networks(1)) == 1


def test_what_was_struck_out_is_suspect_no_more(db: None) -> None:
    strike = Strike.objects.create(start=AT, end=AT, reason="flood", at=AT)
    sighted("b" * 16, "story:1", strike=strike)
    assert networks() == []
