"""Owns outdoor pictures: which ground, which lanes, what goes where.
Start with View.draw. Heights are frame units, 1000 from foot to top.
"""

from collections.abc import Sequence

from . import grounds
from .inks import HAZE, SLATE, Tone
from .kinds import EXTRAS, KINDS, Kind
from .kinds.houses import beams
from .pen import Pen
from .sky import sky

WET = {
    "sea",
    "boats",
    "ferry",
    "ship",
    "regatta",
    "swimmers",
    "waves",
    "quay",
    "beach",
    "lighthouse",
    "bridge",
    "crane",
    "shipyard",
    "net",
    "reeds",
}
STRIPS = ("football", "saltpans", "beach", "quay", "rails", "road", "park")
IMPLIED = {
    "tram": "rails",
    "bus": "road",
    "runners": "road",
    "bicycle": "road",
    "crane": "quay",
    "shipyard": "quay",
    "net": "quay",
    "bench": "park",
    "tree": "park",
    "dog": "quay",
    "fish": "quay",
    "solar": "park",
    "greenhouse": "park",
}
DRY = "saltpans"
LANES = ("sky", "far", "rock", "water", "STRIP", "land", "front", "crowd", "edge")
SLOTS = ((0.17, 0.88, 0.36, 0.66), (0.19, 0.9, 0.4, 0.7))


class View:
    """One outdoor view in a frame `w` wide; the first figure is the hero."""

    def __init__(self, pen: Pen, w: float, elements: Sequence[str], low: float = 0.0) -> None:
        self.pen, self.w, self.low = pen, w, low
        self.elements = list(elements)
        self.rng = pen.rng
        self.mirror = self.rng.random() < 0.5
        self.figures = self._figures()
        self.lanes = {kind.lane for _, kind in self.figures}
        self.wet = bool(WET & set(self.elements)) and DRY not in self.elements
        self.strip = self._strip()
        self.horizon = self._horizon()
        self.edge = self.low + self.rng.uniform(225, 275) if self.wet and self.strip else self.horizon
        self.hero_x = self.rng.uniform(0.58, 0.64)

    def draw(self) -> None:
        sky(
            self.pen,
            self.w,
            self.horizon,
            self._x(0.24),
            "moon" in self.elements or "fireworks" in self.elements,
        )
        self._backdrop()
        placed = self._placed()
        for lane in LANES:
            if lane == "STRIP":
                self._ground()
            for _, name, kind, x, y, size in sorted(
                (p for p in placed if p[2].lane == lane), key=lambda p: -p[4]
            ):
                self._figure(name, kind, x, y, size)

    def _figures(self) -> list[tuple[str, Kind]]:
        found = [(name, KINDS[name]) for name in self.elements if KINDS[name].lane != "ground"]
        wet_only = WET & set(self.elements) and not {"quay", "beach", "market", "net"} & set(self.elements)
        if wet_only and "fish" in self.elements:
            found = [
                ("leaping", EXTRAS["leaping"]) if name == "fish" else (name, kind) for name, kind in found
            ]
        if "beach" in self.elements and not {"lighthouse", "crowd", "runners"} & set(self.elements):
            found = [(name, EXTRAS["parasol"] if name == "umbrella" else kind) for name, kind in found]
            if "umbrella" not in self.elements:
                found.append(("parasol", EXTRAS["parasol"]))
        found = self._recast(found)
        if self._shoreless(found):
            found = [
                (name, kind._replace(lane="far", small=kind.small * 0.6) if kind.lane == "land" else kind)
                for name, kind in found
            ]
        if "sea" in self.elements and not any(
            kind.lane in ("water", "rock", "land", "far") for _, kind in found
        ):
            found.append(("buoy", EXTRAS["buoy"]))
        return found

    def _recast(self, found: list[tuple[str, Kind]]) -> list[tuple[str, Kind]]:
        """Company changes a figure: an empty bench empties the pitch, a crowd takes the stand."""
        if {"football", "bench"} <= set(self.elements):
            swap = {"football": EXTRAS["goal"], "umbrella": EXTRAS["brolly"]}
            found = sorted(
                ((name, swap.get(name, kind)) for name, kind in found), key=lambda f: f[0] != "bench"
            )
        if {"football", "crowd"} <= set(self.elements):
            found = [("stand", EXTRAS["stand"]) if name == "crowd" else (name, kind) for name, kind in found]
        if {DRY, "birds"} <= set(self.elements):
            found = _with_waders(found)
        if {DRY, "bicycle"} <= set(self.elements) and self.pen.mood.hour == "day":
            found = sorted(found, key=lambda f: f[0] != "bicycle")
        return found

    def _shoreless(self, found: list[tuple[str, Kind]]) -> bool:
        """A water picture with nothing in front: its buildings belong on the far shore."""
        wet = (
            bool(found)
            and found[0][1].lane == "water"
            and not {"quay", "beach", "crane", "shipyard"} & set(self.elements)
        )
        return wet and not any(kind.lane in ("front", "crowd") for _, kind in found)

    def _strip(self) -> str:
        for name in STRIPS:
            if name in self.elements:
                return name
        implied = [] if self._shoreless(self.figures) else list(IMPLIED.items())
        for name, ground in implied:
            if name in self.elements and (name != "fish" or "leaping" not in [n for n, _ in self.figures]):
                return ground
        standing = {"land", "front", "crowd"} & self.lanes or not (self.wet or self.low)
        return ("quay" if self.wet else "plaza") if standing else ""

    def _horizon(self) -> float:
        room = 1000 - self.low
        if self.wet:
            return self.low + room * self.rng.uniform(0.43, 0.52)
        level = (0.45, 0.52) if self.strip == DRY else (0.14, 0.18) if self.low else (0.29, 0.34)
        return self.low + room * self.rng.uniform(*level)

    def _backdrop(self) -> None:
        """Far shore, then water; a dry picture gets low hills behind it."""
        if self.wet:
            self._hills(18)
            water = self.pen.at(0, self.low)
            grounds.water(water, self.w, self.horizon - self.low, rough=self.pen.mood.weather == "storm")
        else:
            self._hills(70)

    def _hills(self, tall: float) -> None:
        y = self.horizon
        cool = Tone(0.92, 0.1, 0) if self.pen.mood.night else Tone(0.34, 0.1, 0.1)
        ridge = [(self.w * i / 6, y + tall * self.rng.uniform(0.3, 1.3)) for i in range(7)]
        self.pen.poly(
            [
                (-20, y - 4),
                (-20, y + tall * 0.5),
                *ridge,
                (self.w + 20, y + tall * 0.4),
                (self.w + 20, y - 4),
            ],
            Tone(*cool[:3], True) if self.pen.mood.night else cool,
        )

    def _ground(self) -> None:
        if not self.strip:
            return
        snowy = self.pen.mood.weather == "snow" and self.strip in ("park", "plaza", "quay")
        draw = grounds.GROUNDS["snow" if snowy else self.strip]
        draw(self.pen.at(0, 0), self.w, self.edge)

    def _placed(self) -> list[tuple[int, str, Kind, float, float, float]]:
        slots = list(self.rng.choice(SLOTS))
        # The hero's own lane chooses first, so that two buildings stand apart.
        order = sorted(
            range(1, len(self.figures)), key=lambda i: self.figures[i][1].lane != self.figures[0][1].lane
        )
        out = []
        taken: dict[str, int] = {}
        for i, (name, kind) in enumerate(self.figures):
            rank = taken.get(kind.lane, 0)
            taken[kind.lane] = rank + 1
            share = self.hero_x if i == 0 else slots[order.index(i) % 4]
            if name == "waders" and i:
                share = 0.44 if "reeds" in self.elements else 0.14
            size = self._size(kind, i == 0)
            x, y = self._spot(kind, share, i == 0, rank, size)
            if kind.lane not in ("sky", "edge"):
                size = min(size, (975 - y) / TALL.get(name, 1.1))
                x = self._inside(self._x(share), kind, size) if kind.half < 200 else x
            out.append((i, name, kind, x, y, size))
        return out

    def _size(self, kind: Kind, hero: bool) -> float:
        room = (1 - self.low / 1300) * self.rng.uniform(0.96, 1.06)
        if not hero:
            return kind.small * room
        beside = sum(other.lane == kind.lane == "land" for _, other in self.figures) > 1
        if kind.lane == "water":
            room *= self.rng.uniform(0.84, 1.04)
        return (
            min(kind.big * 1.16, (27 if beside else 60 if kind.lane == "far" else 33) * self.w / kind.half)
            * room
        )

    def _spot(self, kind: Kind, share: float, hero: bool, rank: int, size: float) -> tuple[float, float]:
        deep = self.horizon - (self.edge if self.wet and self.strip else self.low)
        floor = self.horizon - deep
        ground = self.edge - self.low
        x = self._inside(self._x(share), kind, size)
        if kind.lane == "sky":
            return x, (690 if hero else 745) - size * 0.5 + self.low * 0.12
        if kind.lane == "far":
            return (self._x(0.5) if kind.half > 150 else x), self.horizon - 3
        if kind.lane == "rock":
            return x, (floor + deep * 0.42 if hero else self.horizon - 12)
        if kind.lane == "water":
            low, high = (
                (0.1, 0.5) if kind.draw is KINDS["waves"].draw else (0.34, (0.74, 0.6, 0.86)[rank % 3])
            )
            return x, floor + deep * (low if hero else high)
        if kind.draw is EXTRAS["stand"].draw:
            return self._x(0.5), self.edge + size * 0.5
        if kind.lane == "land":
            return x, self.edge - ground * (0.13 if self.wet else 0.06)
        if kind.lane == "crowd":
            return self._x(0.5), self.low + ground * 0.16
        if kind.lane == "edge":
            return self._x(0.9 if hero else 0.14), self.low - 10
        return x, self.low + ground * ((0.36 if hero else 0.46) - 0.1 * rank)

    def _inside(self, x: float, kind: Kind, size: float) -> float:
        half = kind.half * size / 100 + 20
        return min(max(x, min(half, self.w * 0.5)), max(self.w - half, self.w * 0.5))

    def _x(self, share: float) -> float:
        return self.w * (1 - share if self.mirror else share)

    def _figure(self, name: str, kind: Kind, x: float, y: float, size: float) -> None:
        pen = self.pen.at(x, y, size / 100, flip=self.mirror and name not in UNFLIPPED)
        pen.haze = {"far": 0.85, "rock": 0.3, "water": 0.3, "sky": 0.0}.get(kind.lane, 0.12)
        if name == "lighthouse" and self.pen.mood.hour in ("night", "dusk"):
            beams(pen)
        if kind.lane in ("front", "land") and self.strip and name not in SHADELESS:
            shade = SLATE if self.strip in ("road", "park", "football") else HAZE
            pen.oval(4, 0, kind.half * 0.96, 4, shade)
        kind.draw(pen)


def _with_waders(found: list[tuple[str, Kind]]) -> list[tuple[str, Kind]]:
    """On the pans some birds stand; if birds lead the story, the waders lead the picture."""
    waders = ("waders", EXTRAS["waders"])
    return [waders, *found] if found[0][0] == "birds" else [*found[:1], waders, *found[1:]]


TALL = {"townhall": 1.26, "school": 1.22, "market": 1.14, "hospital": 1.2, "ferry": 1.5}
SHADELESS = {"stand", "waders", "runners", "football", "crane", "saltpans", "net", "shipyard"}
UNFLIPPED = {"town", "moon", "clock", "hospital", "classroom", "books"}
