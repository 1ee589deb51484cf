"""A shelf of things to find: the engine knows no story, so its tests bring a noun of their own."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from commonpress.engines.events.record import record
from commonpress.engines.search import documents
from commonpress.engines.search.documents import Document

DAY = datetime(2026, 11, 1, tzinfo=UTC)


class Shelf:
    """Things by subject. ``put`` and ``take`` also record the event that tells the index."""

    def __init__(self) -> None:
        self.things: dict[str, Document] = {}

    def put(self, number: int, headline: str, **more: Any) -> str:
        subject = f"thing:{number}"
        published = more.pop("published", DAY + timedelta(days=number))
        language = more.pop("language", "en")
        self.things[subject] = Document(
            subject=subject, headline=headline, language=language, published=published, **more
        )
        self.tell(subject)
        return subject

    def take(self, number: int) -> None:
        self.things.pop(f"thing:{number}")
        self.tell(f"thing:{number}")

    def tell(self, subject: str) -> None:
        with transaction.atomic():
            record("thing.changed", subject)

    def documents_of(self, subjects: Sequence[str]) -> Iterator[Document]:
        return (self.things[subject] for subject in subjects if subject in self.things)

    def all_subjects(self) -> Iterator[str]:
        return iter(list(self.things))


@pytest.fixture
def shelf(db: None, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    made = Shelf()
    monkeypatch.setattr(documents, "_sources", {})
    documents.source("thing", made.documents_of, made.all_subjects)
    return made
