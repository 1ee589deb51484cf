"""What stands in the sitemaps (sitemaps.org protocol 0.9). Only addresses that are their own canonical ones."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, ExpressionWrapper, F, IntegerField, Max, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from commonpress.domain.members.models import Member
from commonpress.domain.stories import access
from commonpress.domain.stories.models import Byline, Correction, Section, Story
from commonpress.engines.site.address import absolute
from commonpress.engines.site.models import Page
from commonpress.interfaces.syndication.moments import rfc3339
from commonpress.interfaces.syndication.xml import Element, add, document, root

SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
S = f"{{{SPACE}}}"
A_FILE = 10_000  # story numbers a file: a fifth of what the protocol allows, and a file changes only when one of them does
MOST = 50_000  # addresses a file may hold; of authors and topics the lately busy ones come first
# Stories that are looked through for the dates of authors and topics. Who has none among them is listed without a date:
# those of all take seconds where there are a million, and no reader of sitemaps asks for what has not changed so long.
LATELY = 100_000


class Place(NamedTuple):
    """An address and when what stands there changed last."""

    path: str
    changed: datetime | None = None


def index(places: Iterable[Place]) -> bytes:
    top = root(f"{S}sitemapindex", {None: SPACE})
    for place in places:
        locate(add(top, f"{S}sitemap"), place)
    return document(top)


def urlset(places: Iterable[Place]) -> bytes:
    top = root(f"{S}urlset", {None: SPACE})
    for place in places:
        locate(add(top, f"{S}url"), place)
    return document(top)


def locate(element: Element, place: Place) -> None:
    add(element, f"{S}loc", absolute(place.path))
    if place.changed:
        add(element, f"{S}lastmod", rfc3339(place.changed))


def canonical() -> QuerySet[Story]:
    """Published stories whose canonical address is ours. Narrow: for ``values_list`` over all of them."""
    elsewhere = Q(credit__is_canonical=True) & ~Q(credit__url="")
    return Story.objects.filter(state=Story.State.PUBLISHED).exclude(elsewhere)


def story_files() -> Iterator[Place]:
    """The files that have stories. One query over all of them."""
    file = ExpressionWrapper((F("pk") - 1) / A_FILE + 1, output_field=IntegerField())
    numbered = Story.objects.filter(state=Story.State.PUBLISHED).annotate(file=file)
    for number, changed in numbered.order_by("file").values_list("file").annotate(Max("updated_at")):
        yield Place(reverse("sitemap-stories", args=[number]), changed)


def stories(number: int) -> list[Place]:
    """The stories with numbers from ``(number - 1) * A_FILE + 1``, oldest first. One query."""
    first = (number - 1) * A_FILE
    found = canonical().filter(pk__gt=first, pk__lte=first + A_FILE).order_by("pk")
    return [Place(f"/{path}/", changed) for path, changed in found.values_list("path", "updated_at")]


def lists_and_pages() -> list[Place]:
    """The front page, sections, static pages, the corrections, then authors and topics, the busy ones first and equals by
    their numbers: a file that says the same has the same bytes."""
    late = lately()
    people = [*busy(authors(late)), *busy(topics(late))]
    fixed = [*front(), *sections(), *pages(), *corrections()]
    return [*fixed, *people][:MOST]


def busy(places: Iterable[Place]) -> list[Place]:
    return sorted(places, key=lambda place: place.changed.timestamp() if place.changed else 0, reverse=True)


def lately() -> QuerySet[Story]:
    """The ``LATELY`` published stories that changed last, with all of the same moment; every one of a smaller paper."""
    published = Story.objects.filter(state=Story.State.PUBLISHED)
    moments = published.order_by("-updated_at").values_list("updated_at", flat=True)
    since = moments[LATELY : LATELY + 1].first()
    return published.filter(updated_at__gte=since) if since else published


def front() -> list[Place]:
    newest = Story.objects.filter(state=Story.State.PUBLISHED).aggregate(changed=Max("updated_at"))
    return [Place("/", newest["changed"])]


def sections() -> Iterator[Place]:
    """A section's page shows its sub-sections' stories too."""
    own = Story.objects.filter(section=OuterRef("pk"), state=Story.State.PUBLISHED).order_by("-updated_at")
    rows = list(Section.objects.annotate(changed=Subquery(own.values("updated_at")[:1])))
    for section in rows:
        within = [row.changed for row in rows if section.pk in {row.pk, row.parent_id} and row.changed]
        yield Place(section.get_absolute_url(), max(within, default=None))


def topics(late: QuerySet[Story]) -> Iterator[Place]:
    changed = dict(late.order_by().values_list("topics").annotate(Max("updated_at")))
    for number, slug in access.topics_with_readers().order_by("pk").values_list("pk", "slug"):
        yield Place(reverse("topic", args=[slug]), changed.get(number))


def authors(late: QuerySet[Story]) -> Iterator[Place]:
    changed = dict(late.order_by().values_list("bylines__member").annotate(Max("updated_at")))
    signed = Byline.objects.filter(access.of_published(), member=OuterRef("pk"))
    rows = Member.objects.filter(Exists(signed), is_active=True).order_by("pk").values_list("pk", "handle")
    for number, handle in rows:
        yield Place(reverse("author", args=[handle]), changed.get(number))


def pages() -> Iterator[Place]:
    rows = (
        Page.objects.filter(is_public=True).order_by("slug").values_list("slug").annotate(Max("updated_at"))
    )
    for slug, changed in rows:
        yield Place(reverse("page", args=[slug]), changed)


def corrections() -> list[Place]:
    newest = Correction.objects.filter(access.of_published()).aggregate(changed=Max("at"))
    return [Place(reverse("corrections"), newest["changed"])]
