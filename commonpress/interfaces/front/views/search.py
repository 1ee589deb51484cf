from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from commonpress.domain.members.models import Member
from commonpress.domain.stories import access, tags
from commonpress.domain.stories.models import Byline, Section, Story
from commonpress.engines.edge.public import public
from commonpress.engines.lib import html
from commonpress.engines.lib.prepared import Prepared
from commonpress.engines.lib.text import seen
from commonpress.engines.search.find import Query, find
from commonpress.engines.search.highlight import headline, snippet
from commonpress.engines.site import options
from commonpress.interfaces.front import frame, pieces
from commonpress.interfaces.front.cards import Card, cards

SHOWN = 10
DEEPEST = 100  # pages; nobody reads on, and a robot must not make us rank a million hits
LONGEST = 300  # characters of a question that are looked at
KEPT_SECONDS = 2.0  # a story must be found that soon after it appeared


@dataclass(frozen=True)
class Hit:
    card: Card
    headline_html: SafeString
    snippet_html: SafeString


@public(parameters=("q", "section", "author", "language", "from", "to", "until", "page"))
def search(request: HttpRequest) -> HttpResponse:
    """Full-text search with filters. ``until`` holds the list still while somebody pages through it."""
    asked = Asked.of(request.GET)
    sections = access.sections()
    results = find(asked.query, limit=SHOWN, offset=asked.offset) if asked.is_asked else None
    hits = shown(asked.query, [hit.subject for hit in results.hits]) if results else []
    total = results.total if results else 0
    context = {
        "form": asked.form,
        "q": asked.form["q"],
        "asked": asked.is_asked,
        "hits": hits,
        "total": total,
        "next_url": asked.page_url(asked.page + 1)
        if asked.offset + SHOWN < total and asked.page < DEEPEST
        else None,
        "previous_url": asked.page_url(asked.page - 1) if asked.page > 1 else None,
        "choices": choices(asked.form, sections),
    }
    title = (
        _("Search: %(words)s") % {"words": asked.form["q"]}
        if asked.form["q"]
        else pgettext("the place", "Search")
    )
    head = frame.Head(title=title, path=reverse("search"), is_indexed=False)
    return frame.render(
        "front/search.html",
        head,
        context,
        tags=[tags.FRONT, tags.UNNAMED],
        sections=sections,
        seconds=KEPT_SECONDS,
    )


@dataclass(frozen=True)
class Asked:
    """What somebody asked, as far as it makes sense; what does not is left out rather than refused."""

    form: dict[str, str]
    query: Query
    page: int
    until: datetime

    @classmethod
    def of(cls, given: QueryDict) -> "Asked":
        form = {
            key: seen(given.get(key, "")).strip()[:LONGEST]
            for key in ("q", "section", "author", "language", "from", "to")
        }
        until = moment(given.get("until", ""))
        start, end = day(form["from"]), day(form["to"])
        query = Query(
            text=form["q"],
            section=form["section"],
            author=form["author"],
            language=form["language"],
            start=start,
            end=min(end + timedelta(days=1), until) if end else until,
        )
        return cls(form=form, query=query, page=page_number(given.get("page", "")), until=until)

    @property
    def is_asked(self) -> bool:
        return any(self.form.values())

    @property
    def offset(self) -> int:
        return (self.page - 1) * SHOWN

    def page_url(self, number: int) -> str:
        words = {key: value for key, value in self.form.items() if value}
        held = {"page": number, "until": int(self.until.timestamp())} if number > 1 else {}
        return f"{reverse('search')}?{urlencode({**words, **held})}"


def day(value: str) -> datetime | None:
    """The beginning of a day in the paper's zone; ``None`` when the text is no date."""
    try:
        found: date | None = parse_date(value)
    except ValueError:
        return None
    return datetime.combine(found, time.min, tzinfo=timezone.get_current_timezone()) if found else None


def moment(value: str) -> datetime:
    """The moment a paged list was opened; now when it is missing, malformed or in the future."""
    # Whole minutes, so that one question is one page for everyone who asks it in the same minute.
    now = (timezone.now() + timedelta(minutes=1)).replace(second=0, microsecond=0)
    if not value.isdecimal() or len(value) > 11:
        return now
    return min(now, datetime.fromtimestamp(int(value), tz=now.tzinfo))


def page_number(value: str) -> int:
    return min(max(int(value), 1), DEEPEST) if value.isdecimal() and len(value) < 6 else 1


def shown(query: Query, subjects: list[str]) -> list[Hit]:
    """The stories behind the hits, in the index's order; one that is no longer public is left out."""
    numbers = [int(subject.partition(":")[2]) for subject in subjects]
    rows = access.whole(numbers)
    return [hit(query, card) for card in cards([rows[pk] for pk in numbers if pk in rows])]


def hit(query: Query, card: Card) -> Hit:
    return Hit(
        card=card,
        headline_html=mark_safe(headline(query, card.headline)),  # noqa: S308 (the engine escapes)
        snippet_html=mark_safe(snippet(query, passage(card.story))),  # noqa: S308
    )


def passage(story: Story) -> str:
    return f"{story.standfirst}\n{html.to_text(story.body)}"


def choices(form: dict[str, str], sections: Sequence[Section]) -> SafeString:
    """The fields that narrow a search, with what is chosen. One query."""
    places = tuple(pieces.Choice(one.slug, one.label) for one in sections)
    people = tuple(pieces.Choice(*row) for row in AUTHORS.rows())
    languages = options.paper().languages
    return pieces.markup(
        pieces.ChoicesPiece(
            sections=places,
            authors=people,
            languages=languages,
            section=known(form["section"], (one.value for one in places)),
            author=known(form["author"], (one.value for one in people)),
            language=known(form["language"], languages),
        )
    )


def known(chosen: str, values: Iterable[str]) -> str:
    """What strangers invent is no new piece."""
    return chosen if chosen and chosen in values else ""


# Asked of each member, whose first byline says it nearly always; a list of all that was signed grows with the paper.
AUTHORS = Prepared(
    lambda: (
        Member.objects.filter(Exists(Byline.objects.filter(access.of_published(), member=OuterRef("pk"))))
        .order_by("name")
        .values_list("handle", "name")
    )
)
