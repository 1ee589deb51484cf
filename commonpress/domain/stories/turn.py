"""How every verb moves a story from one state to another: one conditional update, so that one hand wins."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from commonpress.domain.members.models import Member
from commonpress.domain.stories import pictured
from commonpress.domain.stories.errors import Conflict, WrongState
from commonpress.domain.stories.models import Story

# What says where a story stands; an undo puts it back.
WHERE = (
    "state",
    "path",
    "ground",
    "due_at",
    "published_at",
    "updated_at",
    "withdrawn_at",
    "withdrawal_reason",
)


def turn(
    story: Story,
    to: str,
    *,
    since: Collection[str],
    seen: int | None = None,
    only: dict[str, Any] | None = None,
    **changes: Any,
) -> dict[str, Any]:
    """Bring ``story`` into the state ``to`` if it still stands where the caller saw it, in one of ``since``.

    Answers where it stood before, as JSON for the facts of a decision. Raises ``WrongState``, or ``Conflict`` when
    ``seen`` says that another text was read than the one that stands. ``only`` are columns that must hold besides.
    """
    before = where(story)
    held = {"state": story.state, "section": story.section_id, "kind": story.kind, **(only or {})}
    as_read = Story.objects.filter(pk=story.pk, **held)
    if seen is not None:
        as_read = as_read.filter(seen=seen)
    if story.state not in since or not as_read.update(state=to, **changes):
        raise refusal(story, seen)
    for name, value in {"state": to, **changes}.items():
        setattr(story, name, value)
    pictured.turned(story, before["state"])
    return before


def refusal(story: Story, seen: int | None) -> Exception:
    current = Story.objects.filter(pk=story.pk).first()
    if current and current.state == story.state and seen not in {None, current.seen}:
        return Conflict(current)
    return WrongState()


def where(story: Story) -> dict[str, Any]:
    """Where a story stands, as JSON."""
    found = {name: getattr(story, name) for name in WHERE}
    return {
        name: value.isoformat() if isinstance(value, datetime) else value for name, value in found.items()
    }


def back(before: dict[str, Any]) -> dict[str, Any]:
    """The same as columns; the state apart."""
    moments = {"due_at", "published_at", "updated_at", "withdrawn_at"}
    return {
        name: datetime.fromisoformat(before[name]) if name in moments and before[name] else before[name]
        for name in WHERE
        if name != "state"
    }


def actor(by: Member | None) -> str:
    return by.subject if by else ""
