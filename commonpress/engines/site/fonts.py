"""The fonts shipped with the project, as the owner may choose them, and what stands in until they arrive.

The files and the figures come from ``tools/fonts.py``. All are under the SIL Open Font License.
"""

from dataclasses import dataclass

from django.templatetags.static import static


@dataclass(frozen=True)
class Font:
    """A family. ``mean`` is the average advance of a letter, like ``ascent`` and ``descent`` in ems."""

    label: str
    file: str
    mean: float
    ascent: float
    descent: float
    has_italic: bool = False


@dataclass(frozen=True)
class StandIn:
    """A font most machines have, under all the names it or its metric twins go by."""

    names: tuple[str, ...]
    mean: float


READING_FONTS = {
    "newsreader": Font("Newsreader", "newsreader", 0.4234, 0.735, 0.265, has_italic=True),
    "source-serif-4": Font("Source Serif 4", "source-serif-4", 0.4774, 1.036, 0.335, has_italic=True),
}
FURNITURE_FONTS = {
    "libre-franklin": Font("Libre Franklin", "libre-franklin", 0.4619, 0.966, 0.246),
    "public-sans": Font("Public Sans", "public-sans", 0.4645, 0.95, 0.225),
}
SERIFS = {
    "Georgia": StandIn(("Georgia", "Gelasio"), 0.4491),
    "Times": StandIn(("Times New Roman", "Liberation Serif", "Tinos"), 0.4028),
}
SANS = {"Arial": StandIn(("Arial", "Liberation Sans", "Arimo", "Helvetica"), 0.4399)}


def faces(font: Font, stand_ins: dict[str, StandIn]) -> str:
    """The ``@font-face`` rules of a family and of its stand-ins, bent to its width and height so that nothing shifts."""
    own = [face(font, font.file, "normal", "400 700")]
    if font.has_italic:
        own.append(face(font, f"{font.file}-italic", "italic", "400"))
    return "".join(own + [stand_in(font, name, other) for name, other in stand_ins.items()])


def face(font: Font, file: str, style: str, weight: str) -> str:
    return (
        f'@font-face{{font-family:"{font.label}";font-style:{style};font-weight:{weight};font-display:swap;'
        f'src:url("{address(file)}") format("woff2")}}'
    )


def stand_in(font: Font, name: str, other: StandIn) -> str:
    size = font.mean / other.mean
    sources = ",".join(f'local("{local}")' for local in other.names)
    return (
        f'@font-face{{font-family:"{font.label} {name}";src:{sources};size-adjust:{size:.2%};'
        f"ascent-override:{font.ascent / size:.2%};descent-override:{font.descent / size:.2%};line-gap-override:0%}}"
    )


def stack(font: Font, stand_ins: dict[str, StandIn], generic: str) -> str:
    """The value of ``font-family``."""
    return ",".join([f'"{font.label}"', *(f'"{font.label} {name}"' for name in stand_ins), generic])


def address(file: str) -> str:
    return static(f"fonts/{file}.woff2")
