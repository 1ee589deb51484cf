"""The one style sheet of the paper: the fonts the owner chose, the layers, the owner's accent. Built in memory.

Its address holds the hash of its content, so it may be kept for ever.
"""

import hashlib
import re
from functools import lru_cache
from pathlib import Path

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from commonpress.engines.lib.colour import nearest_passing
from commonpress.engines.site import options
from commonpress.engines.site.address import address_of
from commonpress.engines.site.fonts import (
    FURNITURE_FONTS,
    READING_FONTS,
    SANS,
    SERIFS,
    Font,
    address,
    faces,
    stack,
)
from commonpress.engines.site.options import Paper

LAYERS = ("reset", "base", "components", "utilities")
PACKAGE = Path(__file__).resolve().parent.parent.parent
# The paper and the sponsors' ground, by day and by night: text in the accent is read on both.
# Keep in step with static/css/base/colours.css.
DAY = ("#fbf8f2", "#f3ecdf")
NIGHT = ("#171411", "#231f1a")
READABLE = 4.5  # WCAG 2.2, contrast of text
KEPT = "public, max-age=31536000, immutable"
COMMENTS = re.compile(r"/\*.*?\*/", re.DOTALL)
SPACES = re.compile(r"\s+")
AROUND = re.compile(r"\s*([{};,>])\s*|(?<=[a-z]):\s+")


def serve_look(request: HttpRequest, digest: str) -> HttpResponse:
    """The style sheet, kept for a year under its own hash; an old address still gets today's, kept nowhere."""
    try:
        paper = options.paper()
    except DatabaseError:
        paper = Paper()  # the page that says the database is away should still look like something
    sheet = build(paper)
    kept = KEPT if digest == hashed(sheet) else "no-store"
    return HttpResponse(sheet, content_type="text/css; charset=utf-8", headers={"Cache-Control": kept})


def url(paper: Paper) -> str:
    return address_of("look", hashed(build(paper)))


def first_fonts(paper: Paper) -> list[str]:
    """Addresses of the two upright fonts, which every page needs at once."""
    return [address(font.file) for font in chosen(paper)]


def build(paper: Paper) -> bytes:
    """The whole sheet in UTF-8."""
    return built(paper.accent, *chosen(paper))


def chosen(paper: Paper) -> tuple[Font, Font]:
    """The owner's reading and furniture fonts; a name no longer shipped falls back to the first of the list."""
    reading = READING_FONTS.get(paper.reading_font) or next(iter(READING_FONTS.values()))
    furniture = FURNITURE_FONTS.get(paper.furniture_font) or next(iter(FURNITURE_FONTS.values()))
    return reading, furniture


@lru_cache(maxsize=8)
def built(accent: str, reading: Font, furniture: Font) -> bytes:
    parts = [
        f"@layer {','.join(LAYERS)};",
        faces(reading, SERIFS),
        faces(furniture, SANS),
        f"@layer base{{{variables(accent, reading, furniture)}}}",
        *(f"@layer {name}{{{minified(layer(name))}}}" for name in LAYERS),
    ]
    return "".join(parts).encode()


def variables(accent: str, reading: Font, furniture: Font) -> str:
    by_day, by_night = readable(accent, DAY), readable(accent, NIGHT)
    return (
        f":root{{--serif:{stack(reading, SERIFS, 'serif')};--sans:{stack(furniture, SANS, 'sans-serif')};"
        f"--accent:{by_day}}}@media (prefers-color-scheme:dark){{:root{{--accent:{by_night}}}}}"
    )


def readable(accent: str, papers: tuple[str, ...]) -> str:
    """The accent, or the nearest of its hue that can be read on ``papers``."""
    return nearest_passing(accent, papers, READABLE) or accent


def layer(name: str) -> str:
    """The files of one layer: the frame's, then each room's own ``static/<room>/css/<layer>/``."""
    own = sorted((PACKAGE / "static" / "css" / name).glob("*.css"))
    rooms = sorted(PACKAGE.glob(f"*/*/static/*/css/{name}/*.css"))
    return "".join(path.read_text("utf-8") for path in [*own, *rooms])


def minified(css: str) -> str:
    """Without comments and needless spaces. Strings of our own style sheets hold neither."""
    return (
        AROUND.sub(lambda found: found[1] or ":", SPACES.sub(" ", COMMENTS.sub("", css)))
        .replace(";}", "}")
        .strip()
    )


@lru_cache(maxsize=8)
def hashed(sheet: bytes) -> str:
    return hashlib.blake2b(sheet, digest_size=8).hexdigest()
