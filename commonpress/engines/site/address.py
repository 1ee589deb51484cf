from urllib.parse import urlsplit

from django.conf import settings


def absolute(path: str) -> str:
    """The full address of a path on this site, from the settings and never from the request's Host."""
    return path if path.startswith(("http://", "https://")) else f"{settings.BASE_URL}{path}"


def host() -> str:
    """The name readers know the paper by, without scheme and port."""
    return urlsplit(settings.BASE_URL).hostname or "localhost"
