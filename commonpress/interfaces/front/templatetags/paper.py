"""What templates need to say a moment, a number or a language. ``{% load paper %}``."""

import json
from collections.abc import Iterable, Mapping
from datetime import date as date_type
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any

from django import template
from django.template import Context
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commonpress.engines.edge import holes
from commonpress.engines.lib import clock, numbers
from commonpress.engines.site import look
from commonpress.engines.site.fonts import Font, address
from commonpress.engines.site.options import Paper

if TYPE_CHECKING:
    from commonpress.interfaces.front.frame import Feed
    from commonpress.interfaces.front.pieces import Link

register = template.Library()

QUOTES = {
    "en": ("“", "”"),
    "ro": ("„", "”"),
    "fr": ("«\N{NO-BREAK SPACE}", "\N{NO-BREAK SPACE}»"),
    "de": ("„", "“"),
    "hu": ("„", "”"),
    "pl": ("„", "”"),
    "tr": ("“", "”"),
}
# CLDR patterns (https://unicode.org/reports/tr35/tr35-dates.html) of a day as a list shows it.
THIS_YEAR, ANY_YEAR = "MMMd", "yMMMd"
HOUR = timedelta(hours=1)


@register.simple_tag
def interface_language() -> str:
    return get_language() or "en"


@register.filter
def compact(n: int) -> str:
    """A counter: "999", "3.4K", "3 mii"."""
    return numbers.compact(n or 0, interface_language())


@register.filter
def shown(n: int) -> int:
    """The number ``compact`` really shows; count plurals by it."""
    return numbers.shown(n or 0)


@register.simple_tag
def when(at: datetime, form: str = "moment") -> SafeString:
    """A ``<time>``: "moment" is day and hour, "day" the short day of a list, "date" the long day, "hour" the hour."""
    now, language, zone = clock.now(), interface_language(), timezone.get_current_timezone()
    stamp, words = in_words(form, at, zone, now.astimezone(zone).year, language)
    return mark_safe(f'<time datetime="{stamp}" title="{ago(at, now, language)}">{words}</time>')  # noqa: S308 (all are escaped)


@lru_cache(maxsize=4096)
def in_words(form: str, at: datetime, zone: tzinfo, this_year: int, language: str) -> tuple[str, str]:
    """For machines and for readers, kept by all it depends on; ``language`` is the active one, which the translations
    inside ask for themselves."""
    here = at.astimezone(zone)
    return here.isoformat(timespec="seconds"), escape(FORMS[form](here, this_year, tongue()))


def ago(at: datetime, now: datetime, language: str) -> str:
    """Not to the minute: the page may be an hour old when it is read, and what is kept of it would change with each.
    The script that says it when somebody asks knows it to the second."""
    if timedelta() <= now - at < HOUR:
        return escape(_("less than an hour ago"))
    return escape(numbers.relative(at, now, language))


def moment(at: datetime, this_year: int, locale: str) -> str:
    return _("%(date)s, %(time)s") % {
        "date": date(at, this_year, locale),
        "time": hour(at, this_year, locale),
    }


def date(at: datetime, this_year: int, locale: str) -> str:
    return numbers.date_long(at, locale)


def hour(at: datetime, this_year: int, locale: str) -> str:
    return numbers.time_short(at, locale)


def day(at: datetime, this_year: int, locale: str) -> str:
    return short_day(at.date(), THIS_YEAR if at.year == this_year else ANY_YEAR, locale)


@lru_cache(maxsize=4096)
def short_day(day: date_type, pattern: str, locale: str) -> str:
    from babel.dates import format_skeleton

    at = datetime(day.year, day.month, day.day)  # noqa: DTZ001 (only its day is written)
    words = format_skeleton(pattern, at, tzinfo=None, locale=numbers.locale(locale))
    return words.replace(" ", "\N{NO-BREAK SPACE}")


FORMS = {"moment": moment, "date": date, "hour": hour, "day": day}


@register.simple_tag
def day_in_full(at: datetime | None) -> SafeString | str:
    """The day of the masthead, with its weekday. Nothing when there is none (an error page)."""
    return "" if at is None else in_full(at.date(), tongue())


@lru_cache(maxsize=16)
def in_full(day: date_type, locale: str) -> SafeString:
    from babel.dates import format_date

    words = format_date(day, "full", numbers.locale(locale))
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), words[:1].upper() + words[1:])


def tongue() -> str:
    """The interface language as CLDR should format dates in it: English of Europe writes 22 November and 07:40."""
    language = interface_language()
    in_europe = timezone.get_current_timezone_name().startswith("Europe/")
    return "en-150" if language == "en" and in_europe else language


@register.filter
def quoted(text: str) -> str:
    """``text`` in the quotation marks of the interface language."""
    language = interface_language().split("-")[0]
    opening, closing = QUOTES.get(language, QUOTES["en"])
    return f"{opening}{text}{closing}"


@register.simple_tag
def lang(language: str) -> SafeString | str:
    """``lang="…"`` with a space before it, only when the text is not in the interface language."""
    return format_html(' lang="{}"', language) if is_foreign(language) else ""


@register.simple_tag
def own_lang(language: str) -> SafeString | str:
    """The way back: the interface language on a line of ours inside a text of another ``language``."""
    return format_html(' lang="{}"', interface_language()) if is_foreign(language) else ""


@register.filter
def is_foreign(language: str) -> bool:
    return bool(language) and language != interface_language()


# As in django.utils.html.json_script, which cannot set the type of the script.
JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
CLOSED = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def machine_readable(thing: Mapping[str, Any]) -> SafeString:
    """One JSON-LD block: data, which the content security policy does not forbid."""
    words = JSON.encode(thing).translate(CLOSED)
    return mark_safe(f'<script type="application/ld+json">{words}</script>')  # noqa: S308 (closed above)


@register.filter
def leads_to(menu: "Iterable[Link]", address: str) -> bool:
    """Whether the owner's menu has that address already."""
    return any(item.address == address for item in menu)


@register.simple_tag
def hole(name: str, subject: str) -> SafeString:
    """What is filled in after the page is rendered, and again while it is kept (``counts.py``)."""
    return holes.mark(name, subject)


@register.simple_tag
def script() -> str:
    return static("paper.js")


@register.simple_tag
def preload_fonts(paper: Paper | str) -> SafeString | str:
    """The two upright fonts, asked for before the style sheet is read. Italics wait until a text needs them."""
    return preloads(*look.chosen(paper)) if isinstance(paper, Paper) else ""


@lru_cache(maxsize=16)
def preloads(*fonts: Font) -> SafeString:
    return format_html_join(
        "\n",
        '<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>',
        ([address(font.file)] for font in fonts),
    )


# format_html takes four microseconds a value; a page's head has sixty.
def social_card(pairs: list[tuple[str, str]]) -> SafeString:
    """The Open Graph properties of a page. Here and not in a template: twenty of them are most of a page's loops."""
    rows = (f'<meta property="{escape(name)}" content="{escape(words)}">' for name, words in pairs)
    return mark_safe("\n".join(rows))  # noqa: S308 (escaped one by one)


@lru_cache(maxsize=256)
def feed_links(feeds: "tuple[Feed, ...]") -> SafeString:
    """Kept, because all stories of a section name the same ones."""
    rows = (
        f'<link rel="alternate" type="{escape(feed.type)}" title="{escape(feed.title)}" href="{escape(feed.url)}">'
        for feed in feeds
    )
    return mark_safe("\n".join(rows))  # noqa: S308 (escaped one by one)


@register.simple_tag(takes_context=True)
def section_links(context: Context | dict[str, Any]) -> SafeString:
    """The sections as list items, the one we are in marked: "page" on its own page, "true" on a story of it."""
    known: SafeString | None = context.get("links_of_sections")
    if known is not None:
        return known
    here, mark = None, ""
    if context.get("kind") == "section":
        here, mark = context["section"].pk, "page"
    elif story := context.get("story"):
        here, mark = story.section_id, "true"
    return list_of_links(
        tuple(
            (one.get_absolute_url(), one.label, mark if one.pk == here else "") for one in context["sections"]
        )
    )


@lru_cache(maxsize=256)
def list_of_links(links: tuple[tuple[str, str, str], ...]) -> SafeString:
    """Each (address, words, aria-current) as a list item. Kept, because every page shows the same ones twice."""
    return format_html_join(
        "\n",
        '<li><a href="{}"{}>{}</a></li>',
        ((url, format_html(' aria-current="{}"', mark) if mark else "", words) for url, words, mark in links),
    )
