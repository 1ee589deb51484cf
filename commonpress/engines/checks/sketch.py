"""Pictures that look the same: difference hashes, and a look-up that finds those a few bits away.

The hash (Neal Krawetz, "Kind of like that", 2013) says for each cell of a small grid whether it is brighter than the next
one. Two hashes at most 7 bits apart have one of four parts that is at most one bit apart (multi-index hashing: Norouzi,
Punjani, Fleet, 2012), so all candidates are had by looking up 17 values of each part.
"""

from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q
from PIL import Image

from commonpress.engines.checks.models import Sketch
from commonpress.engines.events.models import Event
from commonpress.engines.media import files
from commonpress.engines.media.models import Picture

GRID = 8  # cells a side; one more across the direction that is compared
PARTS, PART_BITS = 4, 16
NEAR_ACROSS = 7  # bits of 64: what the look-up guarantees
NEAR = 12  # bits of both hashes, 128: scaling, saving and brightening change up to 8, other pictures differ in 25 and more
FLAT = 24  # levels of brightness of 255 between the darkest and the brightest cell: less is fog, and all fog is alike
MOST = 5  # likenesses told of one picture


class Hashes(NamedTuple):
    across: int
    down: int


class Like(NamedTuple):
    picture: Picture
    distance: int


def draw_stored(event: Event) -> None:
    """The reader of ``picture.stored``."""
    picture = Picture.objects.filter(pk=int(event.subject.partition(":")[2])).first()
    if picture:
        draw(picture)


def draw(picture: Picture) -> Sketch | None:
    """Keep the picture's sketch, if its file is there and shows anything."""
    try:
        with Image.open(files.here(picture.name), formats=["JPEG", "WEBP"]) as image:
            found = hashes(image)
    except (OSError, ValueError):
        return None
    if found is None:
        return None
    values: dict[str, Any] = {f"part{at}": part for at, part in enumerate(parts(found.across))}
    words = {"across": f"{found.across:016x}", "down": f"{found.down:016x}"}
    with transaction.atomic():
        return Sketch.objects.update_or_create(picture=picture, defaults={**values, **words})[0]


def hashes(image: Image.Image) -> Hashes | None:
    """None for a picture that is all of one brightness."""
    image.draft("L", (GRID * 16, GRID * 16))
    grey = (image.convert("RGBA") if image.mode == "P" else image).convert("L")
    low, high = grey.resize((GRID, GRID), Image.Resampling.BOX).getextrema()
    if not isinstance(low, int | float) or not isinstance(high, int | float) or high - low < FLAT:
        return None
    rows = grey.resize((GRID + 1, GRID), Image.Resampling.LANCZOS).tobytes()
    columns = grey.resize((GRID, GRID + 1), Image.Resampling.LANCZOS).tobytes()
    across = [rows[y * 9 + x] < rows[y * 9 + x + 1] for y in range(GRID) for x in range(GRID)]
    down = [columns[y * 8 + x] < columns[y * 8 + x + 8] for y in range(GRID) for x in range(GRID)]
    return Hashes(number(across), number(down))


def number(bits: list[bool]) -> int:
    return sum(bit << at for at, bit in enumerate(bits))


def parts(value: int) -> list[int]:
    return [value >> (PART_BITS * at) & 0xFFFF for at in range(PARTS)]


def alike(picture: Picture) -> list[Like]:
    """Pictures stored before this one that look the same, the most alike first."""
    mine = Sketch.objects.filter(picture=picture).first() or draw(picture)
    if mine is None:
        return []
    near = Q()
    for at, part in enumerate(parts(int(mine.across, 16))):
        near |= Q(**{f"part{at}__in": [part, *(part ^ 1 << bit for bit in range(PART_BITS))]})
    found = Sketch.objects.filter(near, picture__pk__lt=picture.pk).select_related("picture")
    likes = [Like(one.picture, distance(mine, one)) for one in found if is_near(mine, one)]
    return sorted(likes, key=lambda like: (like.distance, like.picture.pk))[:MOST]


def is_near(one: Sketch, other: Sketch) -> bool:
    return apart(one.across, other.across) <= NEAR_ACROSS and distance(one, other) <= NEAR


def distance(one: Sketch, other: Sketch) -> int:
    return apart(one.across, other.across) + apart(one.down, other.down)


def apart(one: str, other: str) -> int:
    return (int(one, 16) ^ int(other, 16)).bit_count()
