"""Owns the inks: tones, the palettes of the hours, the mood a picture is printed in.
Does not draw. Start with Tone: every colour is a coverage of three plates.
"""

from dataclasses import dataclass
from typing import NamedTuple

Rgb = tuple[int, int, int]


class Tone(NamedTuple):
    """Coverage of the three plates, 0 to 1. Lit tones glow: night leaves them alone."""

    key: float
    warm: float
    sun: float
    lit: bool = False


PAPER = Tone(0, 0, 0)
KEY = Tone(1, 0, 0)
WARM = Tone(0, 1, 0)
SUN = Tone(0, 0, 1)
FLAME = Tone(0, 0.7, 1)
DEEP = Tone(1, 0.55, 0.1)
MIST = Tone(0.14, 0, 0)
HAZE = Tone(0.32, 0, 0)
SLATE = Tone(0.6, 0, 0)
ROSE = Tone(0, 0.32, 0.05)
CORAL = Tone(0, 0.66, 0.12)
SAND = Tone(0, 0.04, 0.38)
BRICK = Tone(0.25, 0.95, 0.2)
LEAF = Tone(0.52, 0, 0.85)
MOSS = Tone(0.8, 0, 0.6)
WOOD = Tone(0.35, 0.4, 0.75)
BARK = Tone(0.75, 0.5, 0.4)
SKINS = (Tone(0, 0.22, 0.28), Tone(0.08, 0.36, 0.46), Tone(0.32, 0.5, 0.58))
LIGHT = Tone(0, 0, 0.9, True)
GLOW = Tone(0, 0, 0.45, True)
WHITE = Tone(0, 0, 0, True)
COATS = (WARM, KEY, SUN, SLATE, CORAL, DEEP, HAZE, FLAME)


class Palette(NamedTuple):
    """Paper and the three inks as printed solid."""

    paper: Rgb
    key: Rgb
    warm: Rgb
    sun: Rgb


PALETTES = {
    "dawn": Palette((248, 236, 218), (22, 82, 92), (238, 108, 84), (240, 182, 70)),
    "day": Palette((250, 245, 232), (14, 94, 150), (230, 80, 58), (248, 200, 56)),
    "dusk": Palette((250, 234, 212), (46, 54, 112), (230, 86, 78), (246, 170, 66)),
    "night": Palette((246, 240, 220), (20, 54, 102), (220, 84, 88), (250, 208, 84)),
    "loft": Palette((238, 226, 214), (92, 42, 58), (222, 104, 74), (236, 178, 96)),
    "bakery": Palette((252, 232, 196), (96, 52, 34), (206, 84, 48), (240, 176, 62)),
    "ferry": Palette((220, 234, 228), (18, 84, 84), (234, 98, 70), (246, 198, 84)),
}


@dataclass(frozen=True)
class Mood:
    """Hour and weather, and what they do to a tone."""

    hour: str
    weather: str
    indoor: bool = False

    @property
    def night(self) -> bool:
        return self.hour == "night"

    @property
    def window(self) -> Tone:
        return LIGHT if self.hour in ("dusk", "night") else SLATE

    def tone(self, tone: Tone, haze: float) -> Tone:
        """The tone as this mood prints it; haze 0 to 1 is distance in fog."""
        if tone.lit:
            return tone
        floor = 0.0 if self.indoor else 0.34 if self.night else 0.12 if self.weather == "storm" else 0.0
        faded = 1 - haze * (0.72 if self.weather == "fog" else 0.35)
        fade = 1 if self.night else faded
        return Tone(max(tone.key * fade, floor), tone.warm * faded, tone.sun * faded)
