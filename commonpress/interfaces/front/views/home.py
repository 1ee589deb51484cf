from functools import lru_cache
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from commonpress.domain.sponsors.models import Slot
from commonpress.domain.sponsors.place import Placed
from commonpress.domain.stories import access, figures, tags
from commonpress.domain.stories.models import Correction, Lead, Section, Story
from commonpress.engines.edge.public import public
from commonpress.engines.lib.prepared import Prepared
from commonpress.engines.readership import most
from commonpress.engines.site import options, redirects
from commonpress.engines.site.models import Verification
from commonpress.interfaces.front import frame, slots, structured
from commonpress.interfaces.front.cards import Card, cards, tags_of

LEADS = 4  # one story that is clearly first, three that are second
LATEST = 8


@public(parameters=["p", "page_id"])
def home(request: HttpRequest) -> HttpResponse:
    """The front page; an old numbered address (``/?p=17``, ``/?page_id=17``) that was moved in leads on."""
    old = request.GET.get("p", "") or request.GET.get("page_id", "")
    if old.isdecimal() and (target := redirects.target_of(f"/?p={old}")):
        return HttpResponsePermanentRedirect(target)
    return front_page()


def front_page(placed: Placed | None = None, notice: str = "") -> HttpResponse:
    """``placed`` stands in its slot when given, under ``notice``: a preview."""
    paper = options.paper()
    sections = access.sections()
    top = chosen()
    latest = newest([story.pk for story in top], LEADS - len(top) + LATEST)
    missing = LEADS - len(top)
    top, latest = top + latest[:missing], latest[missing:]
    below = of_sections(
        sections, [story.pk for story in [*top, *latest]], paper.stories_of_a_section_on_the_front
    )
    shown = cards(with_bylines([*top, *latest, *below]))
    first, rest = shown[: len(top)], shown[len(top) :]
    placed = placed or slots.placed([Slot.FRONT])
    context = {
        "lead": first[0] if first else None,
        "seconds": first[1:],
        "latest": rest[: len(latest)],
        "blocks": blocks(sections, rest[len(latest) :]),
        "most_read": figures.most_read(),
        "corrections": CORRECTIONS(),
        "verification": verification(),
        "notice": notice,
        **slots.context(placed),
    }
    head = frame.Head(
        title=paper.name,
        path="/",
        description=paper.shown_tagline,
        social=structured.site_card(paper),
        json_ld=[structured.website(paper), structured.organisation(paper)],
    )
    return frame.render(
        "front/home.html",
        head,
        context,
        tags=[tags.FRONT, most.TAG, *tags_of(shown), *slots.tags(placed)],
        sections=sections,
        seconds=slots.seconds(placed),
    )


def chosen() -> list[Story]:
    """The stories an editor put on top, in that order."""
    return LED()


def newest(but: list[int], count: int) -> list[Story]:
    return NEWEST(but=but or NONE)[:count]


def without_bylines() -> QuerySet[Story]:
    return access.published().prefetch_related(None)


def of_sections(sections: list[Section], but: list[int], count: int) -> list[Story]:
    """The newest ``count`` stories of each section that do not stand above already. Two queries whatever the number."""
    rows = newest_of_each(count).rows(sections=[section.pk for section in sections], but=but or NONE)
    return BELOW(stories=[pk for row in rows for pk in row if pk])


@lru_cache(maxsize=8)
def newest_of_each(count: int) -> Prepared[Section]:
    return Prepared(
        lambda sections, but: _newest_of_each(count, sections, but),
        sections=access.SOME,
        but=access.SOME // 2,
    )


def _newest_of_each(count: int, sections: list[int], but: list[int]) -> "QuerySet[Section, Any]":
    newest_here = (
        Story.objects.filter(section=OuterRef("pk"), state=Story.State.PUBLISHED)
        .exclude(pk__in=but)
        .order_by("-published_at", "-pk")
        .values("pk")
    )
    places = {f"place_{n}": Subquery(newest_here[n : n + 1]) for n in range(count)}
    return Section.objects.filter(pk__in=sections).annotate(**places).values_list(*places)


def with_bylines(stories: list[Story]) -> list[Story]:
    access.with_bylines(stories)
    return stories


def blocks(sections: list[Section], below: list[Card]) -> list[dict[str, object]]:
    found = [
        {"section": s, "cards": [card for card in below if card.story.section_id == s.pk]} for s in sections
    ]
    return [block for block in found if block["cards"]]


def verification() -> list[dict[str, str]]:
    return [{"name": row.meta_name, "content": row.token} for row in VERIFICATIONS()]


NONE = [0]  # of what is to be left out: no row has it
LED = Prepared(
    lambda: (
        Story.objects.filter(pk__in=Lead.objects.values("story"), state=Story.State.PUBLISHED)
        .order_by(Subquery(Lead.objects.filter(story=OuterRef("pk")).values("position")))
        .select_related("section", "picture")
        .defer("body")[:LEADS]
    )
)
NEWEST = Prepared(
    lambda but: without_bylines().exclude(pk__in=but).exclude(kind=Story.Kind.SPONSORED)[: LEADS + LATEST],
    but=access.SOME,
)
BELOW = Prepared(lambda stories: without_bylines().filter(pk__in=stories), stories=access.SOME)
CORRECTIONS = Prepared(
    lambda: (
        Correction.objects.select_related("story", "after")
        .defer("story__body", "after__headline", "after__standfirst", "after__body")
        .filter(pk__in=Correction.objects.filter(access.of_published()).values("pk")[:2])
    )
)
VERIFICATIONS = Prepared(lambda: Verification.objects.exclude(meta_name=""))
