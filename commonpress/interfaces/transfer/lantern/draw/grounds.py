"""Owns what things stand or float on: water and land, in frame units.
Start with GROUNDS. A ground is drawn from `top` down to the foot of the frame.
"""

import math
from collections.abc import Callable
from itertools import pairwise

from .inks import HAZE, KEY, LEAF, MIST, MOSS, PAPER, SAND, SLATE, WOOD, Tone
from .pen import Pen

Ground = Callable[[Pen, float, float], None]


def water(pen: Pen, w: float, top: float, rough: bool = False) -> None:
    """The sea: three steps of tone, cut with strokes that widen towards the reader."""
    tones = WATERS[pen.mood.hour]
    for i, tone in enumerate(tones):
        edge = top * (1 - i * 0.36)
        pen.poly(
            [
                (-20, edge),
                *[(x * w / 7, edge + (pen.rng.uniform(-8, 8) if i else 0)) for x in range(8)],
                (w + 20, edge),
                (w + 20, -30),
                (-20, -30),
            ],
            tone,
        )
    for i in range(90 if rough else 62):
        depth = (i / 62) % 1
        y = top - 8 - depth**1.6 * (top - 10)
        x, n = pen.rng.uniform(-40, w), 26 + depth * pen.rng.uniform(50, 120)
        tone = (PAPER, tones[0], tones[-1])[i % 3]
        swell = 5 + depth * (16 if rough else 7)
        pen.bow(
            [(x, y), (x + n * 0.3, y + swell), (x + n * 0.6, y), (x + n, y + swell * 0.6)],
            2 + depth * 3.6,
            tone,
        )


WATERS = {
    "dawn": (Tone(0.3, 0.16, 0.1), Tone(0.5, 0.06, 0.05), Tone(0.72, 0, 0)),
    "day": (Tone(0.42, 0, 0.06), Tone(0.58, 0, 0.1), Tone(0.76, 0, 0.06)),
    "dusk": (Tone(0.34, 0.4, 0.2), Tone(0.55, 0.3, 0.05), Tone(0.8, 0.2, 0)),
    "night": (Tone(0.72, 0, 0.05), Tone(0.86, 0, 0), Tone(1, 0.1, 0)),
}


def quay(pen: Pen, w: float, top: float) -> None:
    """Stone edge with rings, then big slabs."""
    pen.rect(-20, -30, w + 20, top, Tone(0.16, 0.08, 0.2))
    pen.rect(-20, top - 34, w + 20, top, Tone(0.3, 0.1, 0.2))
    pen.rect(-20, top - 42, w + 20, top - 34, SLATE)
    for i in range(9):
        x = w * i / 8 + pen.rng.uniform(-20, 20)
        pen.rect(x, top - 34, x + 5, top, SLATE)
    for row, y in enumerate((top * 0.52, top * 0.2)):
        pen.gouge(-20, y, w + 20, y + 3, 4, HAZE, ends=1)
        for i in range(5):
            x = w * (i + 0.5 * (row % 2)) / 4.4
            pen.gouge(x, y, x - 16, y - top * 0.33, 4, HAZE, ends=1)


def beach(pen: Pen, w: float, top: float) -> None:
    pen.poly(
        [(-20, top - 30), (w * 0.3, top), (w * 0.7, top - 22), (w + 20, top + 6), (w + 20, -30), (-20, -30)],
        PAPER,
    )
    pen.poly(
        [
            (-20, top - 44),
            (w * 0.3, top - 14),
            (w * 0.7, top - 38),
            (w + 20, top - 10),
            (w + 20, -30),
            (-20, -30),
        ],
        Tone(0, 0.1, 0.5),
    )
    for _ in range(40):
        x, y = pen.rng.uniform(0, w), pen.rng.uniform(0, max(20, top - 70))
        pen.gouge(x, y, x + pen.rng.uniform(16, 40), y + 3, 4, Tone(0.1, 0.26, 0.7))


def grass(pen: Pen, w: float, top: float) -> None:
    pen.poly(
        [
            (-20, top - 8),
            (w * 0.35, top + 12),
            (w * 0.75, top - 4),
            (w + 20, top + 8),
            (w + 20, -30),
            (-20, -30),
        ],
        LEAF,
    )
    pen.poly(
        [
            (-20, top * 0.4),
            (w * 0.4, top * 0.62),
            (w + 20, top * 0.34),
            (w + 20, top * 0.1),
            (w * 0.4, top * 0.36),
            (-20, top * 0.12),
        ],
        SAND,
    )
    for _ in range(46):
        x, y = pen.rng.uniform(0, w), pen.rng.uniform(0, top - 14)
        for lean in (-6, 0, 6):
            pen.gouge(x, y, x + lean, y + 16, 4, MOSS)


def plaza(pen: Pen, w: float, top: float) -> None:
    """A paved square in perspective."""
    pen.rect(-20, -30, w + 20, top, Tone(0.1, 0.12, 0.22))
    for i in range(-8, 9):
        pen.gouge(w / 2 + i * w * 0.075, top, w / 2 + i * w * 0.2, -30, 3.5, Tone(0.26, 0.16, 0.22), ends=1)
    for share in (0.86, 0.66, 0.38, 0.04):
        pen.gouge(-20, top * share, w + 20, top * share, 3.5, Tone(0.26, 0.16, 0.22), ends=1)


def road(pen: Pen, w: float, top: float) -> None:
    pen.rect(-20, -30, w + 20, top, Tone(0.12, 0.08, 0.18))
    pen.rect(-20, -30, w + 20, top * 0.7, Tone(0.56, 0.1, 0.05))
    pen.rect(-20, top * 0.66, w + 20, top * 0.72, PAPER)
    for i in range(7):
        x = w * i / 6 - 60
        pen.poly([(x, top * 0.24), (x + 130, top * 0.24), (x + 122, top * 0.29), (x + 4, top * 0.29)], PAPER)


def rails(pen: Pen, w: float, top: float) -> None:
    """Two tram tracks set in cobbles, across the picture."""
    pen.rect(-20, -30, w + 20, top, PAPER if pen.mood.weather == "snow" else Tone(0.2, 0.12, 0.2))
    for _ in range(30 if pen.mood.weather == "snow" else 110):
        x, y = pen.rng.uniform(-10, w), pen.rng.uniform(-10, top * 0.94)
        pen.gouge(x, y, x + 20, y, 9, Tone(0.32, 0.14, 0.2))
    for y in (0.66, 0.54, 0.22, 0.04):
        pen.rect(-20, top * y, w + 20, top * y + 9, KEY)
        pen.rect(-20, top * y + 5, w + 20, top * y + 8, MIST)


def pitch(pen: Pen, w: float, top: float) -> None:
    for i in range(8):
        tone = LEAF if i % 2 else Tone(0.4, 0, 0.8)
        a, b = -0.1 + i * 0.15, -0.1 + (i + 1) * 0.15
        pen.poly(
            [
                (w * (0.5 + (a - 0.5) * 0.8), top),
                (w * (0.5 + (b - 0.5) * 0.8), top),
                (w * (0.5 + (b - 0.5) * 1.7), -30),
                (w * (0.5 + (a - 0.5) * 1.7), -30),
            ],
            tone,
        )
    pen.gouge(-20, top * 0.87, w + 20, top * 0.87, 6, PAPER, ends=1)
    pen.gouge(w * 0.5, top * 0.87, w * 0.46, -30, 8, PAPER, ends=1)
    for a in range(36):
        c0, c1 = math.radians(a * 10), math.radians(a * 10 + 10)
        pen.gouge(
            w * 0.48 + 230 * math.cos(c0),
            top * 0.3 + 84 * math.sin(c0),
            w * 0.48 + 230 * math.cos(c1),
            top * 0.3 + 84 * math.sin(c1),
            7,
            PAPER,
            ends=1,
        )


def saltpans(pen: Pen, w: float, top: float) -> None:
    """Pans narrowing to the horizon, each holding a different piece of sky."""
    pen.rect(-20, -30, w + 20, top, Tone(0.12, 0.22, 0.3))
    rows = (1.0, 0.86, 0.66, 0.38, -0.04)
    fills = (Tone(0.3, 0, 0), Tone(0, 0.42, 0.1), PAPER, Tone(0.16, 0.2, 0), Tone(0.46, 0, 0.05))
    vanish = w * pen.rng.uniform(0.15, 0.85)
    for row, (far, near) in enumerate(pairwise(rows)):
        for i in range(-4, 5):
            corner = [
                _pan(vanish, w, top, i + dx, y)
                for dx, y in (
                    (0.05, far - 0.015),
                    (0.95, far - 0.015),
                    (0.95, near + 0.025),
                    (0.05, near + 0.025),
                )
            ]
            pen.poly(corner, fills[(i * 2 + row * 3) % 5])
            x, y = _pan(vanish, w, top, i + 0.3, (far + near) / 2)
            pen.gouge(x, y, x + 30 + row * 30, y, 2 + row, PAPER)


def _pan(vanish: float, w: float, top: float, i: float, share: float) -> tuple[float, float]:
    return vanish + i * w * (0.13 + 0.34 * (1 - share)), top * share


def snowfield(pen: Pen, w: float, top: float) -> None:
    pen.poly(
        [(-20, top), (w * 0.3, top + 8), (w * 0.7, top - 6), (w + 20, top + 4), (w + 20, -30), (-20, -30)],
        PAPER,
    )
    for _ in range(22):
        x, y = pen.rng.uniform(0, w), pen.rng.uniform(0, top - 20)
        pen.bow([(x, y), (x + 40, y + 6), (x + 90, y)], 4, MIST)


def boards(pen: Pen, w: float, top: float) -> None:
    """A table's or a ledge's edge in the foreground."""
    pen.rect(-20, -30, w + 20, top, WOOD)
    pen.rect(-20, top - 10, w + 20, top, Tone(0.1, 0.3, 0.7))
    for i in range(18):
        x, y = pen.rng.uniform(-60, w), pen.rng.uniform(0, top - 24)
        n = pen.rng.uniform(80, 240)
        pen.bow(
            [(x, y), (x + n * 0.4, y + 5), (x + n, y)],
            3.4,
            Tone(0.58, 0.5, 0.7) if i % 3 else Tone(0.15, 0.3, 0.7),
        )


GROUNDS: dict[str, Ground] = {
    "quay": quay,
    "beach": beach,
    "park": grass,
    "plaza": plaza,
    "road": road,
    "rails": rails,
    "football": pitch,
    "saltpans": saltpans,
    "snow": snowfield,
    "boards": boards,
}
