"""Owns the hand: shapes in local units, cut slightly uneven like lino.
Does not choose places or colours. Start with Pen.poly.
"""

import math
from collections.abc import Sequence
from itertools import pairwise
from random import Random

from .inks import Mood, Tone
from .press import BLEED, Press

Point = tuple[float, float]
WOBBLE = 1.3  # plate pixels an edge may stray
STEP = 70.0  # plate pixels between two strays


class Pen:
    """Origin at the foot of the thing drawn, y upwards, `k` sheet units to the local unit."""

    def __init__(
        self, press: Press, x: float, y: float, k: float, flip: bool = False, haze: float = 0.0
    ) -> None:
        self.press, self.x, self.y, self.k = press, x, y, k
        self.flip, self.haze, self.squash = flip, haze, 1.0

    @property
    def rng(self) -> Random:
        return self.press.rng

    @property
    def mood(self) -> Mood:
        return self.press.mood

    def at(self, x: float, y: float, k: float = 1.0, flip: bool = False) -> "Pen":
        """A pen for a part, at a local place, `k` times this pen's scale."""
        side = -x if self.flip else x
        return Pen(
            self.press, self.x + side * self.k, self.y - y * self.k, self.k * k, self.flip != flip, self.haze
        )

    def poly(self, points: Sequence[Point], tone: Tone) -> None:
        placed = [self._placed(point) for point in points]
        self.press.fill(self._cut(placed), self.mood.tone(tone, self.haze))

    def rect(self, x0: float, y0: float, x1: float, y1: float, tone: Tone) -> None:
        self.poly([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], tone)

    def oval(
        self, x: float, y: float, rx: float, ry: float, tone: Tone, start: float = 0, end: float = 360
    ) -> None:
        """A whole oval or the segment between two angles (degrees, 0 right, 90 up)."""
        steps = max(10, min(72, int(max(rx, ry) * self.k * self.press.scale / 4)))
        angles = [math.radians(start + (end - start) * i / steps) for i in range(steps + 1)]
        self.poly([(x + rx * math.cos(a), y + ry * math.sin(a)) for a in angles], tone)

    def disc(self, x: float, y: float, r: float, tone: Tone) -> None:
        self.oval(x, y, r, r, tone)

    def ring(self, x: float, y: float, r: float, width: float, tone: Tone) -> None:
        steps = 48
        self.line(
            [
                (x + r * math.cos(math.tau * i / steps), y + r * math.sin(math.tau * i / steps))
                for i in range(steps + 1)
            ],
            width,
            tone,
        )

    def line(self, points: Sequence[Point], width: float, tone: Tone) -> None:
        """A stroke of even width with round joints."""
        for (x0, y0), (x1, y1) in pairwise(points):
            self.gouge(x0, y0, x1, y1, width, tone, ends=1.0)
        if width * self.k * self.press.scale > 6:
            for x, y in points[1:-1]:
                self.oval(x, y, width / 2, width / 2, tone)

    def gouge(
        self, x0: float, y0: float, x1: float, y1: float, width: float, tone: Tone, ends: float = 0.0
    ) -> None:
        """A cut of the lino knife: thick in the middle, `ends` of the width at its tips."""
        length = math.hypot(x1 - x0, y1 - y0) or 1.0
        nx, ny = -(y1 - y0) / length * width / 2, (x1 - x0) / length * width / 2
        mx, my = (x0 + x1) / 2, (y0 + y1) / 2
        tips = [(x0 + nx * ends, y0 + ny * ends), (mx + nx, my + ny), (x1 + nx * ends, y1 + ny * ends)]
        back = [(x1 - nx * ends, y1 - ny * ends), (mx - nx, my - ny), (x0 - nx * ends, y0 - ny * ends)]
        self.press.fill([self._placed(p) for p in tips + back], self.mood.tone(tone, self.haze))

    def blob(self, points: Sequence[Point], tone: Tone, closed: bool = True) -> None:
        """A smooth outline through the points."""
        self.poly(smooth(points), tone) if closed else self.line(smooth(points, False), 1, tone)

    def bow(self, points: Sequence[Point], width: float, tone: Tone) -> None:
        """A smooth open stroke through the points."""
        self.line(smooth(points, False), width, tone)

    def _placed(self, point: Point) -> Point:
        side = -point[0] if self.flip else point[0]
        scale = self.press.scale
        return (self.x + side * self.k) * scale + BLEED, (
            self.y - point[1] * self.k * self.squash
        ) * scale + BLEED

    def _cut(self, points: list[Point]) -> list[Point]:
        out: list[Point] = []
        for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1], strict=True):
            parts = max(1, min(24, int(math.hypot(x1 - x0, y1 - y0) / STEP)))
            out += [
                self._strayed(x0 + (x1 - x0) * i / parts, y0 + (y1 - y0) * i / parts) for i in range(parts)
            ]
        return out

    def _strayed(self, x: float, y: float) -> Point:
        return x + self.rng.uniform(-WOBBLE, WOBBLE), y + self.rng.uniform(-WOBBLE, WOBBLE)


def smooth(points: Sequence[Point], closed: bool = True, steps: int = 8) -> list[Point]:
    """Catmull-Rom through the points."""
    n = len(points)
    spans = n if closed else n - 1

    def pick(i: int) -> Point:
        return points[i % n] if closed else points[max(0, min(n - 1, i))]

    out: list[Point] = []
    for i in range(spans):
        a, b, c, d = pick(i - 1), pick(i), pick(i + 1), pick(i + 2)
        out += [
            (_spline(a[0], b[0], c[0], d[0], j / steps), _spline(a[1], b[1], c[1], d[1], j / steps))
            for j in range(steps)
        ]
    return out if closed else [*out, points[-1]]


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)
