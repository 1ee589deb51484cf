"""Numbers, shares and moments as tables and axes show them, by CLDR through Babel. Counters are ``numbers.py``'s."""

from datetime import datetime

from commonpress.engines.lib.numbers import locale


def whole(n: int, language: str) -> str:
    """``n`` in full, grouped as the language groups: "12,345", "12.345"."""
    from babel.numbers import format_decimal

    return format_decimal(n, locale=locale(language))


def percent(share: float, language: str) -> str:
    """A share (0 to 1) in whole per cent: "12%", "12 %"."""
    from babel.numbers import format_percent

    return format_percent(share, locale=locale(language))


def day_short(at: datetime, language: str) -> str:
    """The day as an axis shows it: "Nov 22", "22 nov."; in the zone ``at`` carries."""
    from babel.dates import format_skeleton

    return format_skeleton("MMMd", at, tzinfo=None, locale=locale(language))


def regional(language: str, zone: str) -> str:
    """The language as CLDR should format dates in it: English of Europe writes 22 November and 07:40."""
    return "en-150" if language == "en" and zone.startswith("Europe/") else language
