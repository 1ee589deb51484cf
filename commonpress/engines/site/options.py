"""The owner's options: one typed field each, with its default. Stored only where they differ from the default."""

from contextvars import ContextVar
from dataclasses import dataclass, fields
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from commonpress.engines.events.record import record
from commonpress.engines.lib.prepared import Prepared
from commonpress.engines.site.models import Setting


@dataclass(frozen=True)
class Paper:
    """All options of the publication as they stand. The form that edits them is ``forms.py``."""

    name: str = "Commonpress"
    tagline: str = ""
    tagline_translations: dict[str, str] | None = None
    language: str = "en"
    languages: tuple[str, ...] = ("en", "ro")
    zone: str = "UTC"
    accent: str = "#9b2d1f"
    reading_font: str = "newsreader"
    furniture_font: str = "libre-franklin"
    logo: dict[str, Any] | None = None  # {"url": "/media/…", "width": 320, "height": 80}
    icon: str = ""  # address of a square picture
    contact: str = ""
    organisation: str = ""
    licence: str = ""
    licence_url: str = ""
    ads_txt: str = ""
    house_in_empty_slots: bool = True  # the paper's own creatives where no sponsor stands; else nothing
    security_contact: str = ""
    blocked_robots: tuple[str, ...] = ()
    stories_on_a_list: int = 20
    stories_of_a_section_on_the_front: int = 4
    news_sitemap_skips: tuple[str, ...] = ()
    sign_up: str = "open"  # a Door of domain/members/doors.py
    sign_up_question: str = ""
    invitations_of_newcomers: int = 1
    invitations_of_known: int = 3
    invitations_of_trusted: int = 10
    refused_mail_domains: tuple[str, ...] = ()
    allowed_mail_domains: tuple[str, ...] = ()
    second_factor_of_editors: bool = False
    reactions: tuple[str, ...] = ("agree", "thanks", "learned")  # of domain/conversation/reactions.py
    comments_close_after_days: int = 0  # 0: never by age
    promotion_by_rules_alone: bool = False  # without the weights that came with the program
    challenge_bits: int = 17  # about 130,000 hashes: a third of a second on a telephone of 2020
    challenge_question: str = ""
    challenge_answers: tuple[str, ...] = ()

    @property
    def timezone(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @property
    def shown_tagline(self) -> str:
        return (self.tagline_translations or {}).get(self.language, "") or self.tagline


SETTINGS = Prepared(lambda: Setting.objects.values_list("key", "value"))
_held: ContextVar[Paper | None] = ContextVar("paper", default=None)


def paper() -> Paper:
    """The options as they stand: read once a request (one query), anew outside of one."""
    return _held.get() or load()


class _Last:
    language = Paper.language


def last_language() -> str:
    """Of the paper as this process read it last: for what is said while the database is away."""
    return _Last.language


def load() -> Paper:
    stored = dict(SETTINGS.rows())
    known: dict[str, Any] = {
        field.name: stored[field.name] for field in fields(Paper) if field.name in stored
    }
    for key, value in known.items():
        known[key] = tuple(value) if isinstance(value, list) else value
    found = Paper(**known)
    _Last.language = found.language
    return found


def hold(value: Paper | None) -> None:
    """Keep one reading of the options for the rest of this request; ``None`` lets go of it."""
    _held.set(value)


@transaction.atomic
def change(values: dict[str, Any], *, by: str = "") -> None:
    """Store new values of known options. Raises ``KeyError`` for a name that is no option."""
    defaults = {field.name: field.default for field in fields(Paper)}
    for key, value in values.items():
        if value == defaults[key]:
            Setting.objects.filter(pk=key).delete()
        else:
            Setting.objects.update_or_create(key=key, defaults={"value": value})
    record("site.changed", "site", stale=["site"], by=by, facts={"options": sorted(values)})
    if _held.get():
        hold(load())
