import re
from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import NoReverseMatch, reverse


def absolute(path: str) -> str:
    """The full address of a path on this site, from the settings and never from the request's Host."""
    return path if path.startswith(("http://", "https://")) else f"{settings.BASE_URL}{path}"


def host() -> str:
    """The name readers know the paper by, without scheme and port."""
    return urlsplit(settings.BASE_URL).hostname or "localhost"


SLUG = re.compile(r"[a-z0-9-]+")
NUMBERS, SLUGS = (987654321, 3), ("a-sample", "b")


@lru_cache(maxsize=4096)
def address_of(view: str, *given: str | int) -> str:
    """The path of a view, with what it takes. Kept, because a page asks for the same thirty addresses each time."""
    if (
        len(given) == 1
        and SLUG.fullmatch(str(given[0]))
        and (around := around_one(view, is_number=isinstance(given[0], int)))
    ):
        return f"{around[0]}{given[0]}{around[1]}"
    return reverse(view, args=given)


@lru_cache(maxsize=256)
def around_one(view: str, *, is_number: bool) -> tuple[str, str] | None:
    """What stands before and after the one number or slug that a view takes; nothing where it is not written as it is.

    Django takes 50 µs for an address, and each story has some that no other page has.
    """
    long, short = NUMBERS if is_number else SLUGS
    try:
        before, found, after = reverse(view, args=[long]).partition(str(long))
        is_plain = bool(found) and reverse(view, args=[short]) == f"{before}{short}{after}"
    except NoReverseMatch:
        return None
    return (before, after) if is_plain else None
