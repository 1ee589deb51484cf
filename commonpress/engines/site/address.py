from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse


def absolute(path: str) -> str:
    """The full address of a path on this site, from the settings and never from the request's Host."""
    return path if path.startswith(("http://", "https://")) else f"{settings.BASE_URL}{path}"


def host() -> str:
    """The name readers know the paper by, without scheme and port."""
    return urlsplit(settings.BASE_URL).hostname or "localhost"


@lru_cache(maxsize=4096)
def address_of(view: str, *given: str | int) -> str:
    """The path of a view, with what it takes. Kept, because a page asks for the same thirty addresses each time."""
    return reverse(view, args=given)
