"""Owns small things of the shore and the street, beasts and plants. Foot at y 0, about 100 local units high."""

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
    MOSS,
    PAPER,
    SAND,
    SLATE,
    SUN,
    WARM,
    WOOD,
)
from ..pen import Pen


def bench(p: Pen) -> None:
    """A slatted bench with somebody's newspaper left on it."""
    for x in (-70, 62):
        p.rect(x, 0, x + 8, 84, KEY)
        p.rect(x - 10, 0, x + 16, 5, KEY)
    for y in (78, 62):
        p.rect(-88, y - 12, 88, y, WARM)
    p.rect(-92, 32, 92, 40, WARM)
    p.rect(-92, 26, 92, 31, BRICK)
    p.poly([(8, 40), (50, 40), (54, 47), (14, 48)], PAPER)
    p.gouge(18, 44, 48, 44, 1.6, SLATE, ends=1)


def lamp(p: Pen) -> None:
    """A street lamp, two arms; lit when it should be."""
    p.rect(-8, 0, 8, 8, KEY)
    p.rect(-4, 8, 4, 18, KEY)
    p.rect(-1.7, 18, 1.7, 92, KEY)
    p.line([(-16, 78), (16, 78)], 2, KEY)
    for x in (-16, 16):
        for i in range(12 if p.mood.window == LIGHT else 0):
            a = math.tau * i / 12
            p.gouge(
                x + 10.5 * math.cos(a),
                86 + 10.5 * math.sin(a),
                x + 15 * math.cos(a),
                86 + 15 * math.sin(a),
                1.3,
                LIGHT,
            )
        p.poly(
            [(x - 4, 79), (x + 4, 79), (x + 6.4, 92), (x - 6.4, 92)],
            LIGHT if p.mood.window == LIGHT else PAPER,
        )
        p.poly([(x - 7.4, 92), (x + 7.4, 92), (x, 98)], KEY)
        p.rect(x - 0.5, 79, x + 0.5, 92, KEY)
        p.rect(x - 4.6, 77, x + 4.6, 80, KEY)
    p.disc(0, 94, 3, KEY)


def clock(p: Pen) -> None:
    """A street clock on an iron post, a few minutes slow."""
    p.rect(-10, 0, 10, 6, KEY)
    p.rect(-6, 6, 6, 14, KEY)
    p.rect(-2.4, 14, 2.4, 62, KEY)
    p.oval(0, 60, 12, 5, KEY)
    clock_face(p.at(0, 81, 1.0))
    p.poly([(-5, 102), (5, 102), (0, 112)], KEY)


def clock_face(p: Pen) -> None:
    """A dial about 42 across, centred."""
    p.disc(0, 0, 22, WARM)
    p.disc(0, 0, 18.4, LIGHT if p.mood.window == LIGHT else PAPER)
    for i in range(12):
        a = math.tau * i / 12
        p.line([(14 * math.cos(a), 14 * math.sin(a)), (17 * math.cos(a), 17 * math.sin(a))], 1.7, KEY)
    p.line([(0, 0), (-7, 6)], 2.6, KEY)
    p.line([(0, 0), (4, 13)], 2, KEY)
    p.disc(0, 0, 2.4, WARM)


def dog(p: Pen) -> None:
    """A harbour terrier, sitting, one ear up."""
    p.bow([(-34, 8), (-56, 16), (-62, 40)], 8, BARK)
    p.blob([(-40, 0), (-44, 24), (-30, 46), (-10, 64), (8, 72), (20, 56), (22, 30), (20, 0)], WOOD)
    p.blob([(8, 40), (22, 58), (26, 36), (18, 20)], PAPER)
    p.rect(2, 0, 11, 40, WOOD)
    p.rect(13, 0, 22, 40, WOOD)
    p.oval(7, 3, 9, 5, PAPER)
    p.oval(19, 3, 9, 5, PAPER)
    p.oval(-22, 4, 18, 7, WOOD)
    p.blob([(-8, 70), (-6, 90), (8, 100), (24, 94), (44, 84), (46, 74), (28, 70), (10, 62)], WOOD)
    p.blob([(24, 80), (44, 84), (46, 74), (28, 70)], PAPER)
    p.disc(45, 82, 5, KEY)
    p.disc(21, 87, 3, KEY)
    p.poly([(4, 96), (-4, 114), (14, 100)], BARK)
    p.blob([(-6, 94), (-16, 84), (-12, 68), (-2, 80)], BARK)
    p.poly([(-8, 66), (22, 60), (21, 67), (-6, 73)], WARM)


def cat(p: Pen) -> None:
    """A cat seen from behind, which is how the Basin's cats are seen."""
    p.bow([(18, 5), (44, 4), (58, 16), (52, 32)], 8, KEY)
    p.blob([(-28, 0), (-32, 26), (-22, 50), (-12, 62), (0, 66), (12, 62), (22, 50), (32, 26), (28, 0)], KEY)
    p.oval(0, 76, 21, 18, KEY)
    p.poly([(-20, 80), (-17, 104), (-3, 92)], KEY)
    p.poly([(20, 80), (17, 104), (3, 92)], KEY)
    p.poly([(-15, 88), (-15, 98), (-8, 91)], CORAL)
    p.poly([(15, 88), (15, 98), (8, 91)], CORAL)
    for y in (24, 36, 48):
        p.bow([(-10, y + 3), (0, y), (10, y + 3)], 2.6, HAZE)


def tree(p: Pen) -> None:
    """A lime tree cut as overlapping rounds."""
    p.poly([(-5, 0), (6, 0), (3, 50), (-3, 50)], BARK)
    p.line([(0, 34), (-18, 56)], 3, BARK)
    p.line([(0, 38), (18, 58)], 3, BARK)
    bare = p.mood.weather == "snow"
    for x, y, r in ((-20, 58, 19), (20, 60, 20), (0, 78, 24), (-12, 70, 16), (13, 82, 16)):
        p.disc(x, y, r, HAZE if bare else MOSS if y < 65 else LEAF)
    for _ in range(22):
        left, low = p.rng.uniform(-26, 26), p.rng.uniform(52, 94)
        p.gouge(left, low, left + 5, low + 3, 2, PAPER if bare else SAND)


def park(p: Pen) -> None:
    """A clump of limes and a clipped hedge."""
    for x, k in ((-72, 0.74), (66, 0.86), (-8, 1.0)):
        tree(p.at(x, 0, k))
    for i in range(9):
        p.oval(-112 + i * 28, 0, 17, 15, MOSS if i % 2 else LEAF, 0, 180)


def umbrella(p: Pen) -> None:
    """A person under a large umbrella, seen from behind, with a shopping bag."""
    p.rect(-11, 0, -2, 22, DEEP)
    p.rect(3, 0, 12, 22, DEEP)
    p.rect(-14, 0, -2, 5, KEY)
    p.rect(2, 0, 14, 5, KEY)
    p.blob([(-22, 16), (-19, 46), (-10, 62), (0, 65), (11, 62), (19, 46), (23, 16), (0, 13)], SUN)
    p.rect(-1.4, 14, 0.2, 46, FLAME)
    p.line([(15, 56), (24, 40), (23, 30)], 5, SUN)
    p.rect(14, 12, 32, 28, PAPER)
    p.rect(-1, 60, 1.4, 104, KEY)
    p.disc(0, 70, 10, KEY)
    p.oval(0, 72, 50, 30, WARM, 0, 180)
    for i in range(4):
        p.oval(-37.5 + i * 25, 72, 12.5, 5, BRICK, 0, 180)
    for x in (-25, 0, 25):
        p.bow([(0, 102), (x * 0.6, 92), (x, 73)], 1.8, BRICK)
    p.poly([(25, 76.5), (50, 72), (44, 87), (30, 96), (12, 101)], CORAL)


def brolly(p: Pen) -> None:
    """An open umbrella set down to dry."""
    p.line([(-34, 8), (20, 52)], 3, KEY)
    p.bow([(-34, 8), (-42, 3), (-46, 10)], 3.4, BARK)
    p.blob([(-8, 88), (26, 92), (58, 66), (62, 28), (44, 0), (30, 28), (12, 58)], SUN)
    p.poly([(-8, 88), (44, 0), (57, 20), (14, 93)], FLAME)
    p.poly([(44, 0), (62, 28), (59, 50), (50, 30)], WARM)
    p.line([(46, 62), (64, 76)], 2.4, KEY)


def parasol(p: Pen) -> None:
    """The same umbrella with its summer job: a beach parasol and a towel."""
    p.line([(-4, 0), (10, 78)], 3.4, PAPER)
    p.poly([(20, 3), (66, 3), (58, 12), (26, 12)], SUN)
    q = p.at(10, 66, 1.0)
    q.oval(0, 0, 58, 36, WARM, 8, 188)
    for a in (22, 66, 110, 154):
        q.poly([(0, 36), *_arc(58, 36, a - 12, a + 12)], PAPER)


def _arc(rx: float, ry: float, start: float, end: float) -> list[tuple[float, float]]:
    return [
        (rx * math.cos(math.radians(a)), ry * math.sin(math.radians(a)))
        for a in (start, (start + end) / 2, end)
    ]


def net(p: Pen) -> None:
    """A net hung to dry between two posts, floats along its hem."""
    for post in (-82, 78):
        p.rect(post, 0, post + 5, 98, WOOD)
    hang = [(-80, 94), (-40, 74), (0, 68), (40, 75), (80, 94)]
    p.bow(hang, 3, KEY)
    for i in range(15):
        t = i / 14
        x = -78 + 156 * t
        top = 68 + 26 * (2 * t - 1) ** 2
        p.bow([(x, top), (x + 9, top * 0.6), (x - 3, 10)], 1.5, KEY)
        p.bow([(x, top), (x - 9, top * 0.6), (x + 3, 10)], 1.5, KEY)
    for i in range(9):
        p.oval(-74 + i * 18.5, 10, 6, 5, (WARM, SUN)[i % 2])
    p.oval(60, 5, 20, 8, FLAME)
    p.ring(60, 8, 9, 4, PAPER)


def reeds(p: Pen) -> None:
    """A stand of reeds with brown heads, leaning one way."""
    for i in range(34):
        x, h = -120 + i * 7.4 + p.rng.uniform(-4, 4), p.rng.uniform(56, 108)
        lean = p.rng.uniform(6, 20)
        tone = (MOSS, LEAF, KEY)[i % 3]
        p.bow([(x, -10), (x + lean * 0.3, h * 0.5), (x + lean, h)], 2.6, tone)
        if i % 3 == 0:
            p.blob(
                [
                    (x + lean - 3, h - 3),
                    (x + lean - 2, h + 14),
                    (x + lean + 3, h + 16),
                    (x + lean + 4, h - 2),
                ],
                BARK,
            )
        else:
            p.gouge(x + lean * 0.3, h * 0.45, x + lean + 22, h * 0.62, 3, tone)


def lantern(p: Pen) -> None:
    """A storm lantern, the paper's own mark."""
    p.ring(0, 88, 13, 3, KEY)
    p.poly([(-12, 76), (12, 76), (18, 66), (-18, 66)], KEY)
    p.rect(-16, 22, 16, 66, LIGHT)
    p.blob([(0, 58), (-8, 40), (0, 28), (8, 40)], FLAME)
    p.line([(-17, 66), (-17, 22)], 2.6, KEY)
    p.line([(17, 66), (17, 22)], 2.6, KEY)
    p.poly([(-20, 22), (20, 22), (25, 4), (-25, 4)], KEY)
    p.rect(-26, 0, 26, 5, WARM)


def salt(p: Pen) -> None:
    """Three salt heaps and a rake stuck in the middle one."""
    for x, k, tone in ((-78, 0.7, MIST), (74, 0.8, MIST), (0, 1.0, PAPER)):
        p.poly([(x - 52 * k, 0), (x - 4, 62 * k), (x + 4, 62 * k), (x + 52 * k, 0)], tone)
        p.poly(
            [(x + 10 * k, 0), (x + 2, 60 * k), (x + 4, 62 * k), (x + 52 * k, 0)],
            HAZE if tone == MIST else CORAL,
        )
        for i in range(4):
            p.gouge(
                x - 40 * k + i * 9,
                6,
                x - 10 * k + i * 3,
                40 * k - i * 4,
                1.6,
                PAPER if tone == MIST else MIST,
            )
    p.line([(-6, 20), (26, 96)], 3, WOOD)
    p.rect(8, 92, 42, 98, WOOD)
