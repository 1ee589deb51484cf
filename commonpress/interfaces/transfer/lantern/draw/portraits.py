"""Owns the nine contributors' likenesses: busts in the scenes' inks.
Does not know their stories. Start with FACES: one line for each contributor.
"""

from random import Random
from typing import NamedTuple

from PIL import Image

from .inks import (
    BARK,
    BRICK,
    CORAL,
    DEEP,
    FLAME,
    HAZE,
    KEY,
    MIST,
    PALETTES,
    PAPER,
    ROSE,
    SAND,
    SKINS,
    SLATE,
    SUN,
    WARM,
    WOOD,
    Mood,
    Tone,
)
from .pen import Pen
from .press import UNITS, Press


class Face(NamedTuple):
    """What tells one bust from another."""

    ground: Tone
    skin: int
    hair: str
    hair_tone: Tone
    coat: Tone
    collar: str
    glasses: str = ""
    beard: str = ""
    hat: str = ""
    hour: str = "day"


FACES = {
    "irina-dobrescu": Face(SAND, 0, "bob", DEEP, WARM, "lapel", glasses="round"),
    "tom-hartley": Face(Tone(0.4, 0, 0.06), 0, "short", FLAME, KEY, "roll", beard="full", hat="cap"),
    "mara-ionescu": Face(ROSE, 0, "bun", BARK, SUN, "round", hour="dawn"),
    "nuri-osman": Face(SUN, 1, "short", DEEP, SLATE, "open", beard="moustache"),
    "elena-vasile": Face(CORAL, 0, "long", DEEP, PAPER, "scarf", hat="beret", hour="dusk"),
    "petru-lungu": Face(Tone(0.3, 0, 0.5), 0, "crop", WOOD, WARM, "zip"),
    "sofia-marin": Face(Tone(0.46, 0, 0), 0, "plait", FLAME, SUN, "hood", hour="dawn"),
    "dan-ciobanu": Face(
        Tone(0, 0.2, 0.5), 0, "bald", MIST, BRICK, "bow", glasses="half", beard="white", hour="dusk"
    ),
    "grace-adeyemi": Face(Tone(0.2, 0, 0.9), 2, "afro", DEEP, CORAL, "round", glasses="square"),
}


def portrait(handle: str, size: tuple[int, int] = (480, 480)) -> Image.Image:
    """Raises KeyError for a handle that is no contributor's."""
    face = FACES[handle]
    press = Press(size, PALETTES[face.hour], Mood("day", "clear"), Random(handle))  # noqa: S311 - a seed is wanted here, not secrecy
    pen = Pen(press, press.width / 2, UNITS, 10.0)
    _ground(pen, face)
    _back_hair(pen, face)
    _coat(pen, face)
    _head(pen, face)
    _features(pen, face)
    _front_hair(pen, face)
    _beard(pen, face)
    _glasses(pen, face)
    _hat(pen, face)
    return press.pull()


def _ground(p: Pen, face: Face) -> None:
    p.rect(-52, -2, 52, 102, face.ground)
    for _ in range(34):
        x, y = p.rng.uniform(-50, 48), p.rng.uniform(4, 98)
        p.gouge(x, y, x + 5, y + 1.4, 0.7, PAPER)


def _back_hair(p: Pen, face: Face) -> None:
    tone = face.hair_tone
    if face.hair == "bob":
        p.blob([(-22, 36), (-25, 60), (-18, 82), (0, 89), (18, 82), (25, 60), (22, 36), (0, 40)], tone)
    elif face.hair == "long":
        p.blob([(-27, 12), (-25, 50), (-20, 80), (0, 88), (20, 80), (25, 50), (27, 12), (0, 20)], tone)
    elif face.hair == "bun":
        p.disc(6, 87, 9, tone)
        p.oval(0, 64, 21, 22, tone)
    elif face.hair == "afro":
        for x, y, r in ((0, 72, 27), (-20, 64, 14), (20, 64, 14), (-14, 84, 13), (14, 84, 13)):
            p.disc(x, y, r, tone)
    elif face.hair == "plait":
        p.oval(0, 64, 21, 23, tone)
        for i in range(6):
            p.oval(21 + (i % 2) * 1.6, 46 - i * 7, 5.4 - i * 0.3, 5, tone)


def _coat(p: Pen, face: Face) -> None:
    p.blob([(-46, -8), (-42, 16), (-26, 27), (-8, 31), (8, 31), (26, 27), (42, 16), (46, -8)], face.coat)
    p.poly([(-8, 46), (8, 46), (9, 28), (0, 21), (-9, 28)], SKINS[face.skin])
    p.poly([(-8, 41), (8, 39), (8, 34)], _shade(SKINS[face.skin]))
    COLLARS[face.collar](p, face.coat)
    p.bow([(-30, -4), (-29, 6), (-26, 13)], 0.9, PAPER if face.coat != PAPER else HAZE)
    p.bow([(31, -4), (30, 6), (27, 13)], 0.9, PAPER if face.coat != PAPER else HAZE)


def _shade(tone: Tone) -> Tone:
    return Tone(tone.key + 0.14, min(1, tone.warm + 0.16), tone.sun)


def _lapel(p: Pen, coat: Tone) -> None:
    p.poly([(-11, 31), (11, 31), (0, 2)], PAPER)
    p.poly([(-9, 33), (-20, 28), (-14, 17), (0, -2), (-1, 6)], DEEP)
    p.poly([(9, 33), (20, 28), (14, 17), (0, -2), (1, 6)], DEEP)


def _roll(p: Pen, coat: Tone) -> None:
    p.blob([(-13, 26), (-12, 38), (0, 40), (12, 38), (13, 26), (0, 22)], PAPER)
    for i in range(7):
        p.gouge(-10 + i * 3.3, 25, -9.5 + i * 3.1, 37, 0.8, SLATE)


def _round(p: Pen, coat: Tone) -> None:
    p.blob([(-1, 25), (-12, 33), (-18, 26), (-9, 18)], PAPER)
    p.blob([(1, 25), (12, 33), (18, 26), (9, 18)], PAPER)
    for y in (12, 3):
        p.disc(0, y, 1.6, KEY)


def _open(p: Pen, coat: Tone) -> None:
    p.poly([(-10, 34), (-19, 26), (-6, 16), (0, 22)], PAPER)
    p.poly([(10, 34), (19, 26), (6, 16), (0, 22)], PAPER)
    p.gouge(0, 20, 0, -4, 1, KEY, ends=1)


def _scarf(p: Pen, coat: Tone) -> None:
    p.blob([(-15, 26), (-13, 38), (0, 34), (13, 38), (15, 26), (0, 19)], WARM)
    p.poly([(4, 26), (15, 24), (19, -4), (7, -4)], WARM)
    for y in (18, 10, 2):
        p.rect(6, y, 17, y + 2.6, SUN)


def _zip(p: Pen, coat: Tone) -> None:
    p.blob([(-13, 25), (-11, 37), (-4, 34), (0, 24), (4, 34), (11, 37), (13, 25), (0, 16)], PAPER)
    p.gouge(0, 24, 0, -4, 1.2, KEY, ends=1)
    p.poly([(20, 6), (30, 6), (25, 14)], SUN)


def _hood(p: Pen, coat: Tone) -> None:
    p.blob([(-22, 24), (-17, 38), (-9, 36), (0, 24), (9, 36), (17, 38), (22, 24), (0, 14)], FLAME)
    for x in (-5, 5):
        p.line([(x, 22), (x * 1.1, 6)], 0.9, PAPER)


def _bow(p: Pen, coat: Tone) -> None:
    p.poly([(-9, 32), (9, 32), (5, 0), (-5, 0)], PAPER)
    p.poly([(0, 27), (-11, 33), (-11, 20)], KEY)
    p.poly([(0, 27), (11, 33), (11, 20)], KEY)
    p.disc(0, 26.6, 2.6, SUN)


COLLARS = {
    "lapel": _lapel,
    "roll": _roll,
    "round": _round,
    "open": _open,
    "scarf": _scarf,
    "zip": _zip,
    "hood": _hood,
    "bow": _bow,
}


def _head(p: Pen, face: Face) -> None:
    skin = SKINS[face.skin]
    for side in (-1, 1):
        p.oval(side * 18, 58, 3.6, 5, skin)
    p.blob(
        [
            (-17.5, 62),
            (-16, 48),
            (-8, 38.5),
            (0, 37),
            (8, 38.5),
            (16, 48),
            (17.5, 62),
            (14, 76),
            (0, 81),
            (-14, 76),
        ],
        skin,
    )


def _features(p: Pen, face: Face) -> None:
    brow = KEY if face.hair_tone in (MIST,) else face.hair_tone
    for side in (-1, 1):
        p.oval(side * 7, 60, 1.5, 1.9, DEEP)
        p.bow([(side * 3.6, 65.6), (side * 7, 67), (side * 10.6, 65.2)], 1.4, brow)
        p.oval(
            side * 10.5, 52.5, 3.4, 2.4, Tone(0.1, min(1, SKINS[face.skin].warm + 0.3), SKINS[face.skin].sun)
        )
    p.bow([(0.6, 61), (2.6, 54.4), (-0.6, 53.8)], 1.1, _shade(_shade(SKINS[face.skin])))
    p.bow([(-5.5, 47.6), (0, 45.2), (5.5, 47.8)], 1.5, BRICK)


def _front_hair(p: Pen, face: Face) -> None:
    tone = face.hair_tone
    if face.hair in ("bob", "long", "plait"):
        p.blob(
            [
                (-19.5, 58),
                (-19, 74),
                (-10, 83),
                (2, 84),
                (14, 80),
                (19.5, 70),
                (19, 58),
                (15, 70),
                (4, 76),
                (-8, 73),
                (-15, 66),
            ],
            tone,
        )
    elif face.hair == "bun":
        p.blob(
            [(-19, 58), (-19, 74), (-8, 84), (8, 84), (19, 74), (19, 58), (13, 72), (0, 75), (-13, 72)], tone
        )
    elif face.hair in ("short", "crop"):
        lift = 87 if face.hair == "short" else 84
        p.blob(
            [
                (-19, 60),
                (-19.5, 74),
                (-9, lift),
                (6, lift + 1),
                (18.5, 76),
                (19, 60),
                (15.5, 70),
                (6, 73),
                (-6, 71.5),
                (-15.5, 70),
            ],
            tone,
        )
    elif face.hair == "afro":
        p.blob([(-19, 64), (-17, 78), (0, 86), (17, 78), (19, 64), (12, 73), (0, 75), (-12, 73)], tone)
    elif face.hair == "bald":
        for side in (-1, 1):
            p.blob([(side * 16, 56), (side * 21, 58), (side * 21, 68), (side * 17, 71)], PAPER)


def _beard(p: Pen, face: Face) -> None:
    if face.beard == "moustache":
        for side in (-1, 1):
            p.blob([(0, 52), (side * 6, 51.6), (side * 10.5, 48), (side * 5, 48), (0, 49.4)], face.hair_tone)
    elif face.beard:
        tone = PAPER if face.beard == "white" else face.hair_tone
        low = 25 if face.beard == "white" else 30
        p.blob(
            [
                (-18, 60),
                (-17.5, 46),
                (-10, low + 6),
                (0, low),
                (10, low + 6),
                (17.5, 46),
                (18, 60),
                (13, 51),
                (5, 52.4),
                (0, 51.4),
                (-5, 52.4),
                (-13, 51),
            ],
            tone,
        )
        p.oval(0, 46.4, 5, 2, BRICK, 180, 360)
        for i in range(5):
            p.gouge(-8 + i * 4, 41, -6.4 + i * 3.2, 33, 0.8, HAZE if tone == PAPER else BRICK)


def _glasses(p: Pen, face: Face) -> None:
    if not face.glasses:
        return
    for side in (-1, 1):
        if face.glasses == "round":
            p.ring(side * 7.4, 60, 6, 1.2, KEY)
        elif face.glasses == "square":
            p.line(
                [
                    (side * 1.8, 64.6),
                    (side * 13.6, 65),
                    (side * 13, 55),
                    (side * 2.4, 55),
                    (side * 1.8, 64.6),
                ],
                1.4,
                SUN,
            )
        else:
            p.line(
                [(side * 2, 56.4), (side * 13, 56.4), (side * 11, 51), (side * 4, 51), (side * 2, 56.4)],
                1.1,
                KEY,
            )
        p.gouge(side * 13.4, 60, side * 18, 61, 1.1, SUN if face.glasses == "square" else KEY, ends=1)
    p.bow([(-1.8, 60.4), (0, 61.6), (1.8, 60.4)], 1.2, SUN if face.glasses == "square" else KEY)


def _hat(p: Pen, face: Face) -> None:
    if face.hat == "cap":
        p.blob([(-20, 70), (-22, 82), (-10, 92), (8, 92), (22, 84), (20, 70), (0, 74)], SLATE)
        p.rect(-20, 69, 20, 75, KEY)
        p.blob([(-14, 70), (-24, 66), (-8, 65.4), (12, 66), (15, 70)], DEEP)
        p.disc(0, 72, 2, SUN)
    elif face.hat == "beret":
        p.blob([(-19, 74), (-26, 82), (-14, 92), (8, 94), (25, 86), (19, 74), (0, 78)], WARM)
        p.line([(2, 92), (4, 97)], 1.6, WARM)
