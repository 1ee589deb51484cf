"""Reads the whole paper over HTTP, as a patient robot would: every internal link from the front page on."""

import http.client
from collections import deque
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml import html

from tests.site.paper import Server

# Pages; the demonstration has about 250, and as many comments. A link that makes new links without end must show.
MOST = 1_000


@dataclass(frozen=True)
class Read:
    """One answer. ``tree`` is nothing for what is no HTML; ``came_from`` is the page that linked here."""

    path: str
    status: int
    came_from: str
    tree: html.HtmlElement | None = field(repr=False)


def read_all(server: Server) -> dict[str, Read]:
    """Everything a reader can reach from the front page by following links, by path with its query."""
    found: dict[str, Read] = {}
    waiting = deque([("/", "")])
    line = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=30)
    while waiting and len(found) < MOST:
        path, came_from = waiting.popleft()
        if path in found:
            continue
        found[path] = read(line, path, came_from)
        waiting.extend((link, path) for link in links(server, found[path]) if link not in found)
    line.close()
    return found


def read(line: http.client.HTTPConnection, path: str, came_from: str) -> Read:
    line.request("GET", path)
    answer = line.getresponse()
    content = answer.read()
    leads_on = answer.status in {301, 302, 303, 307, 308}  # with nothing to read
    is_page = answer.headers.get_content_type() == "text/html" and not leads_on
    tree = html.document_fromstring(content.decode()) if is_page else None
    return Read(path, answer.status, came_from, tree)


def links(server: Server, page: Read) -> list[str]:
    """The internal addresses a reader could follow, as paths."""
    if page.tree is None:
        return []
    return [
        path for anchor in page.tree.iter("a") if (path := internal(server, page.path, anchor.get("href")))
    ]


def internal(server: Server, here: str, href: str | None) -> str:
    parts = urlsplit(urldefrag(urljoin(server.url + here, href or "")).url)
    if f"{parts.scheme}://{parts.netloc}" != server.url:
        return ""
    return parts._replace(scheme="", netloc="").geturl() or "/"
