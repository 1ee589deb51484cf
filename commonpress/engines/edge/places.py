"""Which addresses show what a cache tag names, for a cache in front of us that forgets by address only.

The rooms that own the addresses register here. Pages nobody names (page 2 of a list, a search) are forgotten with their
time, half a minute at most.
"""

from collections.abc import Callable, Iterable

Place = Callable[[str], Iterable[str]]

_places: dict[str, list[Place]] = {}


def place(kind: str) -> Callable[[Place], Place]:
    """Register who knows the paths of tags such as ``section:harbour`` (kind "section") or ``front`` (kind "front").

    The function is given what follows the colon, and nothing for a tag without one.
    """

    def register(find: Place) -> Place:
        _places.setdefault(kind, []).append(find)
        return find

    return register


def of(tags: Iterable[str]) -> list[str]:
    """The paths under these tags, each once."""
    found: dict[str, None] = {}
    for tag in tags:
        kind, _, name = tag.partition(":")
        for find in _places.get(kind, ()):
            found.update(dict.fromkeys(find(name)))
    return list(found)
