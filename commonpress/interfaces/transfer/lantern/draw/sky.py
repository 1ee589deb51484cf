"""Owns the sky and the weather. Heights are in frame units: 1000 from foot to top.
Start with SKIES (by hour) and WEATHERS (laid over the finished picture).
"""

import math
from collections.abc import Callable

from PIL import Image, ImageDraw

from .inks import FLAME, LIGHT, MIST, PAPER, ROSE, SAND, SUN, WHITE, Tone
from .pen import Pen, smooth
from .press import BLEED

TOP = 1040.0  # a little above the frame, for the bleed


def sky(pen: Pen, w: float, horizon: float, lamp_x: float, bare: bool) -> None:
    """Fill the sky; `lamp_x` is where sun or moon stands, `bare` keeps it empty for a drawn moon."""
    if pen.mood.weather in ("storm", "rain") and not pen.mood.night:
        heavy(pen, w, horizon)
    else:
        SKIES[pen.mood.hour](pen, w, horizon, lamp_x, bare)


def bands(pen: Pen, w: float, horizon: float, tones: list[Tone]) -> None:
    """Steps of tone from the top down, with gently waving edges."""
    pen.rect(-20, 0, w + 20, TOP, tones[0])
    height = TOP - horizon
    for i, tone in enumerate(tones[1:], 1):
        edge = TOP - height * (i / len(tones)) ** 0.8
        wave = [(x * w / 6, edge + pen.rng.uniform(-16, 16)) for x in range(-1, 8)]
        pen.poly([*smooth(wave, closed=False), (w + 200, 0), (-200, 0)], tone)


def cloud(pen: Pen, x: float, y: float, r: float, tone: Tone) -> None:
    """A flat-bottomed heap of three to five bumps."""
    bumps = pen.rng.randint(3, 5)
    for i in range(bumps):
        lift = 1 - abs(i - (bumps - 1) / 2) / bumps
        pen.oval(
            x + (i - (bumps - 1) / 2) * r * 0.85,
            y,
            r * 0.75,
            r * lift * pen.rng.uniform(0.8, 1.15),
            tone,
            0,
            180,
        )


def streak(pen: Pen, x: float, y: float, length: float, tone: Tone) -> None:
    pen.gouge(x - length / 2, y, x + length / 2, y, length * 0.07, tone)
    pen.gouge(x - length * 0.2, y - length * 0.06, x + length * 0.62, y - length * 0.06, length * 0.05, tone)


def rays(pen: Pen, x: float, y: float, inner: float, outer: float, tone: Tone, upper: bool) -> None:
    count = 15 if upper else 30
    for i in range(count + 1):
        a = (math.pi if upper else math.tau) * i / count
        near, far = inner, outer * pen.rng.uniform(0.8, 1.1)
        pen.gouge(
            x + near * math.cos(a),
            y + near * math.sin(a),
            x + far * math.cos(a),
            y + far * math.sin(a),
            9,
            tone,
        )


def dawn(pen: Pen, w: float, horizon: float, x: float, bare: bool) -> None:
    pick = pen.rng.randint(0, 2)
    tones = [
        [MIST, ROSE, Tone(0, 0.16, 0.25), SAND],
        [ROSE, Tone(0, 0.2, 0.12), SAND],
        [SAND, Tone(0, 0.14, 0.3), Tone(0, 0.3, 0.24)],
    ][pick]
    bands(pen, w, horizon, tones)
    r = pen.rng.uniform(80, 130)
    if not bare:
        rays(pen, x, horizon, r * 1.25, r * 2.5, Tone(0, 0.4, 0.35) if pick else PAPER, upper=True)
        pen.disc(x, horizon + r * 0.15, r, Tone(0, 0.72, 0.4) if pick != 1 else SUN)
    for _ in range(3):
        streak(
            pen, pen.rng.uniform(0, w), pen.rng.uniform(horizon + 180, 940), pen.rng.uniform(160, 320), PAPER
        )


def day(pen: Pen, w: float, horizon: float, x: float, bare: bool) -> None:
    pick = pen.rng.randint(0, 3)
    if pick == 0:
        bands(pen, w, horizon, [Tone(0.42, 0, 0), Tone(0.3, 0, 0), Tone(0.18, 0, 0)])
    elif pick == 1:
        bands(pen, w, horizon, [Tone(0, 0, 0.34), Tone(0, 0, 0.2)])
    else:
        bands(pen, w, horizon, [Tone(0.24, 0, 0.04), Tone(0.17, 0, 0.03), Tone(0.1, 0, 0.02)])
    if pick in (1, 2) and not bare:
        r = pen.rng.uniform(60, 105)
        pen.disc(x, pen.rng.uniform(780, 850), r, SUN if pick == 2 else FLAME)
    for i in range(pen.rng.randint(2, 4)):
        cx, cy = w * (i + pen.rng.uniform(0.1, 0.9)) / 3.4, pen.rng.uniform(horizon + 190, 900)
        cloud(pen, cx, cy, pen.rng.uniform(46, 92), PAPER)


def dusk(pen: Pen, w: float, horizon: float, x: float, bare: bool) -> None:
    pick = pen.rng.randint(0, 2)
    tones = [
        [Tone(0.5, 0.1, 0), Tone(0.22, 0.4, 0.1), Tone(0, 0.45, 0.4), Tone(0, 0.2, 0.6)],
        [Tone(0.1, 0.5, 0.2), Tone(0, 0.42, 0.4), Tone(0, 0.24, 0.5)],
        [Tone(0.3, 0.22, 0), Tone(0.12, 0.3, 0.15), Tone(0, 0.25, 0.35)],
    ][pick]
    bands(pen, w, horizon, tones)
    if not bare:
        r = pen.rng.uniform(70, 120)
        pen.disc(x, horizon + r * pen.rng.uniform(0.1, 1.1), r, Tone(0, 0.12, 0.85))
    for _ in range(4):
        streak(
            pen,
            pen.rng.uniform(0, w),
            pen.rng.uniform(horizon + 130, 930),
            pen.rng.uniform(180, 380),
            Tone(0.4, 0.45, 0.05) if pick else Tone(0, 0.3, 0.5),
        )


def night(pen: Pen, w: float, horizon: float, x: float, bare: bool) -> None:
    tones = [
        [Tone(1, 0.2, 0), Tone(0.94, 0.06, 0), Tone(0.82, 0, 0)],
        [Tone(0.98, 0, 0), Tone(0.88, 0.12, 0)],
        [Tone(0.9, 0, 0), Tone(0.98, 0.3, 0)],
    ][pen.rng.randint(0, 2)]
    bands(pen, w, horizon, tones)
    for _ in range(46):
        sx, sy, r = pen.rng.uniform(0, w), pen.rng.uniform(horizon + 60, 990), pen.rng.choice((2.2, 3, 4.4))
        pen.poly([(sx - r, sy), (sx, sy + r), (sx + r, sy), (sx, sy - r)], LIGHT if r > 4 else WHITE)
    if not bare and pen.mood.weather == "clear" and pen.rng.random() < 0.5:
        crescent(pen, x, 840, 46, tones[0])


def crescent(pen: Pen, x: float, y: float, r: float, dark: Tone) -> None:
    pen.disc(x, y, r, GLOWING)
    pen.disc(x + r * 0.42, y + r * 0.2, r * 0.86, dark)


GLOWING = Tone(0, 0, 0.3, True)


def heavy(pen: Pen, w: float, horizon: float) -> None:
    """Rain or storm by day: a low lid of cloud with cut undersides."""
    storm = pen.mood.weather == "storm"
    warm = 0.22 if pen.mood.hour in ("dawn", "dusk") else 0
    base = Tone(0.44, warm, 0) if storm else Tone(0.3, warm, 0.03)
    bands(pen, w, horizon, [base, Tone(base.key * 0.75, warm, 0.05), Tone(base.key * 0.5, warm, 0.12)])
    for row, y in enumerate((960.0, 860.0) if storm else (960.0,)):
        tone = Tone(0.85, 0.12, 0) if storm and row == 0 else Tone(0.62, 0.06, 0)
        for i in range(9):
            pen.oval(
                w * i / 8 + pen.rng.uniform(-40, 40),
                y + 40 - row * 20,
                170,
                pen.rng.uniform(90, 150),
                tone,
                180,
                360,
            )
        pen.rect(-20, y + 30 - row * 20, w + 20, TOP, tone)
    for _ in range(14):
        x, y = pen.rng.uniform(0, w), pen.rng.uniform(830, 985)
        pen.bow([(x, y), (x + 40, y - 16), (x + 95, y - 6)], 3.5, MIST)


SKIES: dict[str, Callable[[Pen, float, float, float, bool], None]] = {
    "dawn": dawn,
    "day": day,
    "dusk": dusk,
    "night": night,
}


def rain(pen: Pen, w: float) -> None:
    for i in range(150):
        x, y, n = pen.rng.uniform(-50, w + 100), pen.rng.uniform(0, 1000), pen.rng.uniform(30, 70)
        pen.gouge(x, y, x - n * 0.32, y - n, 3.4, WHITE if i % 3 else Tone(0.7, 0, 0, True))


def snow(pen: Pen, w: float) -> None:
    for _ in range(190):
        pen.disc(pen.rng.uniform(0, w), pen.rng.uniform(0, 1000), pen.rng.choice((3, 4.5, 7, 9)), WHITE)


def fog(pen: Pen, w: float) -> None:
    """Bars of mist, cut with round ends like everything else, thin enough to see through."""
    scale = pen.k * pen.press.scale
    for i in range(11):
        length, height = pen.rng.uniform(360, 1000), pen.rng.uniform(22, 54)
        x, y = pen.rng.uniform(-300, w - 100), 660 - i * 36 + pen.rng.uniform(-16, 16)
        size = (max(2, int(length * scale)), max(2, int(height * scale)))
        mask = Image.new("L", size)
        ImageDraw.Draw(mask).rounded_rectangle(
            (0, 0, size[0] - 1, size[1] - 1), size[1] // 2, fill=pen.rng.choice((90, 120, 150))
        )
        spot = (
            int((pen.x + x * pen.k) * pen.press.scale) + BLEED,
            int((pen.y - y * pen.k) * pen.press.scale) + BLEED,
        )
        pen.press.veil(mask, spot, Tone(0.5, 0, 0) if pen.mood.night else Tone(0.04, 0, 0))


def storm(pen: Pen, w: float) -> None:
    for _ in range(60):
        x, y, n = pen.rng.uniform(-50, w + 100), pen.rng.uniform(150, 1000), pen.rng.uniform(40, 90)
        pen.gouge(x, y, x - n, y - n * 0.5, 3, WHITE)


WEATHERS: dict[str, Callable[[Pen, float], None]] = {"rain": rain, "snow": snow, "fog": fog, "storm": storm}
