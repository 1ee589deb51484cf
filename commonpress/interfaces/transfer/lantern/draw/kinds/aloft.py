"""Owns what hangs in the sky. Centred on y 50, about 100 local units high."""

import math

from ..inks import FLAME, KEY, LIGHT, PAPER, WARM, WHITE, Tone
from ..pen import Pen

FIRES = (LIGHT, Tone(0, 0.85, 0.3, True), WHITE, Tone(0, 0.45, 0.9, True))


def moon(p: Pen) -> None:
    """A full moon with seas, ringed by cut arcs when the sky is dark."""
    dark = p.mood.night
    for r in (66, 82, 98) if dark else ():
        for i in range(14):
            a, b = math.tau * (i + 0.1) / 14, math.tau * (i + 0.75) / 14
            p.gouge(
                r * math.cos(a),
                50 + r * math.sin(a),
                r * math.cos(b),
                50 + r * math.sin(b),
                2.6,
                Tone(0.5, 0, 0.1, True),
            )
    p.disc(0, 50, 48, Tone(0, 0, 0.22, True) if dark else PAPER)
    for x, y, r in ((-14, 64, 12), (12, 42, 9), (18, 68, 6), (-20, 36, 6), (0, 26, 5)):
        p.oval(x, y, r * 1.15, r, Tone(0.14, 0, 0.4, True) if dark else Tone(0.1, 0.05, 0.1))


def fireworks(p: Pen) -> None:
    """Four bursts, the middle one the town's pride."""
    for x, y, r, tone in ((0, 56, 56, 0), (-96, 34, 36, 1), (92, 66, 40, 3), (58, 6, 22, 2)):
        p.bow([(x * 0.9, y - r * 1.6), (x * 0.97, y - r), (x, y)], 1.4, FIRES[tone])
        for ring, share in enumerate((1.0, 0.62, 0.34)):
            n = (26, 18, 10)[ring]
            for i in range(n):
                a = math.tau * (i + ring * 0.4) / n
                near, far = r * share * 0.62, r * share * p.rng.uniform(0.9, 1.06)
                p.gouge(
                    x + near * math.cos(a),
                    y + near * math.sin(a),
                    x + far * math.cos(a),
                    y + far * math.sin(a) - r * 0.03,
                    2.4,
                    FIRES[(tone + ring) % 4],
                )
                if ring == 0:
                    p.disc(x + far * math.cos(a), y + far * math.sin(a) - r * 0.03, 1.7, FIRES[tone])


def gull(p: Pen, tone: Tone) -> None:
    """One gull, wings up, about 70 across."""
    p.blob(
        [
            (-36, 14),
            (-20, 20),
            (-5, 4),
            (0, 2),
            (6, 5),
            (22, 22),
            (38, 15),
            (22, 12),
            (8, -6),
            (-2, -8),
            (-10, -4),
        ],
        tone,
    )
    p.poly([(28, 19), (38, 15), (25, 14)], KEY)
    p.poly([(-28, 18), (-36, 14), (-25, 14)], KEY)
    p.poly([(2, -7), (16, -9), (22, -5), (8, 0)], tone)
    p.poly([(22, -6), (28, -8), (22, -9)], FLAME)


def birds(p: Pen) -> None:
    """A loose string of gulls, near ones larger."""
    for x, y, k in (
        (-8, 46, 0.95),
        (-74, 74, 0.6),
        (62, 80, 0.66),
        (104, 46, 0.42),
        (-112, 34, 0.4),
        (30, 12, 0.5),
    ):
        q = p.at(x, y, k, flip=p.rng.random() < 0.4)
        gull(q, WHITE if p.mood.night or p.mood.weather in ("storm", "rain") else KEY if k < 0.5 else PAPER)


def waders(p: Pen) -> None:
    """Three black-winged stilts, ankle-deep; one has found something."""
    for x, y, k, flip in ((-58, 22, 0.62, False), (54, 12, 0.74, True), (-4, 0, 1.0, False)):
        _stilt(p.at(x, y, k, flip=flip), x == 54)


def _stilt(p: Pen, feeding: bool) -> None:
    p.oval(0, 0, 26, 4, PAPER)
    p.line([(-3, 0), (-5, 24), (0, 46)], 2, WARM)
    p.line([(6, 0), (7, 24), (4, 46)], 2, WARM)
    p.blob([(-34, 48), (-14, 44), (10, 44), (22, 54), (16, 64), (-6, 64)], PAPER)
    p.blob([(-42, 46), (-16, 50), (8, 56), (6, 64), (-12, 65)], KEY)
    neck = [(16, 58), (30, 52), (34, 34)] if feeding else [(16, 58), (22, 74), (22, 88)]
    p.bow(neck, 7, PAPER)
    x, y = neck[-1]
    p.disc(x + 1, y + 1, 6.4, PAPER)
    p.oval(x - 0.5, y + 3, 6.2, 5, KEY, 20, 200)
    p.disc(x + 3, y + 1.6, 1.3, KEY)
    p.line([(x + 6, y), (x + (14 if feeding else 26), y - (26 if feeding else 2))], 1.8, KEY)
