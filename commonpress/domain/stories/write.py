from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from commonpress.domain.members.models import Member
from commonpress.domain.stories import chain, pictured, text
from commonpress.domain.stories.models import Byline, Revision, Section, SourceCredit, Story, Topic
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock
from commonpress.engines.lib.prepared import Prepared
from commonpress.engines.lib.text import slug as make_slug
from commonpress.engines.media.models import Picture

TOPICS = Prepared(lambda slugs: Topic.objects.filter(slug__in=slugs), slugs="?")


@dataclass(frozen=True)
class Credit:
    """Where copy came from; see ``SourceCredit``."""

    agency: str
    url: str = ""
    licence: str = ""
    licence_url: str = ""
    is_canonical: bool = False


@dataclass(frozen=True)
class Draft:
    """All that a writer hands in. ``body`` is HTML from anywhere: it passes the sanitiser here."""

    headline: str
    section: Section
    authors: Sequence[Member]
    body: str = ""
    standfirst: str = ""
    language: str = "en"
    kind: str = Story.Kind.NEWS
    slug: str = ""
    topics: Iterable[str] = field(default_factory=tuple)
    picture: Picture | None = None
    caption: str = ""
    credit: Credit | None = None
    is_open_for_comments: bool = True
    created_at: datetime | None = None


@transaction.atomic
def write(draft: Draft, *, by: Member | None, allow_image: Callable[[str], bool] | None = None) -> Story:
    """Store a new draft with its first revision. ``allow_image`` may widen which picture addresses stay in the body."""
    story = store(draft, by=by, allow_image=allow_image)
    record("story.written", story.subject, by=by.subject if by else "")
    return story


def store(draft: Draft, *, by: Member | None, allow_image: Callable[[str], bool] | None = None) -> Story:
    now = draft.created_at or clock.now()
    body = text.clean_body(draft.body, allow_image=allow_image)
    headline = text.line(draft.headline, 300)
    story = Story.objects.create(
        kind=draft.kind,
        section=draft.section,
        language=draft.language,
        slug=make_slug(draft.slug or headline),
        headline=headline,
        standfirst=text.line(draft.standfirst, 1000),
        body=body,
        hidden=text.hidden_in(draft.body),
        excerpt=text.excerpt_of(draft.standfirst, body),
        words=text.count_words(body),
        picture=draft.picture,
        caption=text.line(draft.caption, 500),
        is_open_for_comments=draft.is_open_for_comments,
        created_at=now,
        edited_by=by,
        edited_at=now,
    )
    sign(story, draft.authors)
    file_under(story, topics_named(draft.topics))
    if draft.credit:
        SourceCredit.objects.create(story=story, **vars(draft.credit))
    remember(story, by=by, at=now, number=1)
    pictured.noted(story, pictured.stems(body, draft.picture), by)
    return story


def sign(story: Story, authors: Sequence[Member]) -> None:
    Byline.objects.bulk_create(
        Byline(story=story, member=member, position=place)
        for place, member in enumerate(dict.fromkeys(authors))
    )


def tag(story: Story, names: Iterable[str]) -> None:
    """Set the story's topics by name, instead of those it had."""
    story.topics.set(topics_named(names))


def topics_named(names: Iterable[str]) -> list[Topic]:
    """The topics of these names; one is made when it is new. Names with the same slug are one topic."""
    wanted = {make_slug(name): text.line(name, 80) for name in names if name.strip()}
    known = {topic.slug: topic for topic in TOPICS(slugs=list(wanted))}
    for slug in wanted.keys() - known.keys():
        known[slug] = Topic.objects.create(slug=slug, name=wanted[slug])
    return list(known.values())


def file_under(story: Story, topics: Iterable[Topic]) -> None:
    """Give a story that has none yet its topics: one query, where ``set`` would look first and take five."""
    through = Story.topics.through
    through.objects.bulk_create(through(story=story, topic=topic) for topic in topics)


def remember(
    story: Story,
    *,
    by: Member | None,
    at: datetime,
    weight: str = Revision.Weight.SUBSTANCE,
    number: int | None = None,
) -> Revision:
    """Keep the story's text as it stands now as its next revision; ``number`` spares the question which that is."""
    last, previous = (0, "") if number == 1 else newest(story)
    revision = Revision(
        story=story,
        number=number or last + 1,
        headline=story.headline,
        standfirst=story.standfirst,
        body=story.body,
        by=by,
        weight=weight,
        at=at,
        previous=previous,
    )
    revision.digest = chain.of_revision(previous, revision)
    revision.save(force_insert=True)
    return revision


def newest(story: Story) -> tuple[int, str]:
    """Number and digest of the newest revision."""
    return story.revisions.order_by("-number").values_list("number", "digest").first() or (0, "")
