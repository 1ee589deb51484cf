"""Groups of letters in words: what languages are told apart by. Imports nothing, so that ``tools.languages`` may use it."""

import re
import unicodedata
from collections.abc import Iterator

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def groups(text: str) -> Iterator[str]:
    """Three letters at a time, in small letters, each word with a space at both ends."""
    for word in WORD.findall(unicodedata.normalize("NFC", text).lower()):
        spaced = f" {word.replace('’', chr(39))} "
        for at in range(max(len(spaced) - 2, 1)):
            yield spaced[at : at + 3]
