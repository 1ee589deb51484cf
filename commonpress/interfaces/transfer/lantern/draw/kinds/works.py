"""Owns machines, vehicles and works. Foot at y 0, about 100 local units high."""

import math

from ..inks import (
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
    SAND,
    SLATE,
    SUN,
    WARM,
    Tone,
)
from ..pen import Pen


def truss(p: Pen, x0: float, y0: float, x1: float, y1: float, depth: float, tone: Tone) -> None:
    """A lattice girder with its top chord from one point to the other."""
    count = 9
    p.line([(x0, y0), (x1, y1)], 2.6, tone)
    p.line([(x0, y0 - depth), (x1, y1 - depth)], 2.6, tone)
    for i in range(count):
        a, b = i / count, (i + 1) / count
        xa, ya, xb, yb = x0 + (x1 - x0) * a, y0 + (y1 - y0) * a, x0 + (x1 - x0) * b, y0 + (y1 - y0) * b
        p.line([(xa, ya - (depth if i % 2 else 0)), (xb, yb - (0 if i % 2 else depth))], 1.5, tone)


def crane(p: Pen) -> None:
    """A harbour level-luffing crane with a crate on the hook."""
    for x in (-18, 14):
        p.rect(x, 0, x + 5, 34, KEY)
    p.line([(-15, 2), (16, 32)], 2, KEY)
    p.line([(16, 2), (-15, 32)], 2, KEY)
    p.rect(-22, 0, 24, 3, KEY)
    p.rect(-24, 32, 24, 37, KEY)
    p.rect(-22, 37, 12, 58, WARM)
    p.rect(-19, 44, -4, 54, p.mood.window)
    p.rect(-30, 40, -22, 54, SLATE)
    p.poly([(-26, 58), (16, 58), (6, 64), (-20, 64)], BRICK)
    p.line([(-8, 62), (2, 100)], 3, KEY)
    p.line([(10, 60), (2, 100)], 2, KEY)
    truss(p, 8, 60, 74, 108, 6, KEY)
    p.line([(2, 100), (74, 108)], 1.4, KEY)
    p.line([(2, 100), (-24, 58)], 1.4, KEY)
    p.line([(73, 106), (73, 66)], 1, KEY)
    p.line([(73, 66), (63, 56)], 1, KEY)
    p.line([(73, 66), (83, 56)], 1, KEY)
    p.rect(61, 40, 85, 56, SUN)
    for x in (68, 77):
        p.rect(x, 40, x + 1.4, 56, KEY)


def shipyard(p: Pen) -> None:
    """A hull on the slip under a gantry, ribs still open to the sky."""
    for x in (-104, 96):
        p.rect(x, 0, x + 7, 104, KEY)
        p.line([(x - 10, 0), (x + 3, 50)], 3, KEY)
        p.line([(x + 17, 0), (x + 4, 50)], 3, KEY)
    truss(p, -112, 112, 112, 112, 10, WARM)
    p.rect(-40, 93, -14, 103, SUN)
    p.line([(-27, 93), (-27, 66)], 1.4, KEY)
    p.poly([(-86, 58), (-40, 44), (44, 44), (88, 66), (66, 14), (-70, 14)], BRICK)
    p.poly([(-78, 34), (76, 34), (66, 14), (-70, 14)], SLATE)
    for i in range(8):
        rib = 6 + i * 9.4
        p.bow(
            [(rib - 6, 14), (rib + i * 0.9, 36), (rib + 2 + i * 1.4, 60 + i * 1.6)],
            3,
            PAPER if i < 7 else KEY,
        )
    p.poly([(-78, 54), (-40, 43), (-36, 68), (-70, 68)], PAPER)
    p.rect(-66, 56, -46, 63, p.mood.window)
    for x in (-60, -32, -4, 24, 50):
        p.poly([(x - 3, 14), (x + 5, 14), (x + 9, 0), (x - 7, 0)], FLAME)
    for i in range(6):
        p.gouge(-27, 60, -27 + (i - 2.5) * 7, 60 + p.rng.uniform(-14, 9), 1.6, LIGHT)


def turbine(p: Pen) -> None:
    """Three wind turbines, each stopped at its own angle."""
    for x, k, turn in ((-46, 0.62, 20), (44, 0.5, 75), (0, 1.0, 48)):
        q = p.at(x, 0, k)
        q.poly([(-2.6, 0), (2.6, 0), (1.3, 70), (-1.3, 70)], PAPER)
        q.poly([(0.4, 0), (2.6, 0), (1.3, 70), (0.4, 70)], HAZE)
        for blade in range(3):
            a = math.radians(turn + blade * 120)
            c, s = math.cos(a), math.sin(a)
            q.poly([(0, 70), (c * 9 - s * 3, 70 + s * 9 + c * 3), (c * 38, 70 + s * 38)], PAPER)
            q.poly(
                [(0, 70), (c * 9 + s * 0.8, 70 + s * 9 - c * 0.8), (c * 38, 70 + s * 38)],
                WARM if blade == 0 else HAZE,
            )
        q.disc(0, 70, 3, KEY)


def solar(p: Pen) -> None:
    """Two rows of tilted panels."""
    for x, y, k in ((26, 30, 0.7), (-8, 0, 1.0)):
        q = p.at(x, y, k)
        for i in range(3):
            left = -96 + i * 64
            q.rect(left + 8, 0, left + 11, 22, SLATE)
            q.rect(left + 46, 0, left + 49, 22, SLATE)
            q.poly([(left, 14), (left + 56, 14), (left + 70, 60), (left + 14, 60)], KEY)
            for j in range(1, 4):
                q.gouge(left + j * 14, 15, left + j * 14 + 14, 59, 1.4, MIST, ends=1)
            for j in (1, 2):
                q.gouge(left + 4.7 * j, 14 + 15.3 * j, left + 56 + 4.7 * j, 14 + 15.3 * j, 1.4, MIST, ends=1)
            q.poly([(left + 40, 56), (left + 54, 56), (left + 34, 18), (left + 30, 18)], SUN)


def bridge(p: Pen) -> None:
    """A steel bridge of three bowstring arches on stone piers."""
    for i in range(3):
        x = -130 + i * 130
        for j in range(7):
            a = -54 + j * 18
            p.rect(x + a - 1, 34, x + a + 1, 34 + 46 * (1 - (a / 62) ** 2), SLATE)
        arch = [(x - 64 + j * 16, 34 + 50 * (1 - ((j - 4) / 4) ** 2)) for j in range(9)]
        p.bow(arch, 5.4, WARM)
    p.rect(-230, 27, 230, 36, KEY)
    p.rect(-230, 36, 230, 38, PAPER)
    for x in (-195, -65, 65, 195):
        p.poly([(x - 11, 27), (x + 11, 27), (x + 15, -14), (x - 15, -14)], Tone(0.3, 0.1, 0.2))
        p.poly([(x + 2, 27), (x + 11, 27), (x + 15, -14), (x + 4, -14)], SLATE)


def tram(p: Pen) -> None:
    """A line 2 car: cream over red, pole up, the lamp always polished."""
    for x in (-66, -44, 44, 66):
        p.disc(x, 6, 8, KEY)
        p.disc(x, 6, 3, HAZE)
    p.rect(-84, 6, 84, 12, KEY)
    p.poly([(-94, 12), (94, 12), (96, 38), (-96, 38)], WARM)
    p.poly([(-96, 38), (96, 38), (92, 70), (-92, 70)], PAPER)
    p.rect(-96, 36, 96, 40, SUN)
    p.poly([(-94, 70), (94, 70), (84, 80), (-84, 80)], KEY)
    for i in range(6):
        p.rect(-72 + i * 24.6, 44, -53 + i * 24.6, 65, p.mood.window)
        if i % 2 == 0 or i == 3:
            _rider(p, -62 + i * 24.6, 44)
    for x in (-90, 76):
        p.rect(x, 14, x + 14, 66, SLATE)
        p.rect(x + 2.5, 40, x + 11.5, 63, p.mood.window)
    p.disc(-95, 26, 4.4, LIGHT)
    p.line([(-10, 80), (26, 96), (-14, 112)], 2, KEY)
    p.rect(-30, 111, 6, 114, KEY)
    p.line([(-700, 114), (700, 114)], 1.2, KEY)


def _rider(p: Pen, x: float, y: float) -> None:
    p.oval(x, y, 7, 10, KEY, 0, 180)
    p.disc(x, y + 12, 4.4, KEY)


def bus(p: Pen) -> None:
    """A rounded local bus."""
    p.poly([(-92, 14), (92, 14), (94, 70), (84, 82), (-80, 82), (-94, 66)], SUN)
    p.rect(-94, 34, 94, 42, PAPER)
    p.rect(-93, 14, 93, 22, WARM)
    for i in range(5):
        p.rect(-66 + i * 29, 46, -43 + i * 29, 72, p.mood.window)
        if i != 2:
            _rider(p, -55 + i * 29, 46)
    p.rect(80, 22, 92, 72, SLATE)
    p.poly([(-91, 46), (-74, 46), (-74, 72), (-88, 72)], p.mood.window)
    for x in (-56, 54):
        p.oval(x, 15, 17, 17, KEY, 0, 180)
        p.disc(x, 12, 13, DEEP)
        p.disc(x, 12, 5.4, MIST)
    p.disc(-90, 28, 4, LIGHT)
    p.rect(-60, 82, 40, 87, HAZE)


def bicycle(p: Pen) -> None:
    """A town bicycle with a full basket, leaning on nothing but its stand."""
    for x in (-44, 44):
        p.ring(x, 30, 28, 4.4, KEY)
        for i in range(6):
            a = math.pi * i / 6
            p.line(
                [
                    (x - 27 * math.cos(a), 30 - 27 * math.sin(a)),
                    (x + 27 * math.cos(a), 30 + 27 * math.sin(a)),
                ],
                0.9,
                SLATE,
            )
    p.line([(-44, 30), (-16, 66), (30, 66), (0, 28), (-44, 30)], 5, WARM)
    p.line([(0, 28), (-19, 72)], 5, WARM)
    p.line([(44, 30), (28, 76), (34, 86), (24, 90)], 5, WARM)
    p.blob([(-34, 76), (-20, 80), (-4, 75), (-18, 71)], KEY)
    p.disc(0, 28, 7, KEY)
    p.line([(0, 28), (-14, 0)], 3, KEY)
    p.poly([(34, 62), (66, 62), (72, 84), (30, 84)], SAND)
    for i in range(4):
        p.gouge(38 + i * 9, 63, 37 + i * 10.4, 83, 1.6, BRICK, ends=1)
    for x, tone in ((40, LEAF), (54, FLAME), (64, CORAL)):
        p.oval(x, 84, 8, 10, tone, 0, 180)
