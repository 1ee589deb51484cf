"""Numbers and moments in a reader's language, by CLDR through Babel.

``language`` is a BCP 47 code as in settings ("en", "ro", "en-gb"); one CLDR does not know reads as English.
Babel is imported on first use: a command that prints no number should not pay for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from babel import Locale

UNITS = (10**12, 10**9, 10**6, 10**3)
WHOLE_FROM = 100  # units: "101K", but "20.5K"
# Elsewhere the short form is an abbreviation few readers know ("3 K") or none at all (German "3000").
SHORT_FORM = frozenset({"en"})
# Of a unit of time; from here on it is spoken of: 51 minutes are "1 hour". Babel's own default.
THRESHOLD = 0.85
# Words made once are kept: formatting by CLDR takes a tenth of a millisecond, and a page shows forty of them.
KEPT = 4096


@lru_cache(maxsize=KEPT)
def compact(n: int, language: str) -> str:
    """``n`` as a counter shows it: "999", "3.4K", "20 de mii". Rounded down, at most one decimal."""
    from babel.numbers import format_compact_decimal

    where = locale(language)
    form: Literal["short", "long"] = "short" if where.language in SHORT_FORM else "long"
    return format_compact_decimal(Decimal(shown(n)), format_type=form, locale=where, fraction_digits=1)


def shown(n: int) -> int:
    """What ``compact`` really shows (1,900 of 1,999): count by it, so that noun and number agree."""
    sign, n = (-1, -n) if n < 0 else (1, n)
    unit = next((unit for unit in UNITS if n >= unit), 1)
    step = unit if unit == 1 or n >= WHOLE_FROM * unit else unit // 10
    return sign * (n // step * step)


def counted(n: int, language: str, forms: Mapping[str, str]) -> str:
    """``n`` compact, in that of ``forms`` (category -> text with "{n}") that agrees; "other" is required."""
    form = forms.get(plural_category(shown(n), language), forms["other"])
    return form.replace("{n}", compact(n, language))


def plural_category(n: int, language: str) -> str:
    """The CLDR plural category of a whole number: "one", "few", "many", "other" …"""
    return locale(language).plural_form(abs(n))


def relative(then: datetime, now: datetime, language: str) -> str:
    """How long ago or ahead: "3 days ago", "acum 3 zile". Both aware, or both naive."""
    from babel.dates import TIMEDELTA_UNITS

    seconds = (then - now) // timedelta(seconds=1)
    unit = next((unit for _, unit in TIMEDELTA_UNITS if abs(seconds) >= unit * THRESHOLD), 1)
    whole = round(abs(seconds) / unit) * unit
    return ago(-whole if seconds < 0 else whole, language)


@lru_cache(maxsize=KEPT)
def ago(seconds: int, language: str) -> str:
    """``seconds``, a whole number of some unit of time, in words; negative ones are past."""
    from babel.dates import format_timedelta

    return format_timedelta(
        timedelta(seconds=seconds), threshold=1, add_direction=True, locale=locale(language)
    )


def date_long(at: datetime, language: str) -> str:
    """The day written out, in the zone ``at`` carries."""
    return _day(at.date(), language)


@lru_cache(maxsize=KEPT)
def _day(day: date, language: str) -> str:
    from babel.dates import format_date

    return format_date(day, format="long", locale=locale(language))


def time_short(at: datetime, language: str) -> str:
    """Hours and minutes, in the zone ``at`` carries."""
    return _minute(at.hour, at.minute, language)


@lru_cache(maxsize=KEPT)
def _minute(hour: int, minute: int, language: str) -> str:
    from babel.dates import format_time

    return format_time(time(hour, minute), format="short", locale=locale(language))


@lru_cache(maxsize=64)
def locale(language: str) -> Locale:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(language.replace("_", "-"), sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")
