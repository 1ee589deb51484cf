"""robots.txt (RFC 9309). It keeps robots from wasting time; it protects nothing."""

import re
from collections.abc import Iterable

from commonpress.engines.site.address import absolute

CLOSED = (
    "/search/",
    "/admin/",
    "/studio/",
    "/desk/",
    "/flag/",
    "/go/",
    "/decision/",
    "/account/",
    "/sponsors/",
    "/me/",
    "/api/",
    "/notices/",
    "/talk/",
)
SITEMAPS = ("/sitemap.xml", "/sitemap-news.xml")
# RFC 9309 allows letters, "_" and "-"; some robots have digits and dots in their names all the same.
TOKEN = re.compile(r"[A-Za-z0-9_.-]{1,80}")


def render(blocked: Iterable[str]) -> str:
    groups = [["User-agent: *", *(f"Disallow: {path}" for path in CLOSED)]]
    names = [name for name in map(str.strip, blocked) if TOKEN.fullmatch(name)]
    if names:
        groups.append([*(f"User-agent: {name}" for name in names), "Disallow: /"])
    groups.append([f"Sitemap: {absolute(path)}" for path in SITEMAPS])
    return "\n\n".join("\n".join(group) for group in groups) + "\n"
