from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from commonpress.domain.members.models import Member
from commonpress.domain.stories.draft import begin
from commonpress.domain.stories.models import Section, Story
from commonpress.interfaces.studio.forms import initial

WORDS = "<p>The ferry came back at noon, and the quay was full of people who had waited since June.</p>"


@pytest.fixture
def draft(ben: Member, section: Section) -> Story:
    return begin(ben, section, "en")


@pytest.fixture
def sent(draft: Story) -> Callable[..., dict[str, Any]]:
    """What a browser sends of Ben's draft, with some fields changed."""

    def fields(**changes: Any) -> dict[str, Any]:
        draft.refresh_from_db()
        values = {
            name: value for name, value in initial(draft).items() if value is not None and value is not False
        }
        return {**values, "do": "save", **changes}

    return fields


@pytest.fixture
def as_ben(client: Client, ben: Member) -> Client:
    client.force_login(ben)
    return client
