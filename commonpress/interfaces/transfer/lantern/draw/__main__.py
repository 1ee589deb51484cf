"""Draws every picture the demonstration paper shows: python -m draw (needs Pillow, nothing else).
Reads ../stories, writes ../pictures, ../logo.svg and ../icon.png.
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image

from . import logo
from .compose import scene
from .portraits import FACES, portrait

HOME = Path(__file__).resolve().parent.parent
QUALITIES = (80, 74, 68, 60)  # the first that keeps a picture within MOST
MOST = 128_000
SPONSORS = {
    "sponsor-loft": (["regatta", "sea", "birds"], "loft", "dawn"),
    "sponsor-bakery": (["bakery", "cup", "cat"], "bakery", "dawn"),
    "sponsor-ferry": (["ferry", "sea", "town"], "ferry", "day"),
}


def main() -> None:
    logo.write(HOME)
    for name, image in pictures():
        save(image, HOME / "pictures" / f"{name}.webp")


def save(image: Image.Image, path: Path) -> None:
    for quality in QUALITIES:
        image.save(path, quality=quality, method=6)
        if path.stat().st_size <= MOST:
            return


def pictures() -> Iterator[tuple[str, Image.Image]]:
    for path in sorted((HOME / "stories").glob("*.html")):
        front = front_matter(path)
        if "picture" in front:
            table = front["picture"]
            yield (
                front["slug"],
                scene(table["scene"], hour=table["hour"], weather=table["weather"], seed=front["slug"]),
            )
    for name, (elements, palette, hour) in SPONSORS.items():
        yield name, scene(elements, hour=hour, weather="clear", seed=name, size=(1200, 628), palette=palette)
    for handle in FACES:
        yield f"portrait-{handle}", portrait(handle)


def front_matter(path: Path) -> dict[str, Any]:
    """The TOML between the first two +++ lines."""
    return tomllib.loads(path.read_text(encoding="utf-8").split("+++\n", 2)[1])


if __name__ == "__main__":
    main()
