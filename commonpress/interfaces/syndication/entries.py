"""One entry of a feed, in whichever format it goes out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from commonpress.domain.members.models import Member
from commonpress.domain.stories.links import rel_of, relabelled
from commonpress.domain.stories.models import Correction, SourceCredit, Story
from commonpress.engines.media.address import original, url_of
from commonpress.engines.media.models import Picture
from commonpress.engines.site.address import absolute, host
from commonpress.interfaces.syndication.bodies import absolute_html

WIDEST = 1600  # pixels: larger than any feed reader's column at double density
TYPES = {"jpeg": "image/jpeg", "webp": "image/webp"}


@dataclass(frozen=True)
class Author:
    name: str
    url: str


@dataclass(frozen=True)
class Attached:
    """The lead picture; ``length`` is the true size of its file in bytes."""

    url: str
    type: str
    length: int
    width: int
    height: int
    alt: str
    credit: str


@dataclass(frozen=True)
class Source:
    """The original of copy that is not the paper's own."""

    agency: str
    url: str
    is_canonical: bool


@dataclass(frozen=True)
class Entry:
    """All addresses are full ones, ``html`` holds no relative one. ``id`` never changes, whatever is renamed or moved."""

    id: str
    url: str
    title: str
    summary: str
    html: str
    language: str
    published: datetime
    updated: datetime
    authors: tuple[Author, ...] = ()
    categories: tuple[str, ...] = ()
    picture: Attached | None = None
    source: Source | None = None
    tags: tuple[str, ...] = ()  # of the cache


def of_story(story: Story) -> Entry:
    """An entry of a published story fetched by ``channels.stories``: no further query."""
    published, updated = (
        cast("datetime", story.published_at),
        cast("datetime", story.updated_at),
    )  # the database's promise
    url = absolute(story.get_absolute_url())
    body = relabelled(story.body, rel_of(story))
    members = [line.member for line in story.bylines.all()]
    return Entry(
        id=permanent(story.subject, published),
        url=url,
        title=story.headline,
        summary=story.standfirst or story.excerpt,
        html=notes(story.corrections.all()) + absolute_html(body, url) + credited(credit_of(story)),
        language=story.language,
        published=published,
        updated=updated,
        authors=tuple(author(member) for member in members),
        categories=(story.section.label, *(topic.name for topic in story.topics.all())),
        picture=attached(story.picture) if story.picture else None,
        source=source(credit_of(story)),
        tags=(story.subject, *(member.subject for member in members)),
    )


def of_correction(correction: Correction) -> Entry:
    story = correction.story
    where = absolute(story.get_absolute_url())
    words = format_html('<p>{}</p><p><a href="{}">{}</a></p>', correction.note, where, story.headline)
    return Entry(
        id=permanent(f"correction:{correction.pk}", correction.at),
        url=absolute(correction.get_absolute_url()),
        title=_("Correction: %(headline)s") % {"headline": story.headline},
        summary=correction.note,
        html=words,
        language=story.language,
        published=correction.at,
        updated=correction.at,
        categories=(story.section.label,),
        tags=(story.subject,),
    )


def permanent(subject: str, at: datetime) -> str:
    """A tag URI (RFC 4151): the paper's name, the day the thing appeared, the thing's own number."""
    return f"tag:{host()},{at.astimezone(UTC):%Y-%m-%d}:{subject}"


def author(member: Member) -> Author:
    return Author(member.name, absolute(member.get_absolute_url()))


def notes(corrections: Iterable[Correction]) -> str:
    """The correction notes stand above the text, as they do on the page."""
    return format_html_join(
        "",
        '<p><strong>{}</strong> {} <a href="{}">{}</a></p>',
        (
            (_("Corrected:"), entry.note, absolute(entry.get_absolute_url()), _("See what changed"))
            for entry in corrections
        ),
    )


def credit_of(story: Story) -> SourceCredit | None:
    return getattr(story, "credit", None)


def credited(credit: SourceCredit | None) -> str:
    if credit is None:
        return ""
    told = _("This story was first published by %(agency)s.") % {"agency": credit.agency}
    link = format_html(' <a href="{}">{}</a>', credit.url, _("Read the original")) if credit.url else ""
    return format_html("<p>{}{}{}</p>", told, link, licence(credit))


def licence(credit: SourceCredit) -> str:
    if credit.licence_url:
        return format_html(' <a href="{}" rel="license">{}</a>', credit.licence_url, credit.licence)
    return f" {credit.licence}" if credit.licence else ""


def source(credit: SourceCredit | None) -> Source | None:
    return Source(credit.agency, credit.url, credit.is_canonical) if credit and credit.url else None


def attached(picture: Picture) -> Attached:
    url, width, height, length = file_of(picture)
    return Attached(
        url=absolute(url),
        type=TYPES.get(picture.format, f"image/{picture.format}"),
        length=length,
        width=width,
        height=height,
        alt=picture.alt,
        credit=picture.credit,
    )


def file_of(picture: Picture) -> tuple[str, int, int, int]:
    """Address, width, height and bytes of the widest uncropped copy any program can show, else of the original."""
    plain = [copy for copy in picture.renditions if copy["format"] == picture.format and "crop" not in copy]
    fitting = [copy for copy in plain if copy["width"] <= WIDEST]
    if picture.width <= WIDEST or not fitting:
        url, width, height = original(picture)
        return url, width, height, picture.bytes
    copy = max(fitting, key=lambda one: one["width"])
    return url_of(copy["name"]), copy["width"], copy["height"], copy["bytes"]
