"""Which pictures a story shows, told to the media room: who may read a story may see them, and nobody else."""

import re
from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest

from commonpress.domain.members.models import Member
from commonpress.domain.stories import access
from commonpress.domain.stories.models import Story
from commonpress.engines.media import files, guard
from commonpress.engines.media.models import Picture

PASS = "shown"  # noqa: S105 (the parameter that carries the token of a secret link)
ADDRESS = re.compile(rf"/media/{files.NAME.pattern}", re.ASCII)


def stems(body: str, picture: Picture | None = None) -> set[str]:
    """The pictures of a text and the one that leads it, by what their names begin with."""
    found = guard.stems_in(body)
    return found | {guard.stem_of(picture.name)} if picture else found


def noted(story: Story, came: set[str], by: Member | None) -> None:
    """These pictures came into the text, or into a proposed one, by somebody who may see them. No query without any."""

    def may(picture: Picture) -> bool:
        if by is None or by.is_staff:  # a command, or the owner, who sees them all
            return True
        return picture.owner == by.subject or is_read_by(by, numbers_in(picture))

    guard.note(story.subject, came, may=may)


def turned(story: Story, was: str) -> None:
    """The story came before readers, or is no longer. No query for a story without pictures that appears."""
    if story.state == Story.State.PUBLISHED:
        shown(story)
    elif was == Story.State.PUBLISHED:
        guard.hide(story.subject)


def shown(story: Story) -> None:
    """Readers have the text as it stands now."""
    guard.show(story.subject, stems(story.body, story.picture))


def may_see(request: HttpRequest, _picture: Picture, stands_in: frozenset[str]) -> bool:
    """Those who sign a story it stands in, the desk once it was handed in, and the holder of a secret link."""
    numbers = stories_in(stands_in)
    if not numbers:
        return False
    token = request.GET.get(PASS, "")
    return (bool(token) and is_shown_by(token, numbers)) or is_read_by(request.user, numbers)


def numbers_in(picture: Picture) -> set[int]:
    return stories_in(picture.uses.values_list("subject", flat=True))


def stories_in(subjects: Iterable[str]) -> set[int]:
    return {int(name.partition(":")[2]) for name in subjects if name.startswith("story:")}


def is_shown_by(token: str, numbers: set[int]) -> bool:
    try:
        return access.preview_or_404(token).pk in numbers
    except Http404:
        return False


def is_read_by(member: Any, numbers: set[int]) -> bool:
    if not isinstance(member, Member) or member.waits:
        return False
    mine = access.own(member).filter(pk__in=numbers)
    return mine.exists() or (member.is_editor and access.for_desk(member).filter(pk__in=numbers).exists())


def with_pass(page: str, token: str) -> str:
    """The page of a secret link, whose pictures are asked for with the same token."""
    return ADDRESS.sub(lambda found: f"{found[0]}?{PASS}={token}", page)
