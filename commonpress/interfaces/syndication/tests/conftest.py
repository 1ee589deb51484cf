from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from commonpress.domain.stories.models import Story
from commonpress.engines.media.models import Picture


@pytest.fixture(autouse=True)
def _the_lanterns_address(settings: Any) -> None:
    settings.BASE_URL = "https://lantern.example"


@pytest.fixture
def picture(db: None) -> Picture:
    return Picture.objects.create(
        name="ab/" + "c" * 30 + ".jpg",
        sha256="0" * 64,
        format="jpeg",
        width=2400,
        height=1600,
        bytes=654_321,
        alt="The ferry at the quay",
        credit="Ben Writes",
        created_at=datetime(2026, 11, 1, tzinfo=UTC),
    )


@pytest.fixture
def unseen(make_story: Callable[..., Story], ben: Any) -> list[Story]:
    """What no machine may ever read: a draft, a story that waits for its hour, one that was withdrawn."""
    from commonpress.domain.stories.withdraw import withdraw

    draft = make_story("Canary draft", published=False, topics=["Ferry"])
    future = make_story("Canary future", published=False, topics=["Ferry"])
    Story.objects.filter(pk=future.pk).update(
        state=Story.State.SCHEDULED, due_at=datetime(2030, 1, 1, tzinfo=UTC)
    )
    gone = make_story("Canary withdrawn", topics=["Ferry"])
    withdraw(gone, reason="It was wrong", by=ben)
    return [draft, future, gone]
