"""What stands in a member's corner of the masthead. Each room adds its own links; ``/me/`` asks for all of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from commonpress.domain.members.models import Member


@dataclass(frozen=True)
class Link:
    """One line of the corner's menu. ``waiting`` says how many things there are new to the member."""

    label: str
    address: str
    waiting: int = 0


Links = Callable[[Member], Iterable[Link]]

_rooms: dict[str, tuple[int, Links]] = {}


def add(room: str, place: int, links: Links) -> None:
    """Let ``room`` show what ``links`` answers for a member; rooms with a lower ``place`` stand first."""
    _rooms[room] = (place, links)


def links_of(member: Member) -> list[Link]:
    """All links of all rooms, in their order."""
    in_order = sorted(_rooms.values(), key=lambda room: room[0])
    return [link for _place, links in in_order for link in links(member)]
