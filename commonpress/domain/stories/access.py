"""The only ways to fetch a story for somebody: a reader, its author, an editor, who was sent a preview."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet
from django.http import Http404

from commonpress.domain.members.models import Member
from commonpress.domain.stories.editors import sections_of
from commonpress.domain.stories.models import (
    Byline,
    BylineOffer,
    Correction,
    PreviewLink,
    Proposal,
    Revision,
    Section,
    Story,
    Topic,
)
from commonpress.engines.lib import clock
from commonpress.engines.lib.prepared import Prepared, hold

PREVIEW_LIFE = timedelta(days=30)  # of a secret link: long enough for a lawyer, too short to be forgotten
HEAVY = ("body",)
# Of a story and its section, what neither a card nor a feed shows.
UNSHOWN = (
    *("hidden", "created_at", "due_at", "withdrawn_at", "withdrawal_reason", "ground", "embargo_until"),
    *("submitted_at", "seen", "kept", "edited_by", "edited_at"),
    *("section__words", "section__words_translations", "section__parent", "section__position"),
)
# Of a member, what no byline shows.
PRIVATE = tuple(
    f"member__{name}"
    for name in (
        "email",
        "password",
        "last_login",
        "words",
        "words_translations",
        "language",
        "joined_at",
        "links",
    )
)


def public_among(subjects: Iterable[str]) -> set[str]:
    """Those of these subjects whose stories readers may see. One query."""
    numbers = [int(subject.partition(":")[2]) for subject in subjects]
    found = Story.objects.filter(pk__in=numbers, state=Story.State.PUBLISHED).values_list("pk", flat=True)
    return {f"story:{number}" for number in found}


def of_published() -> Exists:
    """Of rows that belong to a story: that readers may see it. Asked of each row; when it is a join, SQLite begins with all
    published stories of the paper, which its sample of 400 takes for few (``lib/planner.py``)."""
    return Exists(Story.objects.filter(pk=OuterRef("story"), state=Story.State.PUBLISHED))


def published() -> QuerySet[Story]:
    """All stories a reader may see, newest first, with what a card shows. Two queries (bylines apart)."""
    return (
        Story.objects.filter(state=Story.State.PUBLISHED)
        .select_related("section", "picture")
        .prefetch_related(bylines())
        .defer(*HEAVY, *UNSHOWN)
        .order_by("-published_at", "-pk")
    )


def bylines() -> "Prefetch[str, QuerySet[Byline]]":
    return Prefetch("bylines", signed())


def signed() -> QuerySet[Byline]:
    return Byline.objects.select_related("member__picture").defer(*PRIVATE).order_by("position")


def with_bylines(stories: Sequence[Story]) -> None:
    """Fetch the bylines of all these stories. One query."""
    lines = defaultdict(list)
    for line in BYLINES(stories=[story.pk for story in stories]):
        lines[line.story_id].append(line)
    for story in stories:
        hold(story, "bylines", lines[story.pk], Byline)


def editorial() -> QuerySet[Story]:
    """Published stories that are not paid for: what recommendations and news lists may show."""
    return published().exclude(kind=Story.Kind.SPONSORED)


def at_path(path: str) -> Story | None:
    """The published or withdrawn story at ``yyyy/mm/slug``, or nothing. Bylines are left to the caller: two queries."""
    found = AT_PATH(path=path)
    if not found:
        return None
    hold(found[0], "topics", TOPICS(story=found[0].pk), Topic)
    return found[0]


def own_story_or_404(member: Member, number: int) -> Story:
    """A story the member signed that has, or had, readers. One query."""
    return first_or_404(with_readers().filter(bylines__member=member, pk=number))


def any_story_or_404(number: int) -> Story:
    """The same for editors, whoever signed it. One query."""
    return first_or_404(with_readers().filter(pk=number))


def own(member: Member) -> QuerySet[Story]:
    """All that the member signs, in every state, what was touched last first, without the texts."""
    mine = Story.objects.filter(bylines__member=member).select_related("section", "picture")
    return mine.defer(*HEAVY).order_by(F("edited_at").desc(nulls_last=True), "-pk")


def own_or_404(member: Member, number: int) -> Story:
    """A story the member signs, in every state, with its text. One query."""
    mine = Story.objects.filter(bylines__member=member, pk=number)
    return first_or_404(mine.select_related("section", "picture", "credit"))


def to_correct_or_404(member: Member, number: int) -> tuple[Story, bool]:
    """A story the member signs, or a published one of a section they edit; whether they sign it. At most three queries."""
    try:
        return own_or_404(member, number), True
    except Http404:
        return first_or_404(edited_and_public(member).filter(pk=number)), False


def edited_and_public(member: Member) -> QuerySet[Story]:
    return for_desk(member).filter(state=Story.State.PUBLISHED)


def correctable(member: Member, path: str) -> int | None:
    """The number of the published story at ``yyyy/mm/slug`` when the member signs or edits it."""
    there = {"path": path, "state": Story.State.PUBLISHED}
    mine = own(member).filter(**there).values_list("pk", flat=True).first()
    if mine or not member.is_editor:
        return mine
    return edited_and_public(member).filter(**there).values_list("pk", flat=True).first()


def for_desk(member: Member) -> QuerySet[Story]:
    """What the member may decide about: all but drafts, of the sections they edit. Drafts are their authors' alone."""
    handed_in = Story.objects.exclude(state=Story.State.DRAFT).select_related("section")
    sections = sections_of(member)
    return handed_in if sections is None else handed_in.filter(section__in=sections)


def desk_or_404(member: Member, number: int) -> Story:
    """One of ``for_desk``, with its text."""
    return first_or_404(for_desk(member).select_related("section", "picture", "credit").filter(pk=number))


def preview_or_404(token: str) -> Story:
    """The unpublished story a secret link leads to, as long as the link holds. One query."""
    holding = PreviewLink.objects.filter(
        token=token, revoked_at__isnull=True, at__gt=clock.now() - PREVIEW_LIFE
    )
    found = Story.objects.filter(previews__in=holding)
    ended = [Story.State.PUBLISHED, Story.State.WITHDRAWN, Story.State.DECLINED]
    return first_or_404(found.exclude(state__in=ended).select_related("section", "picture", "credit"))


def open_previews(story: Story) -> QuerySet[PreviewLink]:
    """The secret links to a story that hold, newest first."""
    held = story.previews.filter(revoked_at__isnull=True, at__gt=clock.now() - PREVIEW_LIFE)
    return held.order_by("-pk")


def preview_ends(link: PreviewLink) -> datetime:
    return link.at + PREVIEW_LIFE


def offers_to(member: Member) -> QuerySet[BylineOffer]:
    """The stories somebody asks the member to sign."""
    return BylineOffer.objects.filter(member=member).select_related("story__section", "by").order_by("-pk")


def proposals_waiting(story: Story) -> QuerySet[Proposal]:
    """The new text of a published story that waits for the desk: one at most."""
    return story.proposals.filter(state=Proposal.State.WAITING).select_related("by")


def with_readers() -> QuerySet[Story]:
    """Stories that have, or had, readers."""
    ever = [Story.State.PUBLISHED, Story.State.WITHDRAWN]
    return Story.objects.filter(state__in=ever).select_related("section").defer(*HEAVY)


def first_or_404(stories: QuerySet[Story]) -> Story:
    found = stories.first()
    if found is None:
        raise Http404("no such story")
    return found


def corrections(story: Story) -> list[Correction]:
    """The corrections of a story, newest first. One query."""
    found = CORRECTIONS(story=story.pk)
    for correction in found:
        correction.story = story
    return found


def changes(story: Story) -> list[Revision]:
    """The revisions since publication, newest first, without their texts. One query."""
    since = story.revisions.filter(at__gt=story.published_at, number__gt=1, erased_at__isnull=True)
    return list(since.defer("headline", "standfirst", "body").order_by("-number"))


def typo(story: Story, number: int) -> tuple[Revision, Revision] | None:
    """The texts before and after a typo was mended in public, or nothing. One query."""
    around = story.revisions.filter(number__gte=number - 1, number__lte=number, erased_at__isnull=True)
    pair = list(around.order_by("number"))
    is_public = story.published_at and len(pair) == 2 and pair[1].at > story.published_at
    return (pair[0], pair[1]) if is_public and pair[1].weight == Revision.Weight.TYPO else None


def recommendable(numbers: list[int]) -> dict[int, Story]:
    """Those of these stories that may be recommended, by number, without their pictures. One query."""
    return {story.pk: story for story in RECOMMENDABLE(stories=numbers)}


def whole(numbers: list[int]) -> dict[int, Story]:
    """Those of these stories a reader may see, by number, with their bodies and bylines. Two queries."""
    found = WHOLE(stories=numbers)
    with_bylines(found)
    return {story.pk: story for story in found}


def topics_with_readers() -> QuerySet[Topic]:
    """Topics of published stories. A name that only stands in drafts is nobody's to read."""
    through = Story.topics.through.objects
    filed = through.filter(of_published(), topic=OuterRef("pk"))
    return Topic.objects.filter(Exists(filed))


def between(start: datetime, end: datetime) -> QuerySet[Story]:
    """Published from ``start`` (included) to ``end`` (not included)."""
    return published().filter(published_at__gte=start, published_at__lt=end)


def sections() -> list[Section]:
    """The sections of the paper in the owner's order. One query."""
    return SECTIONS()


SOME = -987_654_321  # stands for a number while a query is compiled; no row has it
AT_PATH = Prepared(
    lambda path: Story.objects.filter(
        path=path, state__in=[Story.State.PUBLISHED, Story.State.WITHDRAWN]
    ).select_related("section", "picture", "credit"),
    path="?",
)
TOPICS = Prepared(lambda story: Topic.objects.filter(stories=story), story=SOME)
BYLINES = Prepared(lambda stories: signed().filter(story__in=stories), stories=SOME)
SECTIONS = Prepared(lambda: Section.objects.filter(is_listed=True))
CORRECTIONS = Prepared(
    lambda story: (
        Correction.objects.filter(story=story)
        .select_related("after")
        .defer("after__headline", "after__standfirst", "after__body")
    ),
    story=SOME,
)
# By number, so in no order: SQLite would go through all stories in theirs to find these few.
RECOMMENDABLE = Prepared(
    lambda stories: (
        editorial()
        .prefetch_related(None)
        .select_related(None)
        .select_related("section")
        .filter(pk__in=stories)
        .order_by()
    ),
    stories=SOME,
)
WHOLE = Prepared(
    lambda stories: published().prefetch_related(None).defer(None).filter(pk__in=stories).order_by(),
    stories=SOME,
)
