"""Names at the root that belong to the site itself: a static page may not take them. tests/test_reserved.py walks
the addresses of the whole site and fails when one is missing here."""

import re

RESERVED = frozenset(
    {
        "account", "admin", "ads", "api", "by", "changes", "corrections", "decision", "desk", "feed", "flag",
        "go", "humans", "look", "me", "media", "moderation", "notices", "pace", "page", "robots", "search", "section",
        "sections", "security", "seen", "sitemap", "sponsors", "static", "studio", "talk", "topic", "topics", "trust",
        "well-known",
    }
)  # fmt: skip
YEAR = re.compile(r"[0-9]{1,6}")  # /2026/ is the archive


def is_reserved(name: str) -> bool:
    return name.lower() in RESERVED or bool(YEAR.fullmatch(name))
