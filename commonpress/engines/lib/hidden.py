"""Words that stand in somebody's markup but not before a reader's eyes: asked before the sanitiser makes them plain.

They are for machines that count words and links. The sanitiser lets nothing stay hidden, so that whoever judges its output
alone never learns that something was.
"""

import re
from collections.abc import Iterator
from html import unescape

import nh3

from commonpress.engines.lib import html
from commonpress.engines.lib.text import NEVER_SEEN, excerpt, seen

LONGEST = 200  # characters kept: enough to see what it is about
AROUND = 30  # characters of a word that are looked at on each side
HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]*[1-9])|opacity\s*:\s*0(?![.\d]*[1-9])"
    r"|(?:text-indent|left|top)\s*:\s*-\d{3}",
    re.I,
)
# Nothing else can hide anything; of most texts no more than this is asked.
MAYBE = re.compile(
    r"style\s*=|hidden|<(?:noscript|textarea)|&#|&[zZN]|" + f"[{NEVER_SEEN}\u200c\u200d]", re.I
)
# A soft hyphen only says where a word may be parted, and word processors leave many of them.
DISGUISE = re.compile(f"[{NEVER_SEEN}\u200c\u200d]+".replace("\u00ad", ""))
WALKED = nh3.Cleaner(
    tags=set(
        html.BLOCKS
        | html.words(
            "a b i u s em strong span font small big sub sup q cite code td th caption noscript textarea"
        )
    ),
    clean_content_tags={"script", "style", "title"},
    attributes={"*": {"style", "hidden"}},
    link_rel=None,
)
NEVER_SHOWN = frozenset({"noscript", "textarea"})
VOID = frozenset({"hr"})
START, END = re.compile(r"^[^\W_]+"), re.compile(r"[^\W_]+$")


def words(markup: str) -> str:
    """What is hidden in ``markup``, on one line of at most 200 characters; nearly always empty."""
    if not MAYBE.search(markup) or html.too_deep(markup):
        return ""
    walked = WALKED.clean(markup)
    return excerpt(" ".join([*unshown(walked), *disguised(unescape(walked))]), LONGEST)


def unshown(walked: str) -> Iterator[str]:
    """The words between the tags of elements that a style or their kind hides."""
    opened: list[tuple[str, bool]] = []
    at = 0
    for tag in html.TAG.finditer(walked):
        if opened and opened[-1][1]:
            yield from unescape(seen(walked[at : tag.start()])).split()
        at = tag.end()
        closing, name, attributes = tag.groups()
        if closing:
            close(opened, name)
        elif name not in VOID:
            opened.append((name, bool(opened and opened[-1][1]) or hides(name, attributes)))


def close(opened: list[tuple[str, bool]], name: str) -> None:
    if opened and opened[-1][0] == name:
        opened.pop()


def hides(name: str, attributes: str) -> bool:
    return name in NEVER_SHOWN or ' hidden="' in attributes or bool(HIDING.search(unescape(attributes)))


def disguised(text: str) -> Iterator[str]:
    """Words with an unseen character between two of their letters: read as one word by people, as two by machines."""
    for found in DISGUISE.finditer(text):
        before = END.search(text[max(0, found.start() - AROUND) : found.start()])
        after = START.search(text[found.end() : found.end() + AROUND])
        if (
            before
            and after
            and seen(f"{before[0][-1]}{found[0]}{after[0][0]}") == before[0][-1] + after[0][0]
        ):
            yield before[0] + after[0]
