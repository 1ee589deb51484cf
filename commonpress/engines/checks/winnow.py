"""Winnowing: Schleimer, Wilkerson, Aiken, "Winnowing: local algorithms for document fingerprinting", SIGMOD 2003.

Every run of K words is hashed, and of each WINDOW hashes in a row the smallest is kept (of equals the last one). So any
K + WINDOW - 1 = 10 words in common give a fingerprint in common, wherever they stand, and about 2 / (WINDOW + 1) = 29 %
of all places are kept.
"""

from collections import deque
from collections.abc import Sequence
from typing import NamedTuple

from xxhash import xxh3_64_intdigest

TAKEN = 1  # raise it with any change of what follows or of the words: ``rebuild.py`` then takes all anew
K = 5  # words
WINDOW = 6  # hashes
BITS = 39  # of a fingerprint; with the 24 bits of a text's number it fills a positive 64-bit key
GAP = "\x1f"


class Fingerprint(NamedTuple):
    value: int
    word: int  # where its K words begin


def fingerprints(words: Sequence[str]) -> list[Fingerprint]:
    """The kept hashes in order of place; none for fewer than K words, at least one else."""
    hashes = [
        xxh3_64_intdigest(GAP.join(words[at : at + K]).encode()) >> (64 - BITS)
        for at in range(len(words) - K + 1)
    ]
    return [Fingerprint(hashes[at], at) for at in kept(hashes)]


def kept(hashes: Sequence[int]) -> list[int]:
    """Places of the smallest hash of each window, the last one of equals, each once."""
    window: deque[int] = deque()  # places whose hashes rise
    found: list[int] = []
    first_full = min(WINDOW, len(hashes)) - 1
    for at, value in enumerate(hashes):
        while window and hashes[window[-1]] >= value:
            window.pop()
        window.append(at)
        if window[0] <= at - WINDOW:
            window.popleft()
        if at >= first_full and (not found or found[-1] != window[0]):
            found.append(window[0])
    return found
