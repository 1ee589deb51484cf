"""Fields the owner's forms need: a colour, one value a line, an address, a picture, with their rules and messages."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from django import forms
from django.contrib.admin.widgets import AdminFileWidget
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from commonpress.engines.lib.colour import HEX, contrast, nearest_passing
from commonpress.engines.site.look import DAY, NIGHT, READABLE

# IAB Tech Lab, ads.txt 1.1: a record of three or four fields, or a variable.
ADS_RECORD = re.compile(
    r"[^\s,]+\s*,\s*[^\s,]+\s*,\s*(?:DIRECT|RESELLER)\s*(?:,\s*[^\s,]+\s*)?", re.IGNORECASE
)
ADS_VARIABLE = re.compile(
    r"(?:CONTACT|SUBDOMAIN|INVENTORYPARTNERDOMAIN|OWNERDOMAIN|MANAGERDOMAIN)\s*=\s*\S.*", re.IGNORECASE
)
LONGEST_ADS_TXT = 20_000  # characters


class Shown(NamedTuple):
    """A picture that is in place, as the file widget wants it: with an address, and a name to show."""

    url: str

    def __str__(self) -> str:
        return self.url.rsplit("/", 1)[-1]


class ColourField(forms.CharField):
    """A text colour "#rrggbb" that can be read on the paper by day; at night its nearest readable one is used."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"type": "color"}), max_length=7, **kwargs)

    def clean(self, value: Any) -> str:
        colour = str(super().clean(value)).lower()
        if not HEX.fullmatch(colour):
            raise ValidationError(
                _("“%(colour)s” is no colour; write it as #rrggbb.") % {"colour": colour[:20]}
            )
        refuse_unreadable(colour)
        return colour


def refuse_unreadable(colour: str) -> None:
    # The paper and the sponsors' ground; no colour at all reaches 4.5 on the day's and the night's at once.
    lowest = min(contrast(colour, ground) for ground in DAY)
    nearest = nearest_passing(colour, DAY, READABLE)
    if lowest < READABLE or nearest_passing(colour, NIGHT, READABLE) is None:
        raise ValidationError(
            _("Text in %(colour)s is hard to read on the paper: its contrast is %(found)s:1 and must be at least "
              "%(needed)s:1. The nearest colour that passes is %(nearest)s.")
            % {"colour": colour, "found": f"{int(lowest * 10) / 10:.1f}", "needed": READABLE, "nearest": nearest}
        )  # fmt: skip


class LinesField(forms.CharField):
    """One value a line, as a tuple without empty lines and repeats; each must match ``pattern``."""

    def __init__(self, *, pattern: str, **kwargs: Any) -> None:
        self.pattern = re.compile(pattern)
        super().__init__(widget=forms.Textarea(attrs={"rows": 4}), required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> tuple[str, ...]:
        lines = tuple(
            dict.fromkeys(line.strip() for line in str(super().clean(value)).splitlines() if line.strip())
        )
        for line in lines:
            if not self.pattern.fullmatch(line):
                raise ValidationError(
                    _("The line “%(line)s” is not of the form asked for.") % {"line": line[:80]}
                )
        return lines

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


def picture_field(**kwargs: Any) -> forms.FileField:
    return forms.FileField(widget=AdminFileWidget, required=False, **kwargs)


def check_contact(value: str) -> None:
    """An e-mail address or a web address."""
    for word in re.split(r"[\s,;]+", value.strip()):
        if "@" in word and "://" not in word:
            validate_email(word.removeprefix("mailto:"))
        else:
            check_web_address(word)


def check_web_address(value: str) -> None:
    """Only http and https lead readers somewhere; ``javascript:`` and the like do not."""
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValidationError(_("Write a whole address that begins with https://."))


def check_path_or_address(value: str) -> None:
    """A place on this site ("/about/") or a whole web address."""
    if (
        value.startswith("/")
        and not value.startswith(("//", "/\\"))
        and value.isprintable()
        and " " not in value
    ):
        return
    if urlsplit(value).scheme in {"http", "https"} and urlsplit(value).hostname:
        return
    raise ValidationError(_("Write a place on this site, such as /about/, or a whole address with https://."))


def check_ads_txt(value: str) -> None:
    if len(value) > LONGEST_ADS_TXT:
        raise ValidationError(_("This is too long for ads.txt."))
    for number, line in enumerate(value.splitlines(), 1):
        said = line.partition("#")[0].strip()
        if said and not ADS_RECORD.fullmatch(said) and not ADS_VARIABLE.fullmatch(said):
            raise ValidationError(
                _("Line %(number)d is no record of ads.txt. It should look like: example.com, 12345, DIRECT")
                % {"number": number}
            )


def zones() -> list[tuple[str, list[tuple[str, str]]]]:
    """The time zones by region, for a select with groups."""
    groups: dict[str, list[tuple[str, str]]] = {"UTC": [("UTC", "UTC")]}
    for name in sorted(available_timezones()):
        region, _slash, place = name.partition("/")
        if place and region not in {"Etc", "SystemV", "posix", "right"}:
            groups.setdefault(region, []).append((name, place.replace("_", " ").replace("/", " – ")))
    return list(groups.items())


def with_default(words: Any, default: Any, write: Callable[[Any], Any] = str) -> Any:
    """The help of an option, closed by its default; lazily, in the language of who reads."""
    return lazy(_with_default, str)(words, default, write)


def _with_default(words: Any, default: Any, write: Callable[[Any], Any]) -> str:
    said = _("Default: %(default)s.") % {"default": write(default)} if default else _("Empty by default.")
    return f"{words} {said}".strip()
