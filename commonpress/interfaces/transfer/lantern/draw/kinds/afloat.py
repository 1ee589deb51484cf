"""Owns what floats or swims. Waterline at y 0, about 100 local units high."""

from ..inks import (
    BRICK,
    CORAL,
    DEEP,
    FLAME,
    HAZE,
    KEY,
    LIGHT,
    MIST,
    PAPER,
    SKINS,
    SLATE,
    SUN,
    WARM,
    WOOD,
    Tone,
)
from ..pen import Pen


def wake(p: Pen, half: float) -> None:
    """Foam and a broken reflection under a hull."""
    p.poly([(-half, 0), (half, 0), (half * 0.8, -5), (-half * 0.84, -6)], Tone(0.85, 0.1, 0))
    for i in range(5):
        y = -4 - i * 4.5
        a, b = half * (0.95 - i * 0.16), half * p.rng.uniform(-0.5, 0.4)
        p.gouge(-a, y, b, y, 2.6, PAPER if i % 2 == 0 else DEEP)
        p.gouge(b + 8, y - 2, a, y - 2, 2.4, PAPER if i % 2 else DEEP)


def ferry(p: Pen) -> None:
    """The Pescarusul: a stout double-ended lagoon ferry with one red funnel."""
    wake(p, 96)
    p.poly([(-98, 26), (98, 26), (84, -2), (-84, -2)], KEY)
    p.poly([(-94, 17), (94, 17), (90, 10), (-90, 10)], WARM)
    p.poly([(-104, 30), (104, 30), (98, 24), (-98, 24)], PAPER)
    p.rect(-70, 30, 66, 54, PAPER)
    p.rect(-70, 50, 66, 55, SUN)
    for i in range(8):
        p.rect(-63 + i * 16, 36, -53 + i * 16, 46, p.mood.window)
    p.rect(-46, 55, 38, 72, PAPER)
    p.rect(-52, 71, 46, 75, KEY)
    for i in range(5):
        p.rect(-40 + i * 15, 59, -30 + i * 15, 68, p.mood.window)
    p.poly([(-4, 75), (22, 75), (18, 103), (-2, 103)], WARM)
    p.poly([(-3, 90), (20, 90), (19, 97), (-3, 97)], PAPER)
    p.poly([(-2, 103), (18, 103), (18, 107), (-2, 107)], KEY)
    p.rect(-35, 75, -32, 112, KEY)
    p.poly([(-32, 111), (-32, 101), (-10, 106)], SUN)
    for i in range(9):
        p.rect(-102 + i * 4, 30, -101 + i * 4, 38, KEY)
        p.rect(70 + i * 4, 30, 71 + i * 4, 38, KEY)
    p.rect(-104, 38, -70, 40, KEY)
    p.rect(66, 38, 104, 40, KEY)
    for x, y, r in ((16, 117, 7), (29, 126, 10), (48, 134, 13)):
        p.oval(x, y, r * 1.3, r * 0.8, MIST)


def ship(p: Pen) -> None:
    """A coaster with hatches forward and the house aft."""
    wake(p, 130)
    p.poly([(-138, 40), (-120, 30), (104, 30), (126, 52), (142, 54), (120, -2), (-128, -2)], BRICK)
    p.poly([(-130, 8), (124, 8), (120, -2), (-128, -2)], DEEP)
    p.poly(
        [
            (-138, 43),
            (-118, 33),
            (104, 33),
            (126, 55),
            (142, 57),
            (141, 51),
            (128, 49),
            (106, 27),
            (-120, 27),
            (-137, 37),
        ],
        PAPER,
    )
    p.rect(-122, 32, -74, 58, PAPER)
    p.rect(-116, 58, -80, 76, PAPER)
    p.rect(-122, 76, -74, 80, KEY)
    for row, y in enumerate((40, 62)):
        for i in range(4 - row):
            p.rect(-116 + i * 10 + row * 4, y, -110 + i * 10 + row * 4, y + 8, p.mood.window)
    p.poly([(-108, 80), (-90, 80), (-92, 99), (-106, 99)], SUN)
    p.rect(-107, 94, -91, 99, KEY)
    for i, tone in enumerate((SLATE, CORAL, SUN, HAZE, WARM, SLATE)):
        x = -62 + i * 25
        p.rect(x, 31, x + 22, 31 + 14 + 11 * (i % 3 == 1), tone)
        for rib in range(1, 4):
            p.rect(x + rib * 5.5, 32, x + rib * 5.5 + 1, 44, KEY)
    for x in (-68, 38):
        p.rect(x, 32, x + 3, 96, KEY)
        p.line([(x, 92), (x + 40, 62)], 2, KEY)
        p.line([(x, 94), (x - 24, 60)], 1.2, KEY)


def _boat(p: Pen, hull: Tone, cabin: Tone) -> None:
    wake(p, 40)
    p.poly([(-46, 22), (-30, 16), (26, 18), (52, 32), (36, -1), (-38, -1)], hull)
    p.poly([(-46, 25), (-30, 19), (26, 21), (53, 35), (51, 29), (26, 15), (-30, 13), (-44, 19)], PAPER)
    p.poly([(-28, 18), (2, 18), (0, 44), (-24, 44)], cabin)
    p.rect(-30, 43, 5, 48, KEY)
    p.rect(-21, 30, -12, 39, p.mood.window)
    p.rect(-8, 30, -2, 39, p.mood.window)
    p.rect(11, 18, 14, 92, WOOD)
    p.line([(12, 88), (46, 32)], 1, KEY)
    p.line([(12, 88), (-40, 24)], 1, KEY)
    p.poly([(14, 90), (14, 80), (30, 85)], SUN if hull == WARM else FLAME)
    p.oval(38, 10, 4.5, 4.5, PAPER)
    if p.mood.night:
        p.disc(12.5, 93, 4, LIGHT)


def boats(p: Pen) -> None:
    """Three of the Basin's fishing boats, the nearest largest."""
    _boat(p.at(-62, 14, 0.62), SLATE, PAPER)
    _boat(p.at(74, 8, 0.74, flip=True), SUN, PAPER)
    _boat(p.at(0, -12), WARM, PAPER)


def _sail(p: Pen, tone: Tone, stripe: Tone) -> None:
    p.poly([(2, 12), (2, 104), (44, 16)], tone)
    p.poly([(2, 60), (2, 74), (16, 74), (23, 60)], stripe)
    p.blob([(-2, 94), (-8, 50), (-30, 15), (-2, 15)], PAPER)
    p.rect(-1, 2, 2, 106, KEY)
    p.poly([(-34, 11), (44, 11), (32, -1), (-24, -1)], DEEP)
    p.disc(-14, 17, 4, SKINS[0])
    p.disc(12, 17, 4, SKINS[1])
    for i in range(3):
        p.gouge(-36 + i * 8, -4 - i * 5, 34 - i * 5, -4 - i * 5, 2.4, PAPER)


def regatta(p: Pen) -> None:
    """Five dinghies leaning the same way round a buoy."""
    places = (
        (-112, 30, 0.5, SUN, WARM),
        (-40, 34, 0.44, PAPER, SUN),
        (116, 26, 0.56, CORAL, PAPER),
        (52, 6, 0.82, WARM, PAPER),
        (-66, -16, 1.08, PAPER, WARM),
    )
    for x, y, k, tone, stripe in places:
        _sail(p.at(x, y, k), tone, stripe)
    p.poly([(6, -22), (18, -22), (14, 0), (10, 0)], FLAME)
    p.oval(12, -22, 9, 4, FLAME)


def swimmers(p: Pen) -> None:
    """Three heads in bathing caps, an arm up each, and their ripples."""
    for x, y, k, cap, skin in ((-70, 46, 0.6, SUN, 0), (60, 34, 0.74, PAPER, 1), (-6, 0, 1.15, WARM, 0)):
        _swimmer(p.at(x, y, k), cap, SKINS[skin])


def _swimmer(p: Pen, cap: Tone, skin: Tone) -> None:
    for i, half in enumerate((46, 36, 24)):
        p.bow(
            [(-half - 8, -i * 6), (-half / 2, 3 - i * 6), (0, -i * 6), (half / 2, 3 - i * 6), (half, -i * 6)],
            3,
            PAPER,
        )
    p.bow([(-16, 2), (-26, 24), (-12, 40), (6, 34)], 9, skin)
    p.oval(0, 4, 20, 12, skin, 0, 180)
    p.disc(6, 18, 13, skin)
    p.oval(6, 20, 14, 14, cap, 10, 190)
    p.rect(11, 17, 19, 21, KEY)
    p.gouge(-52, -4, -14, -2, 3, PAPER)


def waves(p: Pen) -> None:
    """Breakers rearing one behind the other, foam fingers curling over."""
    for x, y, k, tone in ((-128, 26, 0.6, SLATE), (128, 20, 0.66, SLATE), (-8, -6, 1.0, KEY)):
        _breaker(p.at(x, y, k), tone)


def _breaker(p: Pen, tone: Tone) -> None:
    p.blob(
        [
            (-130, -8),
            (-80, 22),
            (-34, 66),
            (22, 96),
            (62, 84),
            (78, 58),
            (66, 44),
            (54, 56),
            (36, 62),
            (30, 36),
            (60, 8),
            (130, -8),
        ],
        tone,
    )
    p.blob([(-34, 70), (22, 101), (66, 90), (84, 58), (72, 38), (66, 54), (52, 62), (36, 70), (4, 74)], PAPER)
    for x, y in ((84, 44), (92, 62), (74, 30), (98, 46), (60, 112), (30, 116), (88, 98)):
        p.disc(x, y, p.rng.uniform(2, 5), PAPER)
    for i in range(7):
        p.bow(
            [(-96 + i * 14, 4 + i * 2), (-42 + i * 10, 34 + i * 3), (20 + i * 3, 62 - i * 6)],
            2.6,
            PAPER if i % 2 else HAZE,
        )


def sea(p: Pen) -> None:
    """A bell buoy: what the eye finds on an empty sea."""
    p.oval(0, 0, 26, 9, BRICK)
    p.poly([(-20, 2), (20, 2), (7, 54), (-7, 54)], WARM)
    p.poly([(-14, 22), (14, 22), (11, 34), (-11, 34)], PAPER)
    p.rect(-9, 54, 9, 58, KEY)
    for x in (-8, 6):
        p.rect(x, 58, x + 2, 76, KEY)
    p.poly([(-11, 76), (11, 76), (0, 88)], KEY)
    p.disc(0, 66, 5, LIGHT)
    for i in range(3):
        p.gouge(-36 + i * 6, -6 - i * 6, 34 - i * 4, -6 - i * 6, 3, PAPER)
