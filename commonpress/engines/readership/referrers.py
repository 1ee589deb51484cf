"""Where a reader came from: the name of a public host, never a path, and nothing when it was the paper itself."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings

from commonpress.engines.readership.models import REFERRER

OTHER = "other"  # no host has such a name: a host has a dot
LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?"
HOST = re.compile(rf"(?:{LABEL}\.)+(?:[a-z]{{2,63}}|xn--[a-z0-9-]{{2,59}})")
# Names that mean something inside one house only (RFC 6761, 6762, 8375, 9476, and ICANN's .internal).
PRIVATE = ("local", "localhost", "internal", "lan", "home", "corp", "arpa", "test", "invalid", "alt", "onion")


@lru_cache(maxsize=4096)
def referrer(said: str) -> str:
    """The host in what a beacon said, lower-case and without ``www.``; empty for the paper's own and for no public host."""
    host = bare(said.strip().lower().rstrip("."))
    if len(host) > REFERRER or not HOST.fullmatch(host) or host.rsplit(".", 1)[1] in PRIVATE:
        return ""
    return "" if host == own() else host


def own() -> str:
    return bare(urlsplit(settings.BASE_URL).hostname or "")


def bare(host: str) -> str:
    return host.removeprefix("www.")
