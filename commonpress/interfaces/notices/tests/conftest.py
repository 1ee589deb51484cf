"""Ben's stories at the desk, and a worker that lets time pass."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Story
from commonpress.domain.stories.submit import submit
from commonpress.engines.events import work
from commonpress.engines.lib import clock


@pytest.fixture
def waiting(make_story: Callable[..., Story], ben: Member) -> Story:
    return submit(make_story(published=False), by=ben)


@pytest.fixture
def later() -> Callable[[], None]:
    """Let the worker run as it would once nothing can be undone any more."""

    def run() -> None:
        with clock.frozen(clock.now() + timedelta(minutes=1)):
            while work.run_due():
                pass

    return run
