"""How a picture the owner sends is kept. The room of pictures stands above this one and says how when it starts."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.core.exceptions import ImproperlyConfigured, ValidationError


class Kept(NamedTuple):
    """The address and the size in pixels of a picture that was kept."""

    url: str
    width: int
    height: int


Keep = Callable[[Any, str, str], Kept]  # the file, a description, who sent it; raises ValidationError
_ways: list[Keep] = []


def keep_with(way: Keep) -> Keep:
    _ways[:] = [way]
    return way


def keep(file: Any, *, alt: str, by: str, field: str) -> Kept:
    """Keep an uploaded picture. Raises ``ValidationError`` at ``field`` when it is no picture we take."""
    if not _ways:
        raise ImproperlyConfigured("no room keeps pictures")
    try:
        return _ways[0](file, alt, by)
    except ValidationError as refused:
        raise ValidationError({field: refused.messages}) from refused
