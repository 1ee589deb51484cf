"""170 whole submissions that are judged and never learned from: 67 promotional, 103 honest, English and Romanian.

Written after the rules, the phrases and the settings of the model were fixed, each as one text (``desk/held.*.txt``);
nothing was changed for it. So this, and not the generated set, says what the check is worth.
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
DAY = 301  # the generated ones end on day 300
LINK = re.compile(r"\[([^\]]+)\]\((https?://[^)\s]+)\)")


@cache
def held() -> tuple[Item, ...]:
    """In an order drawn by lot; the same every time."""
    chance = random.Random(SEED)
    texts = [text for language in ("en", "ro") for text in read(FOLDER / f"held.{language}.txt")]
    chance.shuffle(texts)
    return tuple(item(number, *text, chance) for number, text in enumerate(texts))


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
