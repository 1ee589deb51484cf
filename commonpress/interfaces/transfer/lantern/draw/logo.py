"""Owns the paper's mark: a storm lantern, as SVG paths and as a 512 px icon.
Does not belong to the scenes. Start with SHAPES; both files are made from them.
"""

from pathlib import Path

from PIL import Image, ImageDraw

from .pen import smooth

Shape = list[tuple[int, int]]
GROUND, INK, LIGHT = (247, 238, 220), (18, 60, 84), (240, 172, 58)
# On a 64-unit grid: cap, posts, base. The flame is drawn apart, for it takes the second colour.
SHAPES: list[Shape] = [
    [(26, 13), (38, 13), (41, 18), (47, 22), (47, 25), (17, 25), (17, 22), (23, 18)],
    [(18, 25), (22, 25), (22, 47), (18, 47)],
    [(42, 25), (46, 25), (46, 47), (42, 47)],
    [(17, 47), (47, 47), (50, 56), (52, 56), (52, 60), (12, 60), (12, 56), (14, 56)],
]
FLAME: Shape = [(32, 27), (35, 32), (39, 39), (37, 44), (32, 46), (27, 44), (25, 39), (29, 32)]
RING = (32, 10, 8, 3)  # centre, radius, width of the handle


def write(folder: Path) -> None:
    (folder / "logo.svg").write_text(svg(), encoding="utf-8")
    icon().save(folder / "icon.png", optimize=True)


def svg() -> str:
    paths = "".join(_path(shape) for shape in SHAPES)
    flame = "M32 27c2 5 7 7 7 12.5S35.5 46 32 46s-7-2-7-7 5.5-7 7-12z"
    handle = "M24 14v-4a8 8 0 0 1 16 0v4h-3v-4a5 5 0 0 0-10 0v4z"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" role="img" aria-label="The Lantern">'
        f'<path fill="#000" d="{handle}{paths}{flame}"/></svg>\n'
    )


def _path(shape: Shape) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in shape) + "z"


def icon(side: int = 512) -> Image.Image:
    big = side * 4
    image = Image.new("RGB", (big, big), GROUND)
    draw = ImageDraw.Draw(image)
    unit = big / 76
    draw.rectangle((_at(22, unit), _at(25, unit), _at(42, unit), _at(47, unit)), fill=LIGHT)
    x, y, r, width = RING
    box = (_at(x - r, unit), _at(y - r, unit), _at(x + r, unit), _at(y + r, unit))
    draw.arc(box, 180, 360, fill=INK, width=round(width * unit))
    for side_x in (x - r, x + r - width):
        draw.rectangle((_at(side_x, unit), _at(y, unit), _at(side_x + width, unit), _at(14, unit)), fill=INK)
    for shape in SHAPES:
        draw.polygon([(_at(px, unit), _at(py, unit)) for px, py in shape], fill=INK)
    draw.polygon([(_at(px, unit), _at(py, unit)) for px, py in smooth(FLAME)], fill=GROUND)
    return image.resize((side, side), Image.Resampling.LANCZOS)


def _at(value: float, unit: float) -> float:
    return (value + 6) * unit
