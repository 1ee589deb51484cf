"""WordPress's shortcodes: [gallery ids="1,2"], [caption]…[/caption], [embed]address[/embed].

Only what certainly is one is touched: a name we know, or one with attributes, a closing tag or a slash. A bare word in
brackets, such as [sic], is prose. One pass, linear in the length, whatever is left open.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape, unescape

# A bracket, or what hides brackets: a comment, a tag's own attributes, code.
PIECE = re.compile(
    r"<!--|<(?P<code>pre|code|script|style|textarea)\b|<[a-zA-Z/][^<>]*>"
    r"|\[(?P<escaped>\[)?(?P<end>/)?(?P<name>[a-zA-Z][\w-]{0,60})(?P<words>(?:[\s=/][^\[\]]{0,2000})?)\](?P<more>\])?"
)
ATTRIBUTE = re.compile(
    r"""([\w-]{1,60})\s*=\s*(?:"([^"]*)"|'([^']*)'|“([^”]*)”|&(?:quot|#8220|#8221);(.*?)&(?:quot|#8220|#8221);|([^\s"'/]+))"""
    r"""|"([^"]*)"|'([^']*)'|(\S+)"""
)
Words = dict[str, str]
Expand = Callable[["Shortcode"], str]


@dataclass
class Shortcode:
    """``words`` are its attributes, unnamed ones under "0", "1" …; ``inner`` is what stands between its tags."""

    name: str
    words: Words
    inner: str = ""

    def address(self) -> str:
        """The first web address it holds."""
        keys = (
            "src",
            "url",
            "href",
            "link",
            "mp3",
            "mp4",
            "m4a",
            "m4v",
            "ogg",
            "ogv",
            "wav",
            "webm",
            "flv",
            "0",
        )
        found = [self.words.get(key, "") for key in keys] + [self.inner.strip()]
        return next((unescape(value) for value in found if value.startswith(("http://", "https://"))), "")


@dataclass
class Level:
    """An open shortcode and the text since it was opened."""

    name: str = ""
    words: Words = field(default_factory=dict)
    raw: str = ""
    out: list[str] = field(default_factory=list)


def expand(text: str, known: dict[str, Expand], unknown: Callable[[str], None]) -> str:
    """``text`` with its shortcodes replaced; ``unknown`` is told the name of each that is not in ``known``."""
    if "[" not in text:
        return text
    pieces = list(split(text))
    closed = {piece["name"].lower() for piece in pieces if isinstance(piece, re.Match) and piece["end"]}
    levels = [Level()]
    for piece in pieces:
        if isinstance(piece, str):
            levels[-1].out.append(piece)
        elif piece["escaped"] and piece["more"]:
            levels[-1].out.append(piece[0][1:-1])
        else:
            bracket(piece, levels, closed, known, unknown)
    while len(levels) > 1:
        give_up(levels, known, unknown)
    return "".join(levels[0].out)


def split(text: str) -> Iterator[str | re.Match[str]]:
    """Brackets that may be shortcodes, and the text between them."""
    at = start = 0
    while found := PIECE.search(text, at):
        at = found.end()
        if found["name"]:
            yield text[start : found.start()]
            yield found
            start = at
        elif found["code"] or found[0] == "<!--":
            at = skipped(text, "-->" if found[0] == "<!--" else f"</{found['code']}", at)
    yield text[start:]


def skipped(text: str, mark: str, at: int) -> int:
    end = text.find(mark, at)
    return len(text) if end < 0 else end + len(mark)


def bracket(
    found: re.Match[str],
    levels: list[Level],
    closed: set[str],
    known: dict[str, Expand],
    unknown: Callable[[str], None],
) -> None:
    name, words = found["name"].lower(), found["words"]
    if found["end"]:
        close(name, found[0], levels, known, unknown)
    elif not certain(name, words, closed, known):
        levels[-1].out.append(found[0])
    else:
        levels.append(Level(name, attributes(words), found[0]))
        if words.rstrip().endswith("/") or name not in closed:
            give_up(levels, known, unknown)
    tail = ("[" if found["escaped"] else "", "]" if found["more"] else "")
    if any(tail):  # one bracket too many: it is prose
        levels[-1].out.append("".join(tail))


def certain(name: str, words: str, closed: set[str], known: dict[str, Expand]) -> bool:
    return name in known or name in closed or "=" in words or words.rstrip().endswith("/")


def close(
    name: str, raw: str, levels: list[Level], known: dict[str, Expand], unknown: Callable[[str], None]
) -> None:
    if name not in (level.name for level in levels[-20:]):  # deeper nesting is no writing but an attack
        levels[-1].out.append(raw if name not in known else "")
        return
    while levels[-1].name != name:
        give_up(levels, known, unknown)
    level = levels.pop()
    levels[-1].out.append(made(level, "".join(level.out), known, unknown))


def give_up(levels: list[Level], known: dict[str, Expand], unknown: Callable[[str], None]) -> None:
    """The innermost open shortcode has no end: it stands for itself, and what followed it follows it."""
    level = levels.pop()
    levels[-1].out += [made(level, "", known, unknown), *level.out]


def made(level: Level, inner: str, known: dict[str, Expand], unknown: Callable[[str], None]) -> str:
    if level.name in known:
        return known[level.name](Shortcode(level.name, level.words, inner))
    unknown(level.name)
    return inner


def attributes(words: str) -> Words:
    found: Words = {}
    unnamed = 0
    for match in ATTRIBUTE.finditer(words.strip().rstrip("/")):
        if match[1]:
            found[match[1].lower()] = next(filter(None, match.groups()[1:6]), "")
        else:
            found[str(unnamed)] = next(filter(None, match.groups()[6:]), "").lstrip("=")
            unnamed += 1
    return found


def link(address: str, words: str = "") -> str:
    """A paragraph that is one link; players of known sites are made of it when it is shown."""
    return f'\n\n<p><a href="{escape(address)}">{escape(words or address)}</a></p>\n\n'
