"""What changed between two texts, word by word."""

import re
from difflib import SequenceMatcher

from django.utils.html import escape

from commonpress.engines.lib.html import to_text

WORDS = re.compile(r"\s+|[^\s]+")
# In the sanitiser's own output, where every tag has one form: a row stays a line, its cells parted visibly.
BETWEEN_CELLS = re.compile(r"</t[dh]>\s*<t[dh]\b[^<>]*>")


def marked(before: str, after: str) -> str:
    """HTML in which removed words stand in ``<del>``, new ones in ``<ins>``; a blank line begins a paragraph.

    Paragraphs are compared first, then words within those that changed, so that long texts stay quick.
    """
    old, new = paragraphs(before), paragraphs(after)
    out: list[str] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            out += [escape(text) for text in old[i1:i2]]
        else:
            out.append(by_word("\n\n".join(old[i1:i2]), "\n\n".join(new[j1:j2])))
    return "".join(f"<p>{text}</p>" for text in "\n\n".join(out).split("\n\n") if text.strip())


def readable(body: str) -> str:
    """The words of a stored body for ``marked``: a line for each paragraph and for each row of a table."""
    return to_text(BETWEEN_CELLS.sub(" | ", body))


def paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.split("\n") if part.strip()]


def by_word(before: str, after: str) -> str:
    old, new = WORDS.findall(before), WORDS.findall(after)
    out = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        out.append(piece(kind, "".join(old[i1:i2]), "".join(new[j1:j2])))
    return "".join(out)


def piece(kind: str, old: str, new: str) -> str:
    if kind == "equal":
        return escape(new)
    gone = f"<del>{escape(old)}</del>" if old.strip() else ""
    come = f"<ins>{escape(new)}</ins>" if new.strip() else escape(new)
    return f"{gone} {come}" if gone and new.strip() else gone + come
