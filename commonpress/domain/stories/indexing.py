"""What of the stories can be found, and recommended: the source the search engine asks."""

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Prefetch

from commonpress.domain.stories.models import Byline, Section, Story
from commonpress.engines.lib import html
from commonpress.engines.search import documents
from commonpress.engines.search.documents import Document

PREFIX = "story"
AT_ONCE = 1000  # numbers read at once


def register() -> None:
    touched = {"member": of_members, "section": in_sections, "topic": under_topics}
    documents.source(PREFIX, documents_of, all_subjects, touched)


def documents_of(subjects: Sequence[str]) -> Iterator[Document]:
    """The published ones among ``subjects``. Four queries."""
    around = sections_around()
    bylines = Prefetch("bylines", Byline.objects.select_related("member").order_by("position"))
    stories = Story.objects.filter(pk__in=numbers(subjects), state=Story.State.PUBLISHED)
    for story in stories.prefetch_related(bylines, "topics"):
        yield document(story, around)


def all_subjects() -> Iterator[str]:
    """Every published story, newest first, so that an index being built holds the news first."""
    found = Story.objects.filter(state=Story.State.PUBLISHED).order_by("-published_at", "-pk")
    return (f"{PREFIX}:{pk}" for pk in found.values_list("pk", flat=True).iterator(chunk_size=AT_ONCE))


def document(story: Story, around: dict[int, tuple[str, ...]]) -> Document:
    if story.published_at is None:
        raise ValueError(f"{story.subject} is not published")
    members = [byline.member for byline in story.bylines.all()]
    return Document(
        subject=story.subject,
        language=story.language,
        headline=story.headline,
        standfirst=story.standfirst,
        body=html.to_text(story.body),
        authors=tuple(member.name for member in members),
        author_handles=tuple(member.handle for member in members),
        topics=tuple(topic.name for topic in story.topics.all()),
        sections=around[story.section_id],
        kind=story.kind,
        published=story.published_at,
        is_recommendable=not story.is_sponsored,
    )


def sections_around() -> dict[int, tuple[str, ...]]:
    """For each section its own address and those of the sections it lies within."""
    rows = {pk: (slug, parent) for pk, slug, parent in Section.objects.values_list("pk", "slug", "parent")}
    return {pk: tuple(_upwards(pk, rows)) for pk in rows}


def _upwards(pk: int | None, rows: dict[int, tuple[str, int | None]]) -> Iterator[str]:
    passed: set[int] = set()
    while pk is not None and pk not in passed:
        passed.add(pk)
        slug, pk = rows[pk]
        yield slug


def of_members(subjects: Sequence[str]) -> Iterator[str]:
    """The stories a member signed: a new name is found under at once."""
    return _published(bylines__member__in=numbers(subjects))


def in_sections(subjects: Sequence[str]) -> Iterator[str]:
    return _published(section__slug__in=names(subjects))


def under_topics(subjects: Sequence[str]) -> Iterator[str]:
    return _published(topics__slug__in=names(subjects))


def _published(**how: object) -> Iterator[str]:
    found = Story.objects.filter(state=Story.State.PUBLISHED, **how)
    return (f"{PREFIX}:{pk}" for pk in found.values_list("pk", flat=True).distinct())


def numbers(subjects: Iterable[str]) -> list[int]:
    return [int(name) for name in names(subjects) if name.isdecimal()]


def names(subjects: Iterable[str]) -> list[str]:
    return [subject.partition(":")[2] for subject in subjects]
