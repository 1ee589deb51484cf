"""Paragraphs for text typed with blank lines, as WordPress's classic editor stored it.

A blank line ends a paragraph and a single line break is kept, but only where prose stands: not inside lists, tables or
preformatted text. One pass, linear in the length; unbalanced markup is passed on for the sanitiser to balance.
"""

import re
from collections.abc import Iterator

# The empty name is the text's own level, outside of every element.
PROSE = frozenset(
    ("", "div", "section", "article", "aside", "main", "header", "footer", "nav", "center", "form", "fieldset",
     "blockquote", "details")
)  # fmt: skip
CELL = frozenset(("li", "td", "th", "dd"))
LINE = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "figcaption", "caption", "address", "summary", "legend")
)
BARE = frozenset(
    ("ul", "ol", "dl", "table", "thead", "tbody", "tfoot", "tr", "colgroup", "figure", "select", "audio", "video",
     "object", "iframe")
)  # fmt: skip
ALONE = frozenset(("hr", "col"))
KEPT = frozenset(("pre", "script", "style"))
BLOCK = (PROSE - {""}) | CELL | LINE | BARE | ALONE | KEPT
# The "+" after a repeat: what was taken is not given back, or a tag without an end takes quadratic time.
PIECE = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*+)[^<>]*+>|<!--")
BLANK = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
BREAK = re.compile(r"(?:<br\s{0,3}/?>|(?<![ \t]))[ \t]*+\n[ \t]*+")
ADDRESS = re.compile(r"https?://[^\s<>\"']+")


def paragraphs(text: str) -> str:
    """``text`` with its paragraphs and line breaks marked up."""
    return "".join(Flow(text.replace("\r\n", "\n").replace("\r", "\n")).pieces())


class Flow:
    """Walks the markup, gathering runs of prose between blocks."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.open: list[str] = []
        self.run: list[str] = []

    def pieces(self) -> Iterator[str]:
        at = 0
        while found := PIECE.search(self.text, at):
            self.run.append(self.text[at : found.start()])
            at = found.end()
            if found[0] == "<!--":
                at = after(self.text, "-->", at)
                continue
            name = found[2].lower()
            if name not in BLOCK:
                self.run.append(found[0])
                continue
            yield from self.block(name, bool(found[1]), found[0])
            if name in KEPT and not found[1]:
                end = self.end_of(name, at)
                yield self.text[at:end]
                at = end
                self.open.pop()
        self.run.append(self.text[at:])
        yield from self.flush()

    def end_of(self, name: str, at: int) -> int:
        """Past the end tag of an element that is kept as it is, or past everything."""
        return after(self.text, ">", after(self.text, f"</{name}", at))

    def block(self, name: str, closes: bool, tag: str) -> Iterator[str]:
        yield from self.flush()
        if closes:
            self.close(name)
        elif name not in ALONE:
            if self.open and self.open[-1] == "p":
                self.open.pop()
            self.open.append(name)
        yield tag

    def close(self, name: str) -> None:
        if name in self.open:
            while self.open.pop() != name:
                pass

    def flush(self) -> Iterator[str]:
        """What to make of the prose gathered so far, by where it stands."""
        run, self.run = "".join(self.run), []
        if not run.strip():
            return
        within = self.open[-1] if self.open else ""
        if within in BARE:
            yield run
        elif within in PROSE or (within in CELL and BLANK.search(run.strip())):
            yield from map(paragraph, filter(str.strip, BLANK.split(run)))
        else:
            yield BREAK.sub("<br>\n", run.strip("\n"))


def paragraph(words: str) -> str:
    words = words.strip()
    if ADDRESS.fullmatch(words):
        words = f'<a href="{words}">{words}</a>'
    return f"<p>{BREAK.sub('<br>' + chr(10), words)}</p>\n"


def after(text: str, mark: str, start: int) -> int:
    """Where ``mark`` ends, or the end of the text."""
    found = text.find(mark, start)
    return len(text) if found < 0 else found + len(mark)
