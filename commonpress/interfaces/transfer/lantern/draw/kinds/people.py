"""Owns people and what they gather for. Foot at y 0; a grown person is 100 local units."""

import math

from ..inks import (
    BARK,
    BRICK,
    COATS,
    CORAL,
    DEEP,
    FLAME,
    GLOW,
    HAZE,
    KEY,
    LIGHT,
    MIST,
    MOSS,
    PAPER,
    SAND,
    SKINS,
    SLATE,
    SUN,
    WARM,
    WOOD,
    Tone,
)
from ..pen import Pen
from .street import lantern

HAIRS = (KEY, DEEP, BARK, HAZE, FLAME)


def head(p: Pen, x: float, y: float, r: float, hat: Tone | None = None) -> None:
    """A round head with hair or a hat."""
    p.disc(x, y, r, p.rng.choice(SKINS))
    if r * p.k > 9:
        for dx in (-0.36, 0.36):
            p.disc(x + dx * r, y - r * 0.12, r * 0.13, KEY)
        p.bow(
            [(x - r * 0.34, y - r * 0.48), (x, y - r * 0.64), (x + r * 0.34, y - r * 0.48)], r * 0.14, BRICK
        )
    if hat is None:
        p.oval(x, y + r * 0.24, r * 1.08, r * 0.92, p.rng.choice(HAIRS), 0, 180)
    else:
        p.oval(x, y + r * 0.34, r * 1.08, r * 0.9, hat, 0, 180)
        p.rect(x - r * 1.45, y + r * 0.28, x + r * 1.1, y + r * 0.5, hat)


def person(p: Pen, coat: Tone, hat: Tone | None = None) -> None:
    """Someone standing in a bell of a coat."""
    p.rect(-9, 0, -2, 24, DEEP)
    p.rect(3, 0, 10, 24, DEEP)
    p.poly([(-13, 0), (-2, 0), (-2, 4), (-11, 5)], KEY)
    p.poly([(0, 0), (11, 0), (10, 5), (3, 4)], KEY)
    p.blob([(-19, 20), (-17, 56), (-10, 76), (0, 80), (10, 76), (17, 56), (20, 20), (0, 17)], coat)
    p.gouge(9, 24, 12, 66, 2.4, PAPER if coat != PAPER else SLATE)
    head(p, 0, 89, 11, hat)


def crowd(p: Pen) -> None:
    """Backs of heads, two rows deep, some in hats, one child up on shoulders."""
    for row, (y, k, n) in enumerate(((26, 0.8, 9), (0, 1.0, 7))):
        for i in range(n):
            x = (i - (n - 1) / 2) * (46 + row * 14) + p.rng.uniform(-8, 8)
            _back(p.at(x, y + p.rng.uniform(-6, 6), k), p.rng.choice(COATS), p.rng.random() < 0.35)
        if row == 0:
            _back(p.at(62, 66, 0.56), SUN, False)


def stand(p: Pen) -> None:
    """Two rows of supporters behind a painted hoarding, scarves up."""
    for k, y in ((0.8, 44), (0.9, 4)):
        for i in range(17):
            q = p.at(-400 + i * 50 + (22 if y else 0), y + p.rng.uniform(-5, 5), k)
            _back(q, p.rng.choice(COATS), p.rng.random() < 0.3)
            if p.rng.random() < 0.3:
                for side in (-24, 24):
                    q.line([(side, 40), (side * 1.2, 100)], 8, SKINS[0])
                q.rect(-40, 96, 40, 112, WARM if i % 2 else SUN)
    p.rect(-600, -52, 600, 2, PAPER)
    for i in range(12):
        p.rect(-590 + i * 100, -44, -540 + i * 100, -8, (WARM, KEY, SUN)[i % 3])


def _back(p: Pen, coat: Tone, hatted: bool) -> None:
    p.blob([(-36, -70), (-34, 30), (-22, 48), (0, 53), (22, 48), (34, 30), (36, -70)], coat)
    p.rect(-6, 48, 6, 62, SKINS[0])
    p.disc(0, 70, 18, p.rng.choice(HAIRS))
    if hatted:
        hat = p.rng.choice((WARM, SUN, PAPER, SLATE))
        p.oval(0, 76, 19.5, 18, hat, 0, 180)
        p.oval(0, 76, 24, 4.6, hat)


def _limb(p: Pen, points: list[tuple[float, float]], width: float, tone: Tone) -> None:
    p.bow(points, width, tone)
    for x, y in (points[0], points[-1]):
        p.disc(x, y, width / 2, tone)


def runner(p: Pen, shirt: Tone, skin: Tone) -> None:
    _limb(p, [(2, 46), (-14, 30), (-34, 26)], 8, skin)
    _limb(p, [(-34, 26), (-40, 32)], 7, KEY)
    _limb(p, [(0, 46), (18, 34), (14, 6)], 8.4, skin)
    _limb(p, [(12, 4), (22, 3)], 7, WARM if shirt != WARM else KEY)
    p.blob([(-9, 50), (-12, 38), (2, 34), (17, 38), (9, 52)], KEY)
    _limb(p, [(0, 70), (-18, 62), (-22, 48)], 7, skin)
    p.blob([(-8, 48), (-5, 70), (4, 76), (11, 70), (10, 48)], shirt)
    _limb(p, [(6, 70), (20, 56), (32, 66)], 7, skin)
    p.rect(-2, 55, 7, 64, PAPER if shirt != PAPER else WARM)
    head(p, 7, 86, 10)


def runners(p: Pen) -> None:
    """Four runners strung out, numbers on."""
    for i, (x, y, k, shirt) in enumerate(
        ((-92, 14, 0.78, SUN), (-30, 20, 0.72, PAPER), (84, 4, 0.92, CORAL), (20, -8, 1.06, WARM))
    ):
        q = p.at(x, y, k)
        q.oval(0, 0, 30, 4, SLATE)
        runner(q, shirt, SKINS[i % 3])


def goal(p: Pen) -> None:
    """A goal and a ball nobody has fetched."""
    for x in (-76, 72):
        p.rect(x, 0, x + 4, 84, PAPER)
    p.rect(-76, 81, 76, 85, PAPER)
    for i in range(1, 10):
        p.gouge(-74 + i * 15, 2, -74 + i * 15, 82, 1, MIST, ends=1)
        p.gouge(-74, i * 8.4, 74, i * 8.4, 1, MIST, ends=1)


def football(p: Pen) -> None:
    """Two players and a ball a little too big for them; goal behind."""
    goal(p.at(112, 12))
    for x, y, k, shirt, skin, flip in ((30, 10, 0.9, PAPER, 1, True), (-62, -4, 1.08, WARM, 0, False)):
        q = p.at(x, y, k, flip=flip)
        q.oval(0, 0, 32, 4, MOSS)
        runner(q, shirt, SKINS[skin])
    ball(p.at(-18, 8, 1.0))


def ball(p: Pen) -> None:
    p.oval(2, -11, 13, 3, MOSS)
    p.disc(0, 2, 13, KEY)
    p.disc(0, 2, 11.6, PAPER)
    pentagon = [
        (5 * math.cos(a), 2 + 5 * math.sin(a)) for a in (math.pi / 2 + math.tau * i / 5 for i in range(5))
    ]
    p.poly(pentagon, KEY)
    for x, y in pentagon:
        p.line([(x, y), (x * 2.2, 2 + (y - 2) * 2.2)], 1.2, KEY)


def stage(p: Pen) -> None:
    """The Harbour Theatre's boards: a painted ship, two actors in the light, curtains."""
    _set(p)
    person(p.at(-52, 3, 0.5), WARM, KEY)
    person(p.at(54, 3, 0.5), PAPER)
    _front(p)


def ghostlight(p: Pen) -> None:
    """The same boards, empty but for one lantern on a stool and its ring of light."""
    p.rect(-150, 0, 150, 112, Tone(0.9, 0.3, 0.1))
    for r, tone in ((62, Tone(0.5, 0.3, 0.4)), (46, Tone(0.2, 0.3, 0.7)), (30, GLOW)):
        p.disc(0, 40, r, tone)
    p.rect(-150, -14, 150, 9, WOOD)
    p.oval(0, -2, 66, 9, Tone(0, 0.2, 0.8))
    for x in (-8, 6):
        p.rect(x, 0, x + 2.4, 24, KEY)
    p.rect(-12, 23, 12, 27, KEY)
    lantern(p.at(0, 27, 0.3))
    _front(p)


def _set(p: Pen) -> None:
    p.rect(-150, 0, 150, 112, Tone(0.5, 0.1, 0.1))
    p.oval(0, 58, 58, 46, SUN)
    for i in range(3):
        y = 18 + i * 9
        wave = [(-112 + j * 14, y + (7 if j % 2 else 0)) for j in range(17)]
        p.poly([*wave, (112, 8), (-112, 8)], (MIST, HAZE, SLATE)[i])
    p.poly([(-40, 40), (42, 40), (32, 26), (-30, 26)], BRICK)
    p.rect(-1, 40, 2, 92, WOOD)
    p.poly([(4, 90), (4, 48), (36, 50)], PAPER)
    p.poly([(-3, 84), (-3, 48), (-28, 50)], PAPER)
    p.rect(-150, -14, 150, 9, WOOD)
    for i in range(9):
        p.gouge(-140 + i * 34, -12, -122 + i * 30, 8, 1.6, BARK, ends=1)


def _front(p: Pen) -> None:
    for side in (False, True):
        _curtain(p.at(0, 0, 1, flip=side))
    for i in range(10):
        p.oval(-135 + i * 30, 112, 15.5, 15, FLAME if i % 2 else CORAL, 180, 360)
    p.rect(-160, 110, 160, 126, BRICK)


def _curtain(p: Pen) -> None:
    p.blob([(80, 120), (84, 60), (112, 26), (96, -10), (160, -12), (164, 124)], WARM)
    for i in range(5):
        x = 92 + i * 13
        p.bow([(x, 112), (x + 6, 60), (x + 18, 28), (x + 12, -8)], 3, BRICK)
    p.poly([(100, 30), (150, 36), (150, 29), (103, 23)], SUN)


def concert(p: Pen) -> None:
    """A bandstand quartet: fiddle, double bass, accordion, a singer."""
    p.poly([(-120, 0), (120, 0), (112, 16), (-112, 16)], WOOD)
    p.oval(0, 16, 108, 100, GLOW if p.mood.night else Tone(0, 0.18, 0.3), 0, 180)
    for i in range(9):
        a = math.pi * (i + 0.5) / 9
        p.gouge(40 * math.cos(a), 16 + 36 * math.sin(a), 104 * math.cos(a), 16 + 96 * math.sin(a), 4, CORAL)
    p.rect(-114, 0, 114, 16, BRICK)
    for x, coat, hat in ((-68, KEY, KEY), (-22, WARM, None), (24, SLATE, KEY), (68, DEEP, None)):
        person(p.at(x, 15, 0.62), coat, hat)
    bass = p.at(-54, 16, 0.62)
    bass.blob([(-13, 4), (-10, 26), (-11, 44), (0, 52), (11, 44), (10, 26), (14, 4), (0, -1)], FLAME)
    bass.rect(-2, 48, 2, 92, KEY)
    fiddle = p.at(36, 55, 0.5)
    fiddle.blob([(-14, -6), (0, -9), (12, 2), (16, 12), (4, 14), (-10, 8)], FLAME)
    fiddle.line([(12, 8), (34, 18)], 4, KEY)
    fiddle.line([(-4, 24), (30, -8)], 1.6, PAPER)
    q = p.at(68, 44, 0.62)
    for i in range(7):
        q.rect(-17 + i * 5, -12, -13.4 + i * 5, 13, PAPER if i % 2 else WARM)
    q.rect(-22, -13, -16, 14, KEY)
    q.rect(17, -13, 23, 14, KEY)
    p.rect(-23, 16, -21.6, 62, KEY)
    p.disc(-22, 63, 3.4, KEY)
    for i in range(8):
        p.disc(-98 + i * 28, 112 - abs(i - 3.5) ** 2 * 3.2, 3.4, LIGHT)


def classroom(p: Pen) -> None:
    """Blackboard with a ship's profile, a teacher, a row of pupils' backs."""
    blackboard(p.at(-11, 33, 1.0))
    person(p.at(98, 2, 0.98), WARM)
    p.line([(86, 62), (50, 82)], 4, WARM)
    p.line([(50, 82), (34, 92)], 1.6, SUN)
    pupils(p.at(-15, 0))


def blackboard(p: Pen) -> None:
    """A board with a chalked ship, centred on y 50."""
    p.rect(-85, 11, 85, 89, WOOD)
    p.rect(-80, 16, 80, 84, MOSS)
    p.bow([(-59, 39), (-19, 33), (31, 35), (57, 47)], 2, PAPER)
    p.line([(-59, 39), (-47, 25), (41, 25), (57, 47)], 1.8, PAPER)
    p.line([(-9, 35), (-9, 73), (25, 41)], 1.8, PAPER)
    for i, n in enumerate((24, 16, 20)):
        p.gouge(45, 75 - i * 7, 45 + n, 75 - i * 7, 1.6, SAND, ends=1)


def pupils(p: Pen) -> None:
    for i in range(4):
        _pupil(p.at(-87 + i * 58, -4 + (i % 2) * 3, 0.62), (SUN, CORAL, PAPER, SLATE)[i])


def desks(p: Pen) -> None:
    """Empty desks, chairs pushed in, one exercise book forgotten."""
    for i in range(4):
        x = -102 + i * 68
        p.rect(x - 28, 22, x + 28, 28, SUN)
        p.rect(x - 28, 18, x + 28, 22, FLAME)
        p.rect(x - 25, -40, x - 22, 18, KEY)
        p.rect(x + 22, -40, x + 25, 18, KEY)
        p.rect(x - 14, 2, x + 14, 14, KEY)
        p.rect(x - 13, -40, x - 10, 4, KEY)
        p.rect(x + 10, -40, x + 13, 4, KEY)
    p.poly([(-40, 28), (-22, 28), (-19, 33), (-36, 33)], PAPER)


def _pupil(p: Pen, coat: Tone) -> None:
    p.rect(-44, 0, 44, 8, WOOD)
    p.rect(-38, -50, -34, 0, KEY)
    p.rect(34, -50, 38, 0, KEY)
    p.blob([(-25, -90), (-24, 24), (-14, 40), (0, 43), (14, 40), (24, 24), (25, -90)], coat)
    p.rect(-5, 38, 5, 50, SKINS[0])
    p.disc(0, 58, 16, p.rng.choice(HAIRS))
    if p.rng.random() < 0.5:
        for side in (-1, 1):
            p.oval(side * 17, 54, 5, 9, HAIRS[1])
            p.disc(side * 15, 61, 3, WARM)
