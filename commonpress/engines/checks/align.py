"""Which words of two texts are the same passage: exact runs, joined over a few words that were changed."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

SEED = 4  # words in a row that begin a run
REPEATS = 8  # places of one such seed that are tried: more are set phrases
BRIDGE = 8  # words that may lie between two runs of one passage, in either text
LEAST = 9  # words a passage must have in common
LEAST_RUN = 5  # of them in a row, once


class Block(NamedTuple):
    """Words ``start`` up to ``end`` of the one text, ``other_start`` up to ``other_end`` of the other."""

    start: int
    end: int
    other_start: int
    other_end: int
    same: int  # words in common
    longest: int  # of them in a row


def align(one: Sequence[str], other: Sequence[str]) -> list[Block]:
    """The passages in common, in the order of ``one``; each word of ``one`` is in one of them at most."""
    return [block for block in joined(runs(one, other)) if block.same >= LEAST and block.longest >= LEAST_RUN]


def runs(one: Sequence[str], other: Sequence[str]) -> list[Block]:
    """Longest runs of equal words, taken greedily from the start of ``one``."""
    seeds: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in range(len(other) - SEED + 1):
        places = seeds[tuple(other[at : at + SEED])]
        if len(places) < REPEATS:
            places.append(at)
    found: list[Block] = []
    at = 0
    while at <= len(one) - SEED:
        length, place = longest(one, other, at, seeds.get(tuple(one[at : at + SEED]), []), found)
        if length:
            found.append(Block(at, at + length, place, place + length, length, length))
        at += length or 1
    return found


def longest(
    one: Sequence[str], other: Sequence[str], at: int, places: Sequence[int], before: Sequence[Block]
) -> tuple[int, int]:
    """Length and place of the longest run from ``at``; of equally long ones the one that goes on from the last run."""
    expected = before[-1].other_end if before else 0
    found = [(run(one, other, at, place), -abs(place - expected), place) for place in places]
    length, _, place = max(found, default=(0, 0, 0))
    return length, place


def run(one: Sequence[str], other: Sequence[str], at: int, place: int) -> int:
    length, most = SEED, min(len(one) - at, len(other) - place)
    while length < most and one[at + length] == other[place + length]:
        length += 1
    return length


def joined(found: Sequence[Block]) -> list[Block]:
    """Runs that follow each other closely in both texts are one passage with a few words changed."""
    blocks: list[Block] = []
    for block in found:
        last = blocks[-1] if blocks else None
        if last and block.start - last.end <= BRIDGE and 0 <= block.other_start - last.other_end <= BRIDGE:
            blocks[-1] = Block(
                last.start,
                block.end,
                last.other_start,
                block.other_end,
                last.same + block.same,
                max(last.longest, block.longest),
            )
        else:
            blocks.append(block)
    return blocks
