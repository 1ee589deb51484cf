"""What becomes of an item: published, scheduled, a draft, or not taken. In doubt nothing is published."""

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from commonpress.domain.conversation.words import MOST
from commonpress.engines.lib import html
from commonpress.interfaces.transfer.wordpress.dates import When, when
from commonpress.interfaces.transfer.wordpress.records import Item, Remark

PUBLISH, SCHEDULE, DRAFT = "publish", "schedule", "draft"
Notes = list[tuple[str, str]]
# Why an item of this status or type is left where it is.
LEFT_STATUS = {"trash": "trash", "auto-draft": "auto-draft"}
LEFT_TYPE = {"nav_menu_item": "menu", "revision": "revision", "wp_navigation": "menu"}
DRAFTS = frozenset({"draft", "pending"})
PINGS = frozenset({"pingback", "trackback"})


@dataclass
class Fate:
    """``left`` is the reason why an item is not taken; ``at`` the moment it was or is to be published."""

    state: str = DRAFT
    at: datetime | None = None
    left: str = ""
    detail: str = ""
    notes: Notes = field(default_factory=list)


def of_item(item: Item, zone: ZoneInfo, now: datetime) -> Fate:
    if item.status in LEFT_STATUS:
        return Fate(left=LEFT_STATUS[item.status])
    if item.type not in {"post", "page"}:
        return Fate(left=LEFT_TYPE.get(item.type, "type"), detail=item.type)
    found = when(item.date_gmt, item.date, item.pub_date, zone)
    fate = by_status(item, found, now)
    if found.wrong:
        fate.notes.append(("date", found.wrong))
    return fate


def by_status(item: Item, found: When, now: datetime) -> Fate:
    """A password or a privacy of the old site is not taken over: what it hid stays hidden."""
    page = "-page" if item.type == "page" else ""
    if item.password:
        return Fate(at=found.at, notes=[("password", "")])
    if item.status in DRAFTS:
        return Fate(at=found.at)
    if item.status == "private":
        return Fate(at=found.at, notes=[(f"private{page}", "")])
    if item.status not in {"publish", "future"}:
        return Fate(at=found.at, notes=[("status", item.status)])
    if not found.at:
        return Fate(notes=[("no-date", "")])
    if item.type == "page" and item.status == "future":
        return Fate(at=found.at, notes=[("page-future", "")])
    return timed(item, found.at, now)


def timed(item: Item, at: datetime, now: datetime) -> Fate:
    day = f"{at:%Y-%m-%d %H:%M}"
    if item.status == "future":
        return Fate(SCHEDULE, at) if at > now else Fate(at=at, notes=[("due-passed", day)])
    if item.type == "post" and at > now:
        return Fate(SCHEDULE, at, notes=[("future", day)])
    return Fate(PUBLISH, at)


def of_remark(remark: Remark) -> Fate:
    """``state`` is PUBLISH for an approved comment, DRAFT for one that waits."""
    if remark.type in PINGS:
        return Fate(left="ping")
    if remark.type not in {"", "comment", "review"}:
        return Fate(left="type", detail=remark.type)
    if remark.approved not in {"0", "1"}:
        return Fate(left="trash" if "trash" in remark.approved else "spam")
    if not remark.content.strip():
        return Fate(left="empty")
    if (length := len(html.to_text(remark.content).strip())) > MOST:
        return Fate(left="comment-long", detail=f"{length:,}")
    return Fate(PUBLISH if remark.approved == "1" else DRAFT)
