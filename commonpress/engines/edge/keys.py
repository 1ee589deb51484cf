"""Under which key a request's page is kept, if it is a public one: its path, and the parameters its view knows, sorted."""

from functools import lru_cache
from urllib.parse import parse_qsl, urlencode

from django.urls import Resolver404, resolve

LONGEST_QUERY = 1024  # characters; a longer question is answered, but not kept


@lru_cache(maxsize=8192)
def parameters_of(path: str) -> frozenset[str] | None:
    """The parameters that the public view at ``path`` reads; nothing when no view there opted in."""
    try:
        view = resolve(path).func
    except Resolver404:
        return None
    return getattr(view, "public_parameters", None)


def key_of(path: str, query: str) -> str | None:
    """The key of a public address; nothing for an address that is not public or not to be kept."""
    known = parameters_of(path)
    if known is None or "?" in path:
        return None
    if not (known and query):
        return path
    if len(query) > LONGEST_QUERY:
        return None
    asked = canonical(query, known)
    return f"{path}?{asked}" if asked else path


def canonical(query: str, known: frozenset[str]) -> str:
    """The known parameters that say something, sorted; of a repeated one the last, as Django reads it."""
    pairs = dict(parse_qsl(query, errors="replace"))  # blank ones are left out
    return urlencode(sorted((name, value) for name, value in pairs.items() if name in known))
