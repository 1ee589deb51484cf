"""The only ways to fetch a story for a reader."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Byline, Section, Story

HEAVY = ("body",)
# Of a member, what no byline shows.
PRIVATE = tuple(
    f"member__{name}"
    for name in ("email", "password", "last_login", "words", "words_translations", "language", "joined_at")
)


def published() -> QuerySet[Story]:
    """All stories a reader may see, newest first, with what a card shows. Two queries (bylines apart)."""
    return (
        Story.objects.filter(state=Story.State.PUBLISHED)
        .select_related("section", "picture")
        .prefetch_related(bylines())
        .defer(*HEAVY)
        .order_by("-published_at", "-pk")
    )


def bylines() -> "Prefetch[str, QuerySet[Byline]]":
    return Prefetch(
        "bylines", Byline.objects.select_related("member__picture").defer(*PRIVATE).order_by("position")
    )


def editorial() -> QuerySet[Story]:
    """Published stories that are not paid for: what recommendations and news lists may show."""
    return published().exclude(kind=Story.Kind.SPONSORED)


def at_path(path: str) -> Story | None:
    """The published or withdrawn story at ``yyyy/mm/slug``, or nothing. Bylines are left to the caller: two queries."""
    return (
        Story.objects.filter(path=path, state__in=[Story.State.PUBLISHED, Story.State.WITHDRAWN])
        .select_related("section", "picture", "credit")
        .prefetch_related("topics")
        .first()
    )


def in_sections(sections: Iterable[Section]) -> QuerySet[Story]:
    return published().filter(section__in=list(sections))


def by_member(member: Member) -> QuerySet[Story]:
    return published().filter(bylines__member=member)


def between(start: datetime, end: datetime) -> QuerySet[Story]:
    """Published from ``start`` (included) to ``end`` (not included)."""
    return published().filter(published_at__gte=start, published_at__lt=end)


def sections() -> list[Section]:
    """The sections of the paper in the owner's order. One query."""
    return list(Section.objects.filter(is_listed=True))
