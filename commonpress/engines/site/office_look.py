"""The style variables of the owner's screens: the paper's own fonts, colours and accent, as they stand now."""

from functools import lru_cache

from django.http import HttpResponse

from commonpress.engines.site import look
from commonpress.engines.site.fonts import SANS, SERIFS, Font, faces
from commonpress.engines.site.options import Paper

COLOURS = look.PACKAGE / "static" / "css" / "base" / "colours.css"


def answer(paper: Paper, digest_asked: str) -> HttpResponse:
    """The sheet, kept for a year under its own hash; an old address gets today's, kept nowhere."""
    kept = look.KEPT if digest_asked == digest(paper) else "no-store"
    return HttpResponse(sheet(paper), content_type="text/css; charset=utf-8", headers={"Cache-Control": kept})


def digest(paper: Paper) -> str:
    return look.hashed(sheet(paper))


def sheet(paper: Paper) -> bytes:
    return built(paper.accent, *look.chosen(paper))


@lru_cache(maxsize=8)
def built(accent: str, reading: Font, furniture: Font) -> bytes:
    # The order matters: the owner's accent comes after the paper's colours.
    parts = [
        faces(reading, SERIFS),
        faces(furniture, SANS),
        look.minified(COLOURS.read_text("utf-8")),
        look.variables(accent, reading, furniture),
    ]
    return "".join(parts).encode()
