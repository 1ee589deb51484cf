"""What goes in and comes out. What comes in is closed: a field nobody named is refused, so nothing can be slipped in."""

from datetime import datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import ConfigDict, Field

from commonpress.interfaces.api.problem import Problem

Number = Annotated[int, Field(ge=1, le=2**63 - 1)]
Slug = Annotated[str, Field(pattern=r"^[-a-zA-Z0-9_]{1,80}$")]
Language = Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})?$", max_length=12)]
Cursor = Annotated[str, Field(pattern=r"^[0-9a-f]{1,14}-[0-9a-f]{1,15}$")]

ALWAYS = (429,)
WITH_TOKEN = (401, 403)


def answers(good: Any, *bad: int, status: int = 200) -> dict[int, Any]:
    """What an operation may answer: the good one, the named problems, and those that any may end in."""
    return {status: good, **dict.fromkeys(sorted({*bad, *ALWAYS}), Problem)}


class Closed(Schema):
    """A body in which every field is known."""

    model_config = ConfigDict(extra="forbid")


class Author(Schema):
    name: str
    handle: str
    address: str


class Picture(Schema):
    address: str
    width: int
    height: int
    alt: str
    is_decorative: bool
    credit: str


class SectionOut(Schema):
    slug: str
    name: str
    about: str = Field(description="What it is for.")
    within: str | None = Field(description="The slug of the section it lies within.")
    address: str


class TopicOut(Schema):
    slug: str
    name: str
    address: str


class Credit(Schema):
    """Where copy that is not the paper's own came from."""

    agency: str
    url: str
    licence: str
    licence_url: str


class CorrectionOut(Schema):
    note: str
    at: datetime
    address: str


class Card(Schema):
    """A published story as a list shows it."""

    id: int
    headline: str
    standfirst: str
    excerpt: str
    kind: str
    section: str
    language: str
    authors: list[Author]
    address: str
    published_at: datetime
    updated_at: datetime = Field(description="Changes only with what the story says, never for a misprint.")
    words: int
    picture: Picture | None


class StoryOut(Card):
    """A published story as it stands. ``body`` is clean HTML of a short allow-list."""

    body: str
    caption: str
    topics: list[TopicOut]
    credit: Credit | None
    corrections: list[CorrectionOut]


class Page(Schema):
    """One page of stories, newest first."""

    stories: list[Card]
    next: str | None = Field(description="Give it as 'before' to get the next page; null on the last.")


class Hits(Schema):
    """The best hits of a search."""

    total: int
    stories: list[Card]
