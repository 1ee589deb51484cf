from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Story
from commonpress.domain.stories.submit import submit
from commonpress.engines.events import work
from commonpress.interfaces.desk.models import Entry

Make = Callable[..., Story]


@pytest.fixture
def bo(db: None) -> Member:
    """A second editor: some things need two."""
    member = Member(email="bo@example.org", handle="bo", name="Bo Edits Too", role=Member.Role.EDITOR)
    member.set_password("harbour-light-1862")
    member.save()
    return member


@pytest.fixture
def hand_in(make_story: Make, ben: Member) -> Callable[..., Entry]:
    """A story of Ben's that waits in the queue, through the verbs and the worker."""

    def make(headline: str = "The ferry is late again", *, by: Member | None = None, **words: Any) -> Entry:
        author = by or ben
        story = make_story(headline, published=False, authors=[author], **words)
        submit(story, by=author)
        settled()
        return Entry.objects.get(kind=Entry.Kind.STORY, subject=story.subject)

    return make


@pytest.fixture
def at_desk(client: Client, ada: Member) -> Client:
    """Ada at her desk."""
    client.force_login(ada)
    return client


def settled() -> None:
    """All errands that are due are run."""
    while work.run_due():
        pass
