"""Submissions written as whole texts, English and Romanian: 170 that are judged (``desk/held.*.txt``: 67 promotional, 103
honest), and 409 that the program's own weights are fitted to (``desk/fit.*.txt``: 217 promotional, 192 honest).

The first are never learned from, and nothing is changed for them. So they, and not the generated set, say what the check
is worth. No text, domain or eight words in a row stand in both.
"""

import random
import re
from functools import cache
from html import escape
from pathlib import Path

from benchmarks.sets.mails import Item, as_mail

FOLDER = Path(__file__).parent / "desk"
SEED = 1871
REGULARS = 40  # honest authors
FITTED = 10_000  # their numbers begin here
DAY = 301  # the generated ones end on day 300
LINK = re.compile(r"\[([^\]]+)\]\((https?://[^)\s]+)\)")


@cache
def held() -> tuple[Item, ...]:
    """In an order drawn by lot; the same every time."""
    chance = random.Random(SEED)
    found = texts("held")
    chance.shuffle(found)
    return tuple(item(number, *text, chance) for number, text in enumerate(found))


@cache
def fitted() -> tuple[Item, ...]:
    """What the program's weights come from, as another filter would be taught it."""
    chance = random.Random(SEED)
    return tuple(item(FITTED + number, *text, chance) for number, text in enumerate(texts("fit")))


def texts(name: str) -> list[tuple[str, str, str]]:
    """Of both languages, as ``read`` gives them."""
    return [text for language in ("en", "ro") for text in read(FOLDER / f"{name}.{language}.txt")]


def read(path: Path) -> list[tuple[str, str, str]]:
    """Kind, headline and body of each text."""
    found = []
    for block in ("\n" + path.read_text()).split("\n= ")[1:]:
        kind, headline, *lines = block.strip().split("\n")
        found.append((kind, headline.removeprefix("# "), "".join(f"<p>{marked(line)}</p>" for line in lines)))
    return found


def marked(line: str) -> str:
    return LINK.sub(lambda found: f'<a href="{found[2]}">{found[1]}</a>', escape(line, quote=False))


def item(number: int, kind: str, headline: str, body: str, chance: random.Random) -> Item:
    promotional = kind != "h"
    author = f"member:{7000 + number if promotional else 6000 + chance.randrange(REGULARS)}"
    number += 10_000
    mail = as_mail(number, author, headline, body)
    return Item(
        number, promotional, author, headline, body, DAY + number % 170 // 20, kind.removeprefix("p "), mail
    )
