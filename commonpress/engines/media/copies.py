"""Draws the smaller copies and crops of one stored picture. Touches files only, so any process may."""

from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image, ImageOps

from commonpress.engines.media import files
from commonpress.engines.media.colour import flattened

WIDTHS = (160, 480, 960, 1600)  # a portrait, a telephone, a column at double density, a large screen
WORTH = 0.85  # a copy nearly as wide as the next larger one saves nobody anything
CROPS = {"social": (1200, 630), "1x1": (1200, 1200), "4x3": (1200, 900), "16x9": (1200, 675)}
LEAST_CROP = 200  # pixels of the shorter side; below this the networks ignore a picture
UPPER = (0.5, 0.4)  # faces and skylines stand above the middle
# AVIF at speed 6 takes ten times as long and is not smaller; at 9 it is twice as fast and up to twice as large. Its
# quality 50 looks like 78 in WebP. WebP's higher methods and progressive JPEG double the time for a few per cent.
SAVING: dict[str, dict[str, Any]] = {
    "avif": {"quality": 50, "speed": 8, "max_threads": 1},
    "webp": {"quality": 78, "method": 1},
    "jpeg": {"quality": 80, "optimize": True},
}
Rendition = dict[str, Any]


class Job(NamedTuple):
    root: Path
    name: str


def draw(job: Job) -> list[Rendition]:
    """Write all copies of ``job.name`` beside it and list them. Overwrites, with the same bytes each time.

    Raises ``OSError`` when the original is gone or cannot be read.
    """
    with Image.open(job.root / job.name, formats=["JPEG", "WEBP"]) as image:
        image.load()
        return [*_widths(job, image), *_crops(job, image)]


def widths_for(width: int) -> list[int]:
    """Which widths are made of a picture, largest first; never above its own."""
    largest = min(width, max(WIDTHS))
    return [largest, *(w for w in sorted(WIDTHS, reverse=True) if w < largest * WORTH)]


def _widths(job: Job, image: Image.Image) -> list[Rendition]:
    found = []
    for width in widths_for(image.width):
        height = max(1, round(image.height * width / image.width))
        small = image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2)
        found += [_save(job, small, kind, width) for kind in _kinds(image, width)]
    return found


def _kinds(image: Image.Image, width: int) -> list[str]:
    """Transparent pictures get no JPEG; a JPEG as wide as the original would be the original again."""
    if image.mode == "RGBA":
        return ["avif", "webp"]
    return ["avif", "webp"] if width == image.width else ["avif", "webp", "jpeg"]


def _crops(job: Job, image: Image.Image) -> list[Rendition]:
    flat = flattened(image)
    found = []
    for crop, (width, height) in CROPS.items():
        size = _within(flat, width, height)
        if min(size) >= LEAST_CROP:
            cut = ImageOps.fit(flat, size, Image.Resampling.LANCZOS, centering=UPPER)
            found.append({**_save(job, cut, "jpeg", crop), "crop": crop})
    return found


def _within(image: Image.Image, width: int, height: int) -> tuple[int, int]:
    """The largest size of that ratio up to the wished one that needs no enlarging."""
    scale = min(1.0, image.width / width, image.height / height)
    return round(width * scale), round(height * scale)


def _save(job: Job, image: Image.Image, kind: str, mark: str | int) -> Rendition:
    out = BytesIO()
    image.save(out, kind.upper(), **SAVING[kind])
    name = files.copy_name(job.name, mark, kind)
    files.write(job.root / name, out.getvalue())
    return {"format": kind, "width": image.width, "height": image.height, "name": name, "bytes": out.tell()}
