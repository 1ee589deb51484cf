"""A story's text in a plain field, for browsers without scripts: paragraphs parted by blank lines, the rest as simple HTML.

What ``as_typed`` shows, ``as_html`` reads back as the same text.
"""

import re
from collections.abc import Iterator
from html import escape, unescape

TAG = re.compile(
    r"<(/?)([a-z][a-z0-9]*)[^<>]*>"
)  # in the sanitiser's own output, where every tag has one form
EMPTY = frozenset({"br", "hr", "img"})
BARE = re.compile(r"<p>((?:(?!</p>).)*)</p>", re.DOTALL)
BREAK = re.compile(r"<br>\n?")
# An entity that, written as its letter, is not read as another one.
PLAIN = re.compile(r"&(?:amp(?!;[A-Za-z#][A-Za-z0-9]*;)|quot|nbsp);")
PRE = re.compile(r"(<pre\b.*?</pre\s*>)", re.DOTALL | re.IGNORECASE)
BLANK = re.compile(r"\n[ \t]*\n\s*")
BLOCK = re.compile(
    r"\s*</?(?:p|h[1-6]|ul|ol|li|dl|dt|dd|blockquote|cite|fig\w+|t(?:able|head|body|foot|r|d|h)|pre|hr|div|iframe)\b",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"https?://[^\s<>\"]+")


def as_typed(html: str) -> str:
    """The stored body as somebody would type it."""
    return "\n\n".join(one for part in outer(html) if (one := typed(part)))


def outer(html: str) -> Iterator[str]:
    """The elements that stand in no other, and the text between them."""
    depth = start = 0
    for tag in TAG.finditer(html):
        if depth == 0 and tag[2] not in EMPTY:
            yield html[start : tag.start()]
            start = tag.start()
        if tag[2] in EMPTY:
            continue
        depth += -1 if tag[1] else 1
        if depth <= 0:
            depth = 0
            yield html[start : tag.end()]
            start = tag.end()
    yield html[start:]


def typed(part: str) -> str:
    words = BARE.fullmatch(part.strip())
    if words is None:
        return part.strip()
    return PLAIN.sub(lambda entity: unescape(entity[0]), BREAK.sub("\n", words[1])).strip()


def as_html(text: str) -> str:
    """What was typed as HTML for the sanitiser. A part that begins with a block of HTML is left as it is."""
    pieces = PRE.split(text.replace("\r\n", "\n"))
    return "\n".join(
        piece if number % 2 else "\n".join(block(part) for part in BLANK.split(piece) if part.strip())
        for number, piece in enumerate(pieces)
    ).strip()


def block(part: str) -> str:
    part = part.strip()
    if BLOCK.match(part):
        return part
    if ADDRESS.fullmatch(part):
        address = escape(unescape(part))
        return f'<p><a href="{address}">{address}</a></p>'
    return f"<p>{part.replace(chr(10), '<br>')}</p>"
