"""Owns the vocabulary: each element's drawing, the lane it stands in and its two sizes.
Does not place anything; compose.py does. Add an element by adding a line.
"""

from collections.abc import Callable
from typing import NamedTuple

from ..pen import Pen
from . import afloat, aloft, houses, people, street, tabletop, works


class Kind(NamedTuple):
    """`half` is half its width in local units; `big` and `small` its height in frame units."""

    draw: Callable[[Pen], None]
    lane: str
    half: float
    big: float
    small: float


def _nothing(pen: Pen) -> None:
    """Grounds draw themselves; they have no figure."""


KINDS: dict[str, Kind] = {
    "sea": Kind(_nothing, "ground", 0, 0, 0),
    "quay": Kind(_nothing, "ground", 0, 0, 0),
    "road": Kind(_nothing, "ground", 0, 0, 0),
    "rails": Kind(_nothing, "ground", 0, 0, 0),
    "table": Kind(_nothing, "ground", 0, 0, 0),
    "beach": Kind(_nothing, "ground", 0, 0, 0),
    "saltpans": Kind(street.salt, "front", 110, 330, 200),
    "park": Kind(street.park, "land", 125, 480, 400),
    "moon": Kind(aloft.moon, "sky", 60, 250, 170),
    "fireworks": Kind(aloft.fireworks, "sky", 130, 400, 330),
    "birds": Kind(aloft.birds, "sky", 125, 330, 230),
    "town": Kind(houses.town, "far", 300, 300, 190),
    "bridge": Kind(works.bridge, "far", 230, 300, 210),
    "turbine": Kind(works.turbine, "far", 66, 580, 350),
    "boats": Kind(afloat.boats, "water", 125, 340, 200),
    "ferry": Kind(afloat.ferry, "water", 110, 330, 165),
    "ship": Kind(afloat.ship, "water", 145, 300, 165),
    "regatta": Kind(afloat.regatta, "water", 150, 370, 215),
    "swimmers": Kind(afloat.swimmers, "water", 110, 300, 190),
    "waves": Kind(afloat.waves, "water", 130, 420, 170),
    "lighthouse": Kind(houses.lighthouse, "rock", 52, 640, 380),
    "townhall": Kind(houses.townhall, "land", 86, 480, 330),
    "school": Kind(houses.school, "land", 98, 470, 330),
    "church": Kind(houses.church, "land", 58, 500, 360),
    "bakery": Kind(houses.bakery, "land", 66, 470, 340),
    "hospital": Kind(houses.hospital, "land", 72, 480, 340),
    "market": Kind(houses.market, "land", 104, 460, 330),
    "greenhouse": Kind(houses.greenhouse, "land", 88, 410, 280),
    "crane": Kind(works.crane, "land", 84, 560, 420),
    "shipyard": Kind(works.shipyard, "land", 118, 430, 320),
    "solar": Kind(works.solar, "land", 130, 330, 200),
    "tree": Kind(street.tree, "land", 40, 560, 400),
    "stage": Kind(people.stage, "land", 160, 440, 330),
    "concert": Kind(people.concert, "land", 122, 460, 330),
    "classroom": Kind(people.classroom, "land", 125, 460, 330),
    "tram": Kind(works.tram, "front", 100, 330, 210),
    "bus": Kind(works.bus, "front", 96, 330, 210),
    "bicycle": Kind(works.bicycle, "front", 76, 330, 190),
    "bench": Kind(street.bench, "front", 92, 210, 150),
    "lamp": Kind(street.lamp, "front", 30, 560, 430),
    "clock": Kind(street.clock, "front", 30, 540, 400),
    "dog": Kind(street.dog, "front", 56, 270, 150),
    "cat": Kind(street.cat, "front", 40, 250, 140),
    "umbrella": Kind(street.umbrella, "front", 52, 470, 290),
    "net": Kind(street.net, "front", 88, 330, 210),
    "fish": Kind(tabletop.fish, "front", 96, 250, 160),
    "runners": Kind(people.runners, "front", 125, 330, 210),
    "football": Kind(people.football, "front", 125, 380, 260),
    "crowd": Kind(people.crowd, "crowd", 210, 210, 190),
    "reeds": Kind(street.reeds, "edge", 130, 360, 290),
    "books": Kind(tabletop.books, "table", 100, 330, 250),
    "letters": Kind(tabletop.letters, "table", 95, 300, 210),
    "cup": Kind(tabletop.cup, "table", 62, 280, 200),
    "plan": Kind(tabletop.plan, "table", 122, 310, 240),
    "ballot": Kind(tabletop.ballot, "table", 65, 360, 270),
    "chessboard": Kind(tabletop.chessboard, "table", 100, 340, 260),
}

INDOORS: dict[str, Kind] = {
    "fish": Kind(tabletop.fish_plate, "table", 98, 300, 230),
    "cat": Kind(street.cat, "table", 42, 320, 220),
    "lamp": Kind(tabletop.hanging_lamp, "wall", 46, 260, 230),
    "clock": Kind(tabletop.wall_clock, "wall", 46, 250, 210),
}

EXTRAS: dict[str, Kind] = {
    "leaping": Kind(tabletop.leaping, "water", 80, 330, 210),
    "buoy": Kind(afloat.sea, "water", 36, 260, 190),
    "parasol": Kind(street.parasol, "front", 62, 400, 290),
    "lantern": Kind(street.lantern, "table", 30, 300, 230),
    "brolly": Kind(street.brolly, "front", 90, 330, 230),
    "goal": Kind(people.goal, "land", 80, 300, 270),
    "pupils": Kind(people.pupils, "table", 150, 260, 260),
    "desks": Kind(people.desks, "table", 150, 260, 260),
    "ghostlight": Kind(people.ghostlight, "land", 160, 440, 330),
    "stand": Kind(people.stand, "land", 240, 150, 130),
    "waders": Kind(aloft.waders, "front", 80, 400, 230),
    "slab": Kind(tabletop.slab, "table", 150, 210, 190),
    "veg": Kind(tabletop.vegetables, "table", 92, 250, 220),
    "board": Kind(people.blackboard, "wall", 90, 260, 230),
}
