"""Figures of stories: whose they are, which section's, how they compare, which are read most.

The counting knows subjects only; here they become stories again. Sponsored and withdrawn ones never rank in public.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import nsmallest
from typing import Any, NamedTuple

from django.db.models import (
    BigIntegerField,
    CharField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Concat, Substr

from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Byline, Section, Story
from commonpress.engines.lib.prepared import Prepared
from commonpress.engines.readership import figures, most
from commonpress.engines.readership.figures import Comparison, Life, Window
from commonpress.engines.readership.models import MostRead

FAMILY = "story"
PREFIX = f"{FAMILY}:"
COMPARABLE_WITHIN = timedelta(days=90)  # between two publications
MOST_COMPARED = 50  # the nearest in time; more would not move a median that people look at
MOST_SHOWN = 5
FEWEST_OF_A_DAY = 4  # stories read within 24 hours; a paper with fewer shows the week's
MANY = 20_000  # numbers in one query; with more it is quicker to read all rows
EVER = (Story.State.PUBLISHED, Story.State.WITHDRAWN)
SHOWN = ("headline", "path", "state", "kind", "language", "published_at", "section")


@dataclass(frozen=True)
class Row:
    """A story with its views in a period and in all."""

    story: Story
    views: int
    total: int


@dataclass(frozen=True)
class Sum:
    """The views of an author or a section in a period, and how many stories had any."""

    of: Member | Section
    views: int
    stories: int


class Ranked(NamedTuple):
    """A story among the most read, as a page shows it."""

    headline: str
    path: str
    language: str

    def get_absolute_url(self) -> str:
        return f"/{self.path}/"


def register() -> None:
    most.keep(FAMILY)


def ever_published() -> QuerySet[Story]:
    """Stories that have, or had, readers, with what a list of figures shows."""
    return (
        Story.objects.filter(state__in=EVER)
        .select_related("section")
        .only(*SHOWN, "section__name", "section__slug", "section__name_translations")
    )


def own(member: Member) -> list[Story]:
    """The stories a member signed, the newest first. One query."""
    return list(ever_published().filter(bylines__member=member).order_by("-published_at", "-pk"))


def rows(stories: Collection[Story], window: Window) -> list[Row]:
    """These stories with their views. Two queries."""
    subjects = [story.subject for story in stories]
    return joined(stories, figures.totals(window, subjects), figures.all_time(subjects))


def joined(stories: Iterable[Story], views: Mapping[str, int], totals: Mapping[str, int]) -> list[Row]:
    return [Row(story, views.get(story.subject, 0), totals.get(story.subject, 0)) for story in stories]


def top(views: Mapping[str, int], count: int | None = None) -> list[Row]:
    """The stories with the most of these views, by subject; all of them without ``count``. Two queries."""
    first = sorted(views.items(), key=order) if count is None else nsmallest(count, views.items(), key=order)
    numbers = [number_of(subject) for subject, _ in first]
    found = {story.pk: story for story in some(ever_published(), numbers)}
    stories = [found[number] for number in numbers if number in found]
    subjects = [story.subject for story in stories]
    return joined(stories, views, figures.all_time(subjects if len(subjects) <= MANY else FAMILY))


def order(pair: tuple[str, int]) -> tuple[int, str]:
    """The most views first, equals by their names."""
    return -pair[1], pair[0]


def by_subject(subjects: Iterable[str]) -> dict[str, Story]:
    """The stories among these subjects. One query."""
    numbers = [number_of(subject) for subject in subjects if subject.startswith(PREFIX)]
    return {story.subject: story for story in ever_published().filter(pk__in=numbers)}


def number_of(subject: str) -> int:
    return int(subject.removeprefix(PREFIX))


def some(rows: Any, numbers: Collection[int], field: str = "pk") -> Any:
    """Those rows whose ``field`` is one of ``numbers``, or all when they are many: the caller looks up what it needs."""
    return rows.filter(**{f"{field}__in": list(numbers)}) if len(numbers) <= MANY else rows


def by_section(views: Mapping[str, int]) -> list[Sum]:
    """The views of each section's stories, the most first. Two queries."""
    numbers = {number_of(subject): count for subject, count in views.items()}
    pairs = some(Story.objects.filter(state__in=EVER), numbers).values_list("pk", "section_id")
    return summed(numbers, pairs, Section.objects.in_bulk)


def by_author(views: Mapping[str, int]) -> list[Sum]:
    """The views of each author's stories, the most first. A story of two counts for both. Two queries."""
    numbers = {number_of(subject): count for subject, count in views.items()}
    pairs = some(Byline.objects.filter(story__state__in=EVER), numbers, "story_id")
    return summed(numbers, pairs.values_list("story_id", "member_id"), Member.objects.in_bulk)


def summed(views: Mapping[int, int], pairs: Iterable[tuple[int, int]], fetch: Any) -> list[Sum]:
    sums: Counter[int] = Counter()
    stories: Counter[int] = Counter()
    for story, owner in pairs:
        if count := views.get(story):
            sums[owner] += count
            stories[owner] += 1
    owners = fetch(list(sums))
    ranked = sorted(sums.items(), key=lambda pair: (-pair[1], pair[0]))
    return [Sum(owners[owner], count, stories[owner]) for owner, count in ranked if owner in owners]


def compared(story: Story) -> Comparison | None:
    """A story beside comparable ones: its section's, published within 90 days of it, at the same age. Four queries."""
    if story.published_at is None:
        return None
    return figures.comparable(
        Life(story.subject, story.published_at), comparable_with(story, story.published_at)
    )


def comparable_with(story: Story, at: datetime) -> list[Life]:
    """The nearest in time before and after it. Paid ones are compared with paid ones."""
    alike = Story.objects.filter(state=Story.State.PUBLISHED, section=story.section_id).exclude(pk=story.pk)
    sponsored = Story.Kind.SPONSORED
    alike = alike.filter(kind=sponsored) if story.is_sponsored else alike.exclude(kind=sponsored)
    before = alike.filter(published_at__lte=at, published_at__gte=at - COMPARABLE_WITHIN)
    after = alike.filter(published_at__gt=at, published_at__lte=at + COMPARABLE_WITHIN)
    found = [*nearest(before, "-published_at"), *nearest(after, "published_at")]
    found.sort(key=lambda pair: abs(pair[1] - at))
    return [Life(f"{PREFIX}{number}", published) for number, published in found[:MOST_COMPARED]]


def nearest(stories: QuerySet[Story], order: str) -> list[tuple[int, datetime]]:
    found: Any = stories.order_by(order).values_list("pk", "published_at")[:MOST_COMPARED]
    return list(found)


def most_read(count: int = MOST_SHOWN) -> list[Ranked]:
    """The most read of the last 24 hours, of 7 days when too few were read. Published and not paid for. One query."""
    found = [(Ranked(*row[:3]), *row[3:]) for row in RANKED.rows()]
    day = sorted((of_day, story) for story, of_day, _ in found if of_day)
    week = sorted((of_week, story) for story, _, of_week in found if of_week)
    return [story for _, story in (day if len(day) >= FEWEST_OF_A_DAY else week)[:count]]


def rankable() -> QuerySet[Story, Any]:
    """The ranked stories readers may see, with their places of the day and of the week."""
    stories = Story.objects.filter(pk__in=ranked_numbers(), state=Story.State.PUBLISHED)
    placed = stories.annotate(of_day=place(MostRead.Span.DAY), of_week=place(MostRead.Span.WEEK))
    return placed.exclude(kind=Story.Kind.SPONSORED).values_list(
        "headline", "path", "language", "of_day", "of_week"
    )


def ranked_numbers() -> QuerySet[MostRead, Any]:
    number = Cast(Substr("subject", len(PREFIX) + 1), BigIntegerField())
    return MostRead.objects.filter(family=FAMILY).annotate(number=number).values("number")


def place(span: MostRead.Span) -> Subquery:
    """A story's place in the ranks of that span; they have thirty places, so looking through them is quick."""
    mine = Concat(Value(PREFIX), Cast(OuterRef("pk"), CharField()))
    return Subquery(MostRead.objects.filter(family=FAMILY, window=span, subject=mine).values("place")[:1])


def ranked(span: MostRead.Span) -> list[Row]:
    """The ranks as editors see them, paid and withdrawn stories too. Two queries, three with the totals."""
    return top({part.name: part.count for part in most.ranks(FAMILY, span)})


RANKED = Prepared(rankable)
