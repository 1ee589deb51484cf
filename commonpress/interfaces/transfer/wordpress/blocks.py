"""The comments with which WordPress's block editor marks its blocks."""

import json
import re
from collections.abc import Callable
from html import escape

OPENS = re.compile(r"\s*wp:([a-z][a-z0-9/-]{0,80})\s*(\{.*\})?\s*(/?)\s*", re.DOTALL)
WEB = re.compile(r"https?://[^\s<>\"']+")
# Blocks that stand for nothing a reader would miss.
SILENT = frozenset(
    ["spacer", "separator", "more", "nextpage", "paragraph", "heading", "core/spacer", "core/separator"]
)


def has_blocks(text: str) -> bool:
    return "<!-- wp:" in text


def unmark(text: str, dropped: Callable[[str], None]) -> str:
    """``text`` without its block comments. ``dropped`` is told the name of each block only the old site could show."""
    out = []
    parts = text.split("-->")
    for part in parts[:-1]:
        before, mark, comment = part.partition("<!--")
        out.append(before if mark else part + "-->")
        if mark and (opened := OPENS.fullmatch(comment)):
            out.append(stands_for(opened, dropped))
    return "".join(out) + parts[-1].partition("<!--")[0]


def stands_for(opened: re.Match[str], dropped: Callable[[str], None]) -> str:
    """What a block without markup of its own becomes: mostly nothing, an embed its link, a cover its picture."""
    name, empty = opened[1].removeprefix("core/"), bool(opened[3])
    settings = parsed(opened[2])
    address = settings.get("url")
    web = isinstance(address, str) and WEB.fullmatch(address)
    if empty and web and "embed" in name:
        return f'<p><a href="{escape(str(address))}">{escape(str(address))}</a></p>'
    if empty and name not in SILENT:
        dropped(name)
    return ""


def parsed(settings: str | None) -> dict[str, object]:
    try:
        found = json.loads(settings or "{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
