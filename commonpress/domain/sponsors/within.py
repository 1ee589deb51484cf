"""Which sections lie within which. Here they are opaque names: whoever knows sections registers, as in ``shown.py``."""

from collections.abc import Callable, Collection

Within = Callable[[Collection[str]], Collection[str]]
_known: list[Within] = []


def known(find: Within) -> Within:
    """``find`` answers the names of the sections that lie within those it is given."""
    _known[:] = [find]
    return find


def whole(sections: Collection[str]) -> set[str]:
    """The sections and those within them: a campaign of a section stands on the pages of all of these."""
    return {*sections, *_known[0](sections)} if sections and _known else set(sections)
