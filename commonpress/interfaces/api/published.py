"""Reading what the paper has published. No token is needed, as none is needed to open a page."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Path, Query, Router, Schema
from pydantic import Field

from commonpress.domain.stories import access
from commonpress.domain.stories.models import Section, Story
from commonpress.domain.stories.paging import cut
from commonpress.engines.lib.text import seen
from commonpress.engines.search import find as search
from commonpress.interfaces.api import show
from commonpress.interfaces.api.problem import Refusal, missing
from commonpress.interfaces.api.shapes import (
    Cursor,
    Hits,
    Language,
    Number,
    Page,
    SectionOut,
    Slug,
    StoryOut,
    TopicOut,
    answers,
)

router = Router(tags=["What is published"])

MOST = 100


class Filters(Schema):
    """Which stories, and from where on."""

    before: Cursor | None = Field(None, description="The 'next' of the page before.")
    section: Slug | None = None
    topic: Slug | None = None
    author: Slug | None = Field(None, description="A handle.")
    limit: int = Field(20, ge=1, le=MOST)


class Place(Schema):
    after: Slug | None = Field(None, description="The last slug of the page before.")
    limit: int = Field(MOST, ge=1, le=MOST)


class Question(Schema):
    q: str = Field(min_length=1, max_length=300)
    section: Slug | None = None
    author: Slug | None = Field(None, description="A handle.")
    language: Language | None = None
    limit: int = Field(20, ge=1, le=MOST)


@router.get("/stories/", response=answers(Page, 404, 422), summary="Stories, newest first")
def stories(request: HttpRequest, asked: Query[Filters]) -> dict[str, Any]:
    """Pages go by a cursor, so that new stories move nothing. Filters may be combined; an unknown name finds nothing."""
    page = cut(chosen(asked), asked.before or "", asked.limit)
    return {"stories": [show.card(story) for story in page.stories], "next": page.next or None}


def chosen(asked: Filters) -> QuerySet[Story]:
    found = access.published()
    if asked.section:
        found = found.filter(section__slug=asked.section)
    if asked.topic:
        found = found.filter(topics__slug=asked.topic)
    return found.filter(bylines__member__handle=asked.author) if asked.author else found


@router.get("/stories/{number}/", response=answers(StoryOut, 404, 410, 422), summary="One story")
def story(request: HttpRequest, number: Path[Number]) -> dict[str, Any]:
    """The whole text, with its credit and corrections. 410 when it was withdrawn: the reason is told."""
    found = access.published().defer(None).select_related("credit").filter(pk=number).first()
    if found is None:
        raise gone_or_missing(number)
    return show.whole(found)


def gone_or_missing(number: int) -> Refusal:
    reasons = Story.objects.filter(pk=number, state=Story.State.WITHDRAWN).values_list(
        "withdrawal_reason", flat=True
    )
    for reason in reasons:
        return Refusal(410, f"This story was withdrawn: {reason}", "Take it down where you repeat it.")
    return missing()


@router.get("/sections/", response=answers(list[SectionOut]), summary="Sections, in the owner's order")
def sections(request: HttpRequest) -> list[dict[str, Any]]:
    return [show.section(one) for one in Section.objects.filter(is_listed=True).select_related("parent")]


@router.get("/topics/", response=answers(list[TopicOut], 422), summary="Topics with published stories")
def topics(request: HttpRequest, asked: Query[Place]) -> list[dict[str, Any]]:
    """In the order of their slugs."""
    read = access.topics_with_readers().filter(slug__gt=asked.after or "")
    return [show.topic(one) for one in read.order_by("slug")[: asked.limit]]


@router.get("/search/", response=answers(Hits, 422), summary="Search")
def hits(request: HttpRequest, asked: Query[Question]) -> dict[str, Any]:
    """As on the page: all the words, else some of them; best first. Nothing in a question is an error."""
    query = search.Query(
        text=seen(asked.q),
        section=asked.section or "",
        author=asked.author or "",
        language=asked.language or "",
    )
    results = search.find(query, limit=asked.limit)
    numbers = [int(hit.subject.partition(":")[2]) for hit in results.hits]
    rows = access.published().in_bulk(numbers)
    return {"total": results.total, "stories": [show.card(rows[pk]) for pk in numbers if pk in rows]}
