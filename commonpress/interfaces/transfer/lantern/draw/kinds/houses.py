"""Owns buildings. Foot at y 0, about 100 local units high."""

from ..inks import (
    BRICK,
    CORAL,
    FLAME,
    GLOW,
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
    WHITE,
    WOOD,
    Tone,
)
from ..pen import Pen

STONE = Tone(0.08, 0.06, 0.14)


def panes(
    p: Pen, x: float, y: float, nx: int, ny: int, w: float, h: float, gap_x: float, gap_y: float
) -> None:
    """A grid of windows from the lower left; by night a few stay dark."""
    for row in range(ny):
        for col in range(nx):
            dark = p.mood.window == LIGHT and p.rng.random() < 0.25
            left, low = x + col * (w + gap_x), y + row * (h + gap_y)
            p.rect(left, low, left + w, low + h, SLATE if dark else p.mood.window)


def lighthouse(p: Pen) -> None:
    """The 1862 light on its rock: banded tower, gallery, lantern, and the keeper's cottage."""
    p.poly([(-48, -7), (-36, 3), (-14, 6), (20, 5), (40, 2), (56, -7)], BARKED)
    p.rect(15, 3, 44, 17, PAPER)
    p.poly([(12, 17), (47, 17), (41, 26), (18, 26)], WARM)
    panes(p, 20, 7, 2, 1, 5, 6, 8, 0)
    p.poly([(-15, 4), (15, 4), (9, 78), (-9, 78)], PAPER)
    for low in (18, 46):
        a, b = 15 - (low - 4) * 0.081, 15 - (low + 10) * 0.081
        p.poly([(-a, low), (a, low), (b, low + 14), (-b, low + 14)], WARM)
    for low in (18, 46):
        a, b = 15 - (low - 4) * 0.081, 15 - (low + 10) * 0.081
        p.poly([(4.2, low), (a, low), (b, low + 14), (4.5, low + 14)], BRICK)
    for y in (12, 38, 66):
        p.rect(-3, y, 1, y + 6, KEY)
    p.rect(-13, 78, 13, 81, KEY)
    for x in (-12, -6, 0, 6, 11):
        p.rect(x, 81, x + 1, 86, KEY)
    p.rect(-13, 85.5, 13, 86.5, KEY)
    p.rect(-6.5, 81, 6.5, 94, LIGHT)
    p.rect(-0.7, 81, 0.7, 94, KEY)
    p.oval(0, 94, 9, 8, WARM, 0, 180)
    p.rect(-0.7, 101, 0.7, 107, KEY)


BARKED = Tone(0.85, 0.25, 0.15)


def beams(p: Pen) -> None:
    """The light's two beams, for dark hours; drawn before the tower."""
    for side in (-1, 1):
        outer = Tone(0.6, 0, 0.3, True) if p.mood.night else Tone(0, 0.16, 0.5, True)
        p.poly([(0, 89), (side * 420, 150), (side * 420, 50)], outer)
        p.poly([(0, 88.5), (side * 420, 122), (side * 420, 76)], GLOW)


def townhall(p: Pen) -> None:
    """Town Hall: clock turret, balcony with flag, arcade on the square."""
    p.rect(-80, 0, 80, 50, SAND)
    p.rect(-80, 46, 80, 51, PAPER)
    p.poly([(-84, 51), (84, 51), (70, 66), (-70, 66)], CORAL)
    for i in range(7):
        x = -70 + i * 20
        p.rect(x, 0, x + 12, 13, SLATE)
        p.oval(x + 6, 13, 6, 6, SLATE, 0, 180)
        p.rect(x + 2, 28, x + 10, 42, p.mood.window)
        p.rect(x + 1, 26, x + 11, 28, PAPER)
    p.rect(-22, 0, 22, 72, PAPER)
    p.poly([(-26, 72), (26, 72), (0, 84)], CORAL)
    p.rect(-8, 0, 8, 15, KEY)
    p.oval(0, 15, 8, 7, KEY, 0, 180)
    panes(p, -15, 32, 3, 1, 7, 15, 4.5, 0)
    p.rect(-24, 27, 24, 30, SLATE)
    p.rect(-11, 76, 11, 100, PAPER)
    p.disc(0, 90, 8, KEY)
    p.disc(0, 90, 6.6, LIGHT if p.mood.window == LIGHT else PAPER)
    p.line([(0, 90), (0, 95)], 1.4, KEY)
    p.line([(0, 90), (3.4, 88)], 1.4, KEY)
    p.rect(-13, 100, 13, 102.5, WARM)
    p.oval(0, 102, 10, 11, SLATE, 0, 180)
    p.rect(-0.7, 112, 0.7, 124, KEY)
    p.poly([(0.7, 124), (0.7, 117), (14, 120.5)], WARM)


def school(p: Pen) -> None:
    """The Nautical High School: long, two storeys, a mast with signal flags for a bell tower."""
    p.rect(-92, 0, 92, 56, Tone(0, 0.26, 0.3))
    p.rect(-92, 26, 92, 29, PAPER)
    panes(p, -84, 6, 4, 2, 11, 15, 5, 12)
    panes(p, 26, 6, 4, 2, 11, 15, 5, 12)
    p.poly([(-98, 56), (98, 56), (84, 76), (-84, 76)], BRICK)
    for i in range(13):
        p.gouge(-78 + i * 13, 58, -76 + i * 12.6, 74, 1.6, CORAL, ends=1)
    p.rect(-20, 0, 20, 66, PAPER)
    p.poly([(-24, 66), (24, 66), (0, 84)], SLATE)
    p.ring(0, 71, 4.6, 2, PAPER)
    p.rect(-9, 0, 9, 20, KEY)
    p.rect(-1, 0, 1, 20, PAPER)
    p.rect(-12, -1, 12, 2, HAZE)
    panes(p, -14, 34, 2, 1, 11, 17, 6, 0)
    p.rect(-0.9, 84, 0.9, 120, KEY)
    p.rect(-12, 108, 12, 109.4, KEY)
    for i, tone in enumerate((SUN, WARM, PAPER, SLATE, SUN)):
        x, y = 2 + i * 12, 116 - i * 9
        p.poly([(x, y), (x + 9, y - 3.4), (x + 8, y - 10), (x - 0.6, y - 7)], tone)


def church(p: Pen) -> None:
    """A small Black Sea church with a silver dome and a bell tower."""
    p.rect(-50, 0, 28, 34, PAPER)
    p.poly([(-54, 34), (32, 34), (22, 46), (-44, 46)], SLATE)
    p.rect(-24, 44, 2, 58, PAPER)
    p.blob([(-15, 58), (-27, 66), (-20, 78), (-11, 86), (-2, 78), (5, 66), (-7, 58)], SLATE)
    _cross(p, -11, 85)
    p.rect(26, 0, 52, 62, PAPER)
    p.rect(44, 0, 52, 62, MIST)
    p.poly([(22, 62), (56, 62), (39, 92)], WARM)
    _cross(p, 39, 90)
    p.rect(33, 44, 45, 52, KEY)
    p.oval(39, 52, 6, 6, KEY, 0, 180)
    p.oval(39, 46, 3.4, 4.4, SUN, 0, 180)
    for x in (-42, -26, -10, 6):
        p.rect(x, 12, x + 7, 22, p.mood.window)
        p.oval(x + 3.5, 22, 3.5, 3.5, p.mood.window, 0, 180)
    p.rect(34, 0, 44, 16, BRICK)
    p.oval(39, 16, 5, 5, BRICK, 0, 180)


def _cross(p: Pen, x: float, y: float) -> None:
    p.rect(x - 0.9, y, x + 0.9, y + 13, KEY)
    p.rect(x - 4, y + 7, x + 4, y + 8.8, KEY)


def awning(p: Pen, x0: float, x1: float, y: float, tone: Tone) -> None:
    count = round((x1 - x0) / 9)
    wide = (x1 - x0) / count
    for i in range(count):
        left = x0 + i * wide
        p.poly(
            [(left + 2, y + 14), (left + wide + 2, y + 14), (left + wide, y), (left, y)],
            tone if i % 2 else PAPER,
        )
        p.oval(left + wide / 2, y, wide / 2, 4, tone if i % 2 else PAPER, 180, 360)


def bakery(p: Pen) -> None:
    """A corner shop: striped awning, loaves in the window, a pretzel for a sign."""
    p.rect(-52, 0, 52, 84, ROSE)
    p.poly([(-58, 84), (58, 84), (46, 104), (-46, 104)], BRICK)
    p.rect(22, 92, 34, 116, BRICK)
    panes(p, -38, 56, 3, 1, 16, 20, 14, 0)
    p.rect(-46, 0, 46, 40, WOOD)
    p.rect(-42, 8, 12, 36, LIGHT if p.mood.window == LIGHT else SAND)
    for i in range(4):
        p.oval(-35 + i * 13.4, 10, 6, 8, FLAME if i % 2 else WOOD, 0, 180)
    p.rect(-42, 22, 12, 23.5, WOOD)
    for i in range(3):
        p.oval(-32 + i * 17, 23.5, 8, 6, FLAME, 0, 180)
    p.rect(18, 0, 40, 34, KEY)
    p.rect(21, 14, 37, 31, p.mood.window)
    awning(p, -50, 50, 38, WARM)
    p.rect(52, 62, 70, 64, KEY)
    p.ring(62, 51, 5, 3, FLAME)
    p.ring(69, 51, 5, 3, FLAME)
    p.bow([(58, 47), (65.5, 41), (73, 47)], 3, FLAME)
    p.rect(65, 55, 66.4, 63, KEY)


def hospital(p: Pen) -> None:
    """Five storeys, a covered door, a cross on the roof."""
    p.rect(-58, 0, 26, 86, PAPER)
    p.rect(26, 0, 70, 58, MIST)
    p.rect(-61, 86, 29, 90, SLATE)
    p.rect(26, 58, 73, 61, SLATE)
    panes(p, -51, 24, 5, 4, 10, 10, 5.4, 5.5)
    panes(p, 33, 20, 3, 3, 8, 8, 4.4, 5)
    p.rect(-34, 0, 4, 17, SLATE)
    p.rect(-30, 0, 0, 15, p.mood.window)
    p.rect(-16, 0, -14, 15, KEY)
    p.rect(-40, 17, 10, 20, WARM)
    p.rect(-30, 90, -2, 118, PAPER)
    p.rect(-20, 93, -12, 115, WARM)
    p.rect(-27, 100, -5, 108, WARM)


def market(p: Pen) -> None:
    """The market hall: an iron and glass gable, stalls in front."""
    p.rect(-96, 0, 96, 46, SAND)
    p.oval(0, 44, 58, 50, SLATE, 0, 180)
    p.oval(0, 44, 50, 42, GLOW if p.mood.window == LIGHT else Tone(0.18, 0, 0.1), 0, 180)
    for x in (-34, -17, 0, 17, 34):
        p.rect(x - 1, 44, x + 1, 44 + 42 * (1 - (x / 50) ** 2) ** 0.5, KEY)
    p.rect(-50, 60, 50, 62, KEY)
    p.poly([(-102, 46), (-54, 46), (-62, 58), (-96, 58)], CORAL)
    p.poly([(102, 46), (54, 46), (62, 58), (96, 58)], CORAL)
    p.rect(-60, 38, 60, 44, PAPER)
    p.rect(-0.8, 93, 0.8, 108, KEY)
    p.poly([(1, 108), (1, 100), (15, 104)], WARM)
    p.rect(-16, 0, 16, 34, KEY)
    for x, tone in ((-88, WARM), (-54, SUN), (24, WARM), (58, LEAF)):
        stall(p.at(x + 15, 0, 0.4), tone)


def stall(p: Pen, tone: Tone) -> None:
    """A stall about 80 wide with an awning and heaped crates."""
    p.rect(-38, 0, -35, 60, KEY)
    p.rect(35, 0, 38, 60, KEY)
    p.rect(-40, 0, 40, 28, WOOD)
    for i, fruit in enumerate((WARM, SUN, LEAF, FLAME, WARM, SUN)):
        x = -32 + i * 12.8
        p.oval(x, 28, 6.4, 9, fruit, 0, 180)
    for x in (-27, 0, 27):
        p.rect(x - 11, 6, x + 11, 22, SAND)
    awning(p, -44, 44, 58, tone)


def greenhouse(p: Pen) -> None:
    """Glass on a low wall, rows of leaves inside."""
    glass = GLOW if p.mood.window == LIGHT else Tone(0.16, 0, 0.12)
    p.poly([(-84, 12), (84, 12), (84, 50), (0, 90), (-84, 50)], glass)
    p.rect(-84, 0, 84, 13, BRICK)
    for i in range(11):
        x = -74 + i * 14.8
        for lean in (-7, 0, 7):
            p.blob([(x, 13), (x + lean - 4, 26), (x + lean, 38 - abs(lean)), (x + lean + 4, 26)], LEAF)
        if i % 2:
            p.disc(x, 27, 3.6, WARM)
    for x in (-84, -56, -28, 0, 28, 56, 84):
        p.rect(x - 1.2, 12, x + 1.2, 90 - abs(x) * 0.476, WHITE if not p.mood.night else SLATE)
    p.line([(-86, 49), (0, 91), (86, 49)], 3.4, KEY)
    p.line([(-84, 50), (84, 50)], 2, PAPER)
    p.rect(-11, 0, 11, 36, KEY)
    p.rect(-8, 3, 8, 33, glass)


def town(p: Pen) -> None:
    """A row of harbour houses, gables and a dome, seen across the water."""
    x = -300.0
    tones = [PAPER, ROSE, SAND, CORAL, MIST, STONE, SUN]
    while x < 296:
        w, h = p.rng.uniform(20, 38), p.rng.uniform(26, 40) + 26 * (1 - (x / 310) ** 2)
        _house(p, x, w, h, p.rng.choice(tones), p.rng.choice((WARM, BRICK, SLATE, CORAL)))
        x += w - 0.5
    p.rect(38, 40, 50, 84, PAPER)
    p.poly([(35, 84), (53, 84), (44, 108)], SLATE)
    p.disc(44, 74, 3.6, KEY)


def _house(p: Pen, x: float, w: float, h: float, wall: Tone, roof: Tone) -> None:
    p.rect(x, 0, x + w, h, wall)
    if p.rng.random() < 0.5:
        p.poly([(x - 1, h), (x + w + 1, h), (x + w / 2, h + w * 0.55)], roof)
    else:
        p.poly([(x - 1, h), (x + w + 1, h), (x + w - 4, h + 11), (x + 4, h + 11)], roof)
        p.rect(x + w * 0.65, h + 6, x + w * 0.8, h + 18, BRICK)
    cols, rows = max(2, int(w // 11)), max(2, int(h // 17))
    gap = (w - cols * 4.6) / (cols + 1)
    panes(p, x + gap, 8, cols, rows, 4.6, 7, gap, 8)
