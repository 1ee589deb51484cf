"""Owns the choice of picture: outdoors, a ledge with a view, a room with a window, or a theatre.
Start with scene.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from PIL import Image

from . import grounds
from .inks import BRICK, CORAL, DEEP, KEY, PALETTES, PAPER, SAND, SLATE, WARM, WOOD, Mood, Tone
from .kinds import EXTRAS, INDOORS, KINDS, Kind
from .outdoor import View
from .pen import Pen
from .press import UNITS, Press
from .sky import WEATHERS

TABLETOP = {name for name, kind in KINDS.items() if kind.lane == "table"} | {"table"}
LEDGE = 215.0
Box = tuple[float, float, float, float]
WALLS = (Tone(0, 0.3, 0.22), Tone(0.26, 0, 0.12), Tone(0, 0.1, 0.5), Tone(0.4, 0.1, 0.2), CORAL)


def scene(
    elements: Sequence[str],
    *,
    hour: str,
    weather: str,
    seed: str,
    size: tuple[int, int] = (1600, 1067),
    palette: str = "",
) -> Image.Image:
    """A picture of two to four elements, the first the most important; the same seed draws the same picture.

    Raises KeyError for an element, hour or weather outside the vocabulary.
    """
    press = Press(size, PALETTES[palette or hour], Mood(hour, weather), Random(seed))  # noqa: S311 - a seed is wanted here, not secrecy
    pen = Pen(press, 0, UNITS, 1.0)
    _arrangement(elements)(pen, press.width, elements)
    return press.pull()


def _arrangement(elements: Sequence[str]) -> Callable[[Pen, float, Sequence[str]], None]:
    things = set(elements)
    if "stage" in things and not things & OPEN_AIR:
        return theatre
    if "classroom" in things and not {"crowd", "concert"} & things:
        return schoolroom if things & OPEN_AIR else lesson
    if elements[0] in TABLETOP:
        return room
    return ledge if things & TABLETOP else outdoors


OPEN_AIR = set(KINDS) - TABLETOP - set(INDOORS) - {"stage", "classroom", "crowd", "concert", "umbrella"}


def outdoors(pen: Pen, w: float, elements: Sequence[str]) -> None:
    View(pen, w, [e for e in elements if e != "classroom"]).draw()
    _weather(pen, w)


def ledge(pen: Pen, w: float, elements: Sequence[str]) -> None:
    """An outdoor view over a sill, the small things standing on it."""
    laid = [
        e
        for e in elements
        if e in TABLETOP
        or ("market" in elements and e == "fish")
        or e in ("cat",)
        or (e == "lamp" and "books" in elements)
    ]
    view = View(pen, w, [e for e in elements if e not in laid], low=LEDGE - 20)
    view.draw()
    _weather(pen, w)
    _indoors(pen)
    grounds.boards(pen, w, LEDGE)
    share = 0.22 if not view.mirror else 0.78
    things = [EXTRAS[SILL[e]] if e in SILL else _indoor(e) for e in laid]
    _row(pen, w, things or [KINDS["cup"]], LEDGE * 0.5, (share, 1 - share, 0.5), False)


SILL = {"lamp": "lantern", "fish": "slab", "table": "veg"}


def room(pen: Pen, w: float, elements: Sequence[str]) -> None:
    """A table by a window; whatever belongs outdoors is seen through it."""
    inside = [e for e in elements if e in TABLETOP or e in INDOORS]
    things = [_indoor(e) for e in inside if e != "table"]
    if not any(kind.lane == "table" for kind in things):
        things += [KINDS["cup"], EXTRAS["lantern"]]
    _windowed(
        pen, w, [e for e in elements if e not in inside], [kind for kind in things if kind.lane == "wall"]
    )
    grounds.boards(pen, w, 300)
    shares = (0.42, 0.76, 0.16, 0.9)
    _row(pen, w, [kind for kind in things if kind.lane == "table"], 150, shares, pen.rng.random() < 0.5)


def schoolroom(pen: Pen, w: float, elements: Sequence[str]) -> None:
    """A classroom whose window shows what the lesson, or the story, is about."""
    desk = [_indoor(e) for e in elements if e in TABLETOP | {"cat"} and e != "table"]
    if "umbrella" in elements and pen.rng.randrange(2) == 0:
        leaking(pen, w)
    else:
        outside = [e for e in elements if e not in TABLETOP | {"classroom", "umbrella", "cat"}]
        _windowed(pen, w, outside, [EXTRAS["board"]])
    pen.rect(-20, -20, w + 20, 280, WOOD)
    pen.rect(-20, 270, w + 20, 286, PAPER)
    for x in (0.25, 0.75):
        EXTRAS["desks" if "umbrella" in elements else "pupils"].draw(pen.at(w * x, 150 if desk else 120, 3.2))
    if "umbrella" in elements:
        EXTRAS["brolly"].draw(pen.at(w * pen.rng.uniform(0.42, 0.58), 30, 3.6, flip=pen.rng.random() < 0.5))
    if desk:
        grounds.boards(pen, w, 150)
        _row(pen, w, desk, 60, (0.2, 0.8), False)


def leaking(pen: Pen, w: float) -> None:
    """A wet ceiling: stain, drops, and the board with its ship still on it."""
    _indoors(pen)
    pen.rect(-20, -20, w + 20, 1020, pen.rng.choice(WALLS[:3]))
    x = w * pen.rng.uniform(0.44, 0.56)
    pen.rect(-20, 950, w + 20, 1020, PAPER)
    for r, tone in ((240, Tone(0.1, 0.1, 0.3)), (150, Tone(0.2, 0.16, 0.36)), (70, Tone(0.34, 0.2, 0.4))):
        pen.oval(x, 950, r, r * 0.3, tone, 180, 360)
    EXTRAS["board"].draw(pen.at(w * 0.25, 400, 3.9))
    INDOORS["clock"].draw(pen.at(w * 0.8, 520, 3.0))
    for i in range(9):
        pen.gouge(
            x + pen.rng.uniform(-60, 60), 880 - i * 62, x + pen.rng.uniform(-60, 60), 840 - i * 62, 9, SLATE
        )


def _windowed(pen: Pen, w: float, outside: list[str], hung: Sequence[Kind]) -> None:
    """The wall, its window with the view, and what hangs beside it."""
    rng = pen.rng
    if not any(KINDS[e].lane != "sky" for e in outside):
        outside = [*outside, "town", "sea"]
    left = w * (rng.uniform(0.08, 0.12) if rng.random() < 0.5 else rng.uniform(0.32, 0.36))
    window = (left, 385.0, left + w * 0.56, 935.0)
    k = (window[3] - window[1]) / UNITS
    view = pen.at(window[0], window[1] + 0.0, k)
    View(view, (window[2] - window[0]) / k, outside).draw()
    _weather(view, (window[2] - window[0]) / k)
    _indoors(pen)
    _wall(pen, w, window, rng.choice(WALLS))
    far = (window[2] + w) / 2 + 36 if left < w * 0.2 else left / 2 - 36
    for kind in hung:
        size = min(kind.small, 100 * (w - window[2] + window[0] - 210) / 2 / kind.half)
        kind.draw(pen.at(far, 650, size / 100))


def theatre(pen: Pen, w: float, elements: Sequence[str]) -> None:
    """The Harbour Theatre, seen from the stalls."""
    _indoors(pen)
    pen.rect(-20, -20, w + 20, 1020, BRICK)
    pen.rect(-20, -20, w + 20, 240, DEEP)
    (EXTRAS["ghostlight"] if "lamp" in elements else KINDS["stage"]).draw(pen.at(w / 2, 260, 5.3))
    if "crowd" in elements:
        KINDS["crowd"].draw(pen.at(w / 2, 40, 2.5))
    rest = [_indoor(e) for e in elements if e not in ("stage", "crowd", "table", "lamp", "concert")]
    _row(pen, w, [kind for kind in rest if kind.lane in ("table", "front")], 60, (0.2, 0.82, 0.5), False)


def lesson(pen: Pen, w: float, elements: Sequence[str]) -> None:
    """A classroom full on: blackboard, teacher, backs."""
    _indoors(pen)
    pen.rect(-20, -20, w + 20, 1020, pen.rng.choice(WALLS[:3]))
    pen.rect(-20, -20, w + 20, 240, WOOD)
    KINDS["classroom"].draw(pen.at(w / 2 - 40, 215, 5.2))
    grounds.boards(pen, w, 120)
    rest = [_indoor(e) for e in elements if e not in ("classroom", "table")]
    _row(pen, w, [kind for kind in rest if kind.lane in ("table", "front")], 26, (0.17, 0.84, 0.5), False)


def _indoors(pen: Pen) -> None:
    """From here on the lamp is lit: night's tint ends at the window."""
    pen.press.mood = replace(pen.press.mood, indoor=True)


def _indoor(name: str) -> Kind:
    return INDOORS.get(name, KINDS[name])


def _row(pen: Pen, w: float, kinds: Sequence[Kind], y: float, shares: Sequence[float], mirror: bool) -> None:
    for i, (kind, share) in enumerate(zip(kinds, shares, strict=False)):
        k = (kind.big if i == 0 else kind.small) / 100
        half = kind.half * k + 20
        x = min(max(w * (1 - share if mirror else share), half), w - half)
        part = pen.at(x, y - i * 22, k)
        part.oval(4, 1, kind.half * 1.02, 5, Tone(0.62, 0.5, 0.6))
        kind.draw(part)


def _weather(pen: Pen, w: float) -> None:
    if pen.mood.weather in WEATHERS:
        WEATHERS[pen.mood.weather](pen, w)


def _wall(pen: Pen, w: float, window: Box, tone: Tone) -> None:
    """Four pieces round the window, striped paper, frame, bars and sill."""
    x0, y0, x1, y1 = window
    pieces: tuple[Box, ...] = (
        (-20, -20, x0, 1020),
        (x1, -20, w + 20, 1020),
        (x0 - 2, y1, x1 + 2, 1020),
        (x0 - 2, -20, x1 + 2, y0),
    )
    for box in pieces:
        pen.rect(*box, tone)
    stripe = Tone(min(1, tone.key + 0.05), min(1, tone.warm + 0.14), tone.sun)
    for i in range(int(w / 60) + 1):
        x = i * 60.0
        if not x0 - 24 < x < x1 + 12:
            pen.rect(x, -20, x + 12, 1020, stripe)
    frame = PAPER if tone != SAND else WARM
    for box in (
        (x0 - 22, y0, x0, y1),
        (x1, y0, x1 + 22, y1),
        (x0 - 22, y1, x1 + 22, y1 + 22),
        ((x0 + x1) / 2 - 7, y0, (x0 + x1) / 2 + 7, y1),
    ):
        pen.rect(*box, frame)
    pen.rect(x0 - 44, y0 - 26, x1 + 44, y0, frame)
    pen.rect(x0 - 44, y0 - 36, x1 + 44, y0 - 26, SLATE)
    for side, x in ((1, x0 - 40), (-1, x1 + 40)):
        _drape(pen, x, side, y0, y1)


def _drape(pen: Pen, x: float, side: int, y0: float, y1: float) -> None:
    pen.blob(
        [
            (x - side * 16, y1 + 50),
            (x + side * 110, y1 + 46),
            (x + side * 74, (y0 + y1) / 2 + 60),
            (x + side * 10, y0 + 120),
            (x + side * 30, y0 - 10),
            (x - side * 30, y0 - 10),
        ],
        WARM,
    )
    for i in range(3):
        pen.bow(
            [
                (x + side * (6 + i * 28), y1 + 40),
                (x + side * (4 + i * 18), (y0 + y1) / 2 + 60),
                (x - side * 2, y0 + 110),
            ],
            6,
            BRICK,
        )
    pen.line([(x - side * 24, y0 + 118), (x + side * 22, y0 + 122)], 12, KEY)
