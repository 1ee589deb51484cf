"""Render pages of the paper this process stands on, as a reader would open them, from the front page on."""

import re
from collections import deque
from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin, urlsplit

from django.conf import settings
from django.test import Client

from commonpress.interfaces.transfer.backup.problem import BackupProblem

MOST = 50
LINK = re.compile(r'<a\b[^<>]*?\shref="([^"]+)"')
BROKEN = 500  # of this status and above
REMEDY = "Look into the log of the drill, and run `commonpress doctor` on the paper: it may show the same."


def render(most: int = MOST) -> int:
    """How many pages were rendered, at most ``most``. Raises ``BackupProblem`` for one that breaks."""
    client = Client(SERVER_NAME=host(), raise_request_exception=False)
    waiting, seen, rendered = deque(["/"]), {"/"}, 0
    while waiting and rendered < most:
        path = waiting.popleft()
        answer = client.get(path, secure=settings.BASE_URL.startswith("https://"))
        if answer.status_code >= BROKEN or (path == "/" and answer.status_code != 200):
            raise BackupProblem(f"restored, but the page {path} answers with {answer.status_code}. {REMEDY}")
        if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
            continue
        rendered += 1
        fresh = [link for link in links(path, answer.content.decode()) if link not in seen]
        seen.update(fresh)
        waiting.extend(dict.fromkeys(fresh))
    return rendered


def links(path: str, page: str) -> Iterator[str]:
    """Addresses of this paper's pages that ``page`` leads to; what only members may open is left out."""
    for found in LINK.findall(page):
        target = urldefrag(urljoin(f"{settings.BASE_URL}{path}", found.replace("&amp;", "&"))).url
        if target.startswith(f"{settings.BASE_URL}/"):
            parts = urlsplit(target)
            yield f"{parts.path}?{parts.query}" if parts.query else parts.path


def host() -> str:
    """A name this paper answers to."""
    first = str(next(iter(settings.ALLOWED_HOSTS), "localhost"))
    return "localhost" if first == "*" else first.lstrip(".")
