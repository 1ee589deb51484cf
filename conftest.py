"""The cast and the settings every test shares: Ada edits, Ben writes, Cleo may not, Dan floods."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Section, Story
from commonpress.engines.edge import render
from commonpress.engines.readership import keys

pytest_plugins = [
    "tests.no_skips",
    "tests.once",
    "tests.lean",
    "tests.flush",
    "tests.postman",
    "tests.oidc",
    "tests.buckets",
]


@pytest.fixture(autouse=True)
def _own_folders(settings: Any, tmp_path: Path) -> None:
    """Each test has its own media and index folders; nothing of one test is seen by another, nor the key of its readers."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.INDEX_ROOT = tmp_path / "index"
    keys._Held.day = None


@pytest.fixture
def one_connection(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """For tests that drive Django without its test client: a request's end closes no connection of the test's."""
    monkeypatch.setattr(render, "close_old_connections", lambda: None)
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


def _member(handle: str, name: str, role: str = Member.Role.MEMBER) -> Member:
    member = Member(email=f"{handle}@example.org", handle=handle, name=name, role=role)
    member.set_password("harbour-light-1862")
    member.save()
    return member


@pytest.fixture
def ada(db: None) -> Member:
    return _member("ada", "Ada Edits", Member.Role.EDITOR)


@pytest.fixture
def ben(db: None) -> Member:
    return _member("ben", "Ben Writes")


@pytest.fixture
def cleo(db: None) -> Member:
    return _member("cleo", "Cleo Maynot")


@pytest.fixture
def dan(db: None) -> Member:
    return _member("dan", "Dan Floods")


@pytest.fixture
def owner(db: None) -> Member:
    return _member("olga", "Olga Owns", Member.Role.OWNER)


@pytest.fixture
def section(db: None) -> Section:
    return Section.objects.create(slug="harbour", name="Harbour", name_translations={"ro": "Port"})


@pytest.fixture
def make_story(ben: Member, section: Section) -> Callable[..., Story]:
    """Write a story of Ben's through the verbs; published unless ``publish=False``."""
    from commonpress.domain.stories.grounds import Ground
    from commonpress.domain.stories.publish import publish
    from commonpress.domain.stories.write import Draft, write

    def make(headline: str = "The ferry is back", *, published: bool = True, **words: Any) -> Story:
        at = words.pop("at", None)
        draft = Draft(
            headline=headline,
            body=words.pop("body", "<p>The ferry came back at noon.</p>"),
            section=words.pop("section", section),
            authors=words.pop("authors", [ben]),
            **words,
        )
        story = write(draft, by=ben)
        if published:
            publish(story, by=None, ground=Ground.MOVED_IN, at=at)
        return story

    return make


@pytest.fixture
def story(make_story: Callable[..., Story]) -> Story:
    return make_story()


@pytest.fixture
def shared_data() -> Path:
    """Real test material beside the repository; a test that needs it says so when it is absent."""
    found = Path(__file__).resolve().parent.parent / "shared" / "data"
    if not found.exists():
        pytest.skip(f"no test material at {found}: see CONTRIBUTING.md")
    return found
