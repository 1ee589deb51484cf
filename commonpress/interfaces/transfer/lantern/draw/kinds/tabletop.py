"""Owns what stands on a table or a window ledge. Foot at y 0, about 100 local units high."""

import math

from ..inks import (
    BARK,
    BRICK,
    CORAL,
    DEEP,
    FLAME,
    HAZE,
    KEY,
    LEAF,
    LIGHT,
    MIST,
    PAPER,
    ROSE,
    SAND,
    SLATE,
    SUN,
    WARM,
    Tone,
)
from ..pen import Pen


def books(p: Pen) -> None:
    """A leaning row and one left open."""
    x = -74.0
    for w, h, tone in (
        (15, 92, WARM),
        (11, 78, SUN),
        (18, 100, KEY),
        (12, 84, CORAL),
        (15, 94, SLATE),
        (10, 72, LEAF),
    ):
        p.rect(x, 0, x + w, h, tone)
        p.rect(x, h * 0.74, x + w, h * 0.8, PAPER)
        p.rect(x, h * 0.12, x + w, h * 0.16, PAPER)
        x += w + 1
    p.poly([(10, 0), (24, 0), (48, 82), (35, 86)], FLAME)
    p.poly([(14, 13), (27, 11), (29, 17), (16, 19)], PAPER)
    for i, (w, tone) in enumerate(((78, KEY), (70, CORAL))):
        p.rect(44, i * 15, 44 + w, i * 15 + 14, tone)
        p.rect(50, i * 15 + 3, 46 + w, i * 15 + 11, PAPER)
    p.poly([(80, 36), (48, 42), (44, 32), (80, 30), (116, 32), (112, 42)], PAPER)
    p.line([(48, 42), (80, 35), (112, 42)], 1.6, KEY)


def letters(p: Pen) -> None:
    """A bundle of envelopes, one unsealed, a pen beside."""
    for dx, dy, tone in ((-24, 34, SAND), (16, 24, CORAL), (0, 0, PAPER)):
        q = p.at(dx, dy, 1.0)
        q.poly([(-62, 0), (62, 0), (62, 72), (-62, 72)], KEY)
        q.poly([(-59, 3), (59, 3), (59, 69), (-59, 69)], tone)
        q.line([(-59, 69), (0, 28), (59, 69)], 2.6, KEY)
    p.rect(36, 46, 53, 65, WARM)
    p.rect(39, 49, 50, 62, SAND)
    for i in range(3):
        p.gouge(-44, 24 - i * 8, -6 - i * 8, 24 - i * 8, 2.6, SLATE, ends=1)
    p.poly([(70, 4), (128, 26), (126, 32), (68, 10)], WARM)
    p.poly([(70, 4), (68, 10), (58, 3)], KEY)


def cup(p: Pen) -> None:
    """Coffee, with its steam cut in three curls."""
    p.oval(0, 4, 62, 8, KEY)
    p.oval(0, 7, 60, 7, PAPER)
    p.ring(46, 42, 16, 7, WARM)
    p.blob([(-40, 66), (-38, 30), (-24, 10), (0, 6), (24, 10), (38, 30), (40, 66)], WARM)
    p.oval(0, 66, 41, 9, BRICK)
    p.oval(0, 66, 36, 6.4, BARK)
    p.bow([(-28, 52), (-26, 32), (-16, 18)], 4, ROSE)
    for x in (-16, 2, 20):
        p.bow([(x, 78), (x - 9, 90), (x + 7, 102), (x - 3, 118)], 4, PAPER)


def plan(p: Pen) -> None:
    """A drawing unrolled: hull lines, a compass rose, dividers and a ruler."""
    p = p.at(0, 0)
    p.squash = 0.66  # it lies on the table, and we look along it
    p.poly([(-115, 1), (115, 1), (98, 94), (-98, 94)], KEY)
    p.poly([(-109, 6), (109, 6), (94, 90), (-94, 90)], Tone(0.72, 0, 0))
    for i in range(1, 9):
        p.gouge(-108 + i * 24.2, 7, -93 + i * 20.7, 89, 0.8, HAZE, ends=1)
    for i in range(1, 5):
        p.gouge(-108 + i * 3, 6 + i * 17, 108 - i * 3, 6 + i * 17, 0.8, HAZE, ends=1)
    p.bow([(-78, 58), (-60, 32), (0, 24), (54, 32), (76, 62)], 2.6, PAPER)
    p.line([(-78, 58), (76, 62)], 2.2, PAPER)
    p.line([(-20, 60), (-20, 82), (14, 82), (14, 61)], 2.2, PAPER)
    for x in (-48, -20, 8, 36):
        p.line([(x, 59), (x * 0.94, 28)], 1.3, PAPER)
    p.ring(72, 26, 11, 1.6, SUN)
    p.poly([(72, 40), (68, 26), (72, 12), (76, 26)], SUN)
    p.oval(-111, 48, 11, 47, PAPER)
    p.oval(-111, 48, 6, 38, HAZE)
    p.poly([(10, 0), (96, -10), (97, -3), (12, 7)], SUN)
    p.line([(-58, 4), (-40, 40), (-26, 2)], 3.4, WARM)
    p.disc(-40, 42, 5, WARM)


def ballot(p: Pen) -> None:
    """A ballot box with a paper half way in."""
    p.poly([(-16, 76), (22, 80), (14, 120), (-24, 116)], KEY)
    p.poly([(-13, 79), (19, 82), (12, 117), (-21, 113)], PAPER)
    p.line([(-10, 103), (-5, 97), (6, 110)], 4, WARM)
    p.rect(-58, 0, 58, 76, SLATE)
    p.poly([(-64, 74), (64, 74), (50, 92), (-50, 92)], KEY)
    p.poly([(-26, 81), (26, 81), (24, 85), (-24, 85)], DEEP)
    p.poly([(-13, 83), (19, 83), (19, 90), (-15, 90)], PAPER)
    p.rect(-38, 20, 38, 56, PAPER)
    p.poly([(-30, 38), (-20, 38), (-20, 48), (-30, 48)], WARM)
    for y in (46, 38, 28):
        p.gouge(-12, y, 28, y, 3, SLATE, ends=1)
    p.rect(-6, 62, 6, 74, SUN)


def chessboard(p: Pen) -> None:
    """A game in progress; white to move and in trouble."""
    p.poly([(-98, -4), (98, -4), (76, 44), (-76, 44)], BRICK)
    for row in range(6):
        for col in range(8):
            if (row + col) % 2:
                corner = [_square(col + dx, row + dy) for dx, dy in ((0, 0), (1, 0), (1, 1), (0, 1))]
                p.poly(corner, KEY)
            else:
                p.poly([_square(col + dx, row + dy) for dx, dy in ((0, 0), (1, 0), (1, 1), (0, 1))], SAND)
    for file, rank, tall, tone in (
        (2.0, 5.0, 40, KEY),
        (5, 4.4, 60, KEY),
        (6, 3.2, 40, PAPER),
        (1, 2.6, 40, PAPER),
        (3.5, 1.4, 78, WARM),
        (5.6, 0.7, 52, PAPER),
    ):
        spot = _square(file + 0.5, rank + 0.4)
        _piece(p.at(*spot), tall, tone)


def _square(col: float, row: float) -> tuple[float, float]:
    half = 92 - row * 3.3
    return -half + col * half / 4, row * 7.2 - 1


def _piece(p: Pen, tall: float, tone: Tone) -> None:
    p.oval(0, 2, 13, 4.4, DEEP)
    p.oval(0, 4, 12, 4, tone)
    p.poly([(-9, 4), (9, 4), (4, tall * 0.68), (-4, tall * 0.68)], tone)
    p.oval(0, tall * 0.68, 8, 2.6, tone)
    p.disc(0, tall * 0.84, tall * 0.1 + 4, tone)
    if tall > 70:
        p.rect(-1.4, tall, 1.4, tall + 12, tone)
        p.rect(-5, tall + 4, 5, tall + 7, tone)
    p.gouge(4, 8, 2, tall * 0.6, 2, HAZE if tone != KEY else SLATE)


def fish_plate(p: Pen) -> None:
    """A fish on a dish with lemon."""
    p.oval(0, 18, 96, 19, KEY)
    p.oval(0, 21, 93, 17, PAPER)
    p.oval(0, 21, 72, 11, MIST)
    one_fish(p.at(-6, 27, 0.98), SLATE)
    p.disc(62, 26, 12, SUN)
    p.disc(62, 26, 8, SAND)


def slab(p: Pen) -> None:
    """Three fish in a row on ice."""
    p.poly([(-150, 0), (150, 0), (138, 40), (-138, 40)], SLATE)
    p.poly([(-146, 8), (146, 8), (136, 40), (-136, 40)], PAPER)
    for i in range(13):
        p.disc(-126 + i * 21, 12 + (i % 3) * 9, 9, MIST if i % 2 else PAPER)
    for i, tone in enumerate((SLATE, CORAL, SLATE)):
        one_fish(p.at(-88 + i * 88, 30, 0.66), tone)


def vegetables(p: Pen) -> None:
    """A crate of tomatoes, peppers and a cabbage."""
    for x, y, r, tone in (
        (-54, 44, 24, WARM),
        (52, 46, 26, LEAF),
        (0, 52, 28, SUN),
        (-26, 40, 22, FLAME),
        (27, 40, 22, WARM),
    ):
        p.disc(x, y, r, tone)
        p.bow(
            [(x - r * 0.5, y + r * 0.3), (x - r * 0.2, y + r * 0.62), (x + r * 0.2, y + r * 0.66)], 3, PAPER
        )
        p.poly([(x - 5, y + r - 3), (x + 5, y + r - 3), (x + 2, y + r + 9)], LEAF)
    p.rect(-92, 0, 92, 40, SAND)
    for y in (12, 26):
        p.rect(-92, y, 92, y + 3, WOODEN)
    for x in (-92, -4, 84):
        p.rect(x, 0, x + 8, 40, WOODEN)


WOODEN = Tone(0.2, 0.4, 0.8)


def one_fish(p: Pen, tone: Tone) -> None:
    """A fish about 130 long, centred, looking left."""
    p.poly([(44, 0), (76, 24), (68, 0), (76, -22)], tone)
    p.blob([(-66, 0), (-36, 22), (4, 26), (50, 3), (50, -3), (4, -22), (-36, -19)], tone)
    p.blob([(-66, -2), (-36, -6), (4, -8), (48, -3), (4, -22), (-36, -19)], PAPER)
    p.poly([(-14, 25), (14, 38), (22, 20)], tone)
    p.bow([(-38, 20), (-30, 2), (-38, -17)], 2.6, KEY)
    p.disc(-48, 6, 5, PAPER)
    p.disc(-49, 6, 2.4, KEY)
    for row in range(3):
        for i in range(5 - row):
            p.bow(
                [
                    (-20 + i * 12 + row * 5, 14 - row * 9),
                    (-15 + i * 12 + row * 5, 9 - row * 9),
                    (-20 + i * 12 + row * 5, 4 - row * 9),
                ],
                1.8,
                KEY,
            )


def fish(p: Pen) -> None:
    """Two crates of the morning's catch."""
    for x, y in ((-46, 0), (48, 0), (2, 36)):
        q = p.at(x, y)
        for i in range(4):
            one_fish(
                q.at(-22 + i * 15, 39 - (i % 2) * 5, 0.4, flip=bool(i % 2)), (SLATE, KEY, CORAL, SLATE)[i]
            )
        q.rect(-46, 0, 46, 32, FLAME)
        for yy in (9, 21):
            q.rect(-46, yy, 46, yy + 2.4, BRICK)
        q.rect(-46, 0, -40, 32, BRICK)
        q.rect(40, 0, 46, 32, BRICK)


def leaping(p: Pen) -> None:
    """A grey mullet out of the water, rather pleased."""
    q = p.at(0, 62, 1.0)
    one_fish(q, SLATE)
    for i in range(9):
        a = math.pi * (i + 0.5) / 9
        p.gouge(
            50 + 12 * math.cos(a), 6 + 8 * math.sin(a), 50 + 44 * math.cos(a), 6 + 36 * math.sin(a), 4, PAPER
        )
    p.oval(50, 2, 50, 7, PAPER)
    p.oval(50, 1, 34, 4, SLATE)


def wall_clock(p: Pen) -> None:
    from .street import clock_face

    clock_face(p.at(0, 50, 2.0))


def hanging_lamp(p: Pen) -> None:
    """A shade over the table; the cord leaves by the top."""
    p.rect(-0.8, 60, 0.8, 400, KEY)
    p.poly([(-44, 14), (44, 14), (14, 56), (-14, 56)], WARM)
    p.oval(0, 14, 44, 7, LIGHT)
    p.rect(-8, 54, 8, 62, KEY)
