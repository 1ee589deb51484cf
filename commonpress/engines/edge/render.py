"""Making a page: Django is asked a question that holds nothing but the address, in a thread of the pool."""

import io
import logging
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import close_old_connections

from commonpress.engines.edge import bridge, holes, parts
from commonpress.engines.edge.page import LIFE_SECONDS, Coded, Page, coded, new_page
from commonpress.engines.edge.public import IN_FRONT, TAGS, Kept
from commonpress.engines.lib import asked

log = logging.getLogger(__name__)


@dataclass
class Made:
    """What came of it: a page to keep, or an answer that is only passed on (404, 410, a redirect, a failure)."""

    page: Page | None
    answer: bridge.Answer
    name: str = ""  # of the request it was made for

    @property
    def failed(self) -> bool:
        return self.answer.status >= 500


def make(django: Any, key: str, name: str = "") -> Made:
    """Ask Django for the page under ``key``, for the request of that ``name``."""
    answer = bridge.ask(django, question(key) | {asked.NAME: name})
    kept: Kept | None = getattr(answer.response, "kept", None)
    answer.response = None  # it holds the request, and whole templates through it
    if kept is None or answer.status != 200 or not isinstance(answer.body, bytes):
        return Made(None, answer)
    if personal := [name for name, value in answer.headers if is_personal(name, value)]:
        log.error("%s calls itself public but sends %s: it is not kept", key, ", ".join(personal))
        return Made(None, answer)
    return Made(page_of(key, answer.headers, answer.body, kept), answer)


def question(key: str) -> dict[str, Any]:
    """A request without a reader: no cookie, no language, no host but the paper's own."""
    path, _, query = key.partition("?")
    own = urlsplit(settings.BASE_URL)
    environ = bridge.base("GET", path, query, io.BytesIO())
    return environ | {"HTTP_HOST": own.netloc, "wsgi.url_scheme": own.scheme, IN_FRONT: True}


def is_personal(name: str, value: str) -> bool:
    return name.lower() == "set-cookie" or (name.lower() == "vary" and "cookie" in value.lower())


def page_of(key: str, headers: list[tuple[str, str]], body: bytes, kept: Kept) -> Page:
    tags = frozenset(each for each in dict(headers).get(TAGS, "").split(", ") if each)
    seconds = LIFE_SECONDS if kept.seconds is None else min(kept.seconds, LIFE_SECONDS)
    out = [(name, value) for name, value in headers if name.lower() != "vary"]
    out += [("vary", "Accept-Encoding"), *tag_headers(tags)]
    return new_page(key, out, body, tags=tags, holes=kept.holes, part_tags=kept.part_tags, seconds=seconds)


def tag_headers(tags: frozenset[str]) -> list[tuple[str, str]]:
    """``Surrogate-Key`` beside ``Cache-Tag`` where the operator's CDN reads that one."""
    return [("surrogate-key", " ".join(sorted(tags)))] if settings.SURROGATE_KEYS else []


def renew(django: Any, page: Page, name: str = "") -> Made:
    """The page with its parts made anew, to live no longer than it would have; made as a whole where that cannot be."""
    try:
        found = parts.renewed(page.body(), page.holes)
    finally:
        close_old_connections()
    if found is None:
        return make(django, page.key, name)
    own = frozenset(page.tags).difference(page.part_tags)
    tags = own | found.tags
    told = {"cache-tag", "surrogate-key"}
    out = [each for each in page.head if each[0] not in told]
    out += [(TAGS, ", ".join(sorted(tags))), *tag_headers(tags)]
    made = new_page(
        page.key,
        out,
        found.body,
        tags=tags,
        holes=found.holes,
        part_tags=found.tags - own,
        seconds=page.expires_at - time.monotonic(),
    )
    return Made(made, bridge.Answer(200, [], b"", None))


def fill(page: Page) -> Coded | None:
    """What stands in the page's holes now; nothing when that has not changed. For a thread of the pool."""
    try:
        found = holes.refill(page.body(), page.holes)
    finally:
        close_old_connections()
    return coded(*found, page.content_type) if found else None
