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
WEB = re.compile(r"https?://[^\s<>\"']+")
Words = dict[str, str]
Bracket = re.Match[str]
DEEPEST = 20  # levels looked through for an opening; deeper nesting is no writing but an attack
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
        return next((unescape(value) for value in found if WEB.fullmatch(unescape(value))), "")


@dataclass
class Level:
    """An open shortcode and the text since it was opened."""

    name: str = ""
    words: Words = field(default_factory=dict)
    out: list[str] = field(default_factory=list)


def expand(text: str, known: dict[str, Expand], unknown: Callable[[str], None]) -> str:
    """``text`` with its shortcodes replaced; ``unknown`` is told the name of each that is not in ``known``."""
    return Expansion(list(split(text)), known, unknown).run() if "[" in text else text


def split(text: str) -> Iterator[str | Bracket]:
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


class Expansion:
    """Opens a level at each shortcode and closes it at its end, or at once when it has none."""

    def __init__(
        self, pieces: list[str | Bracket], known: dict[str, Expand], unknown: Callable[[str], None]
    ) -> None:
        self.pieces = pieces
        self.known = known
        self.unknown = unknown
        brackets = [piece for piece in pieces if not isinstance(piece, str)]
        self.ended = {found["name"].lower() for found in brackets if found["end"]}
        self.begun = {found["name"].lower() for found in brackets if not found["end"]}
        self.levels = [Level()]

    def run(self) -> str:
        for piece in self.pieces:
            if isinstance(piece, str):
                self.put(piece)
            elif piece["escaped"] and piece["more"]:
                self.put(piece[0][1:-1])
            else:
                self.put("[" if piece["escaped"] else "")  # one bracket too many is prose
                self.bracket(piece)
                self.put("]" if piece["more"] else "")
        while len(self.levels) > 1:
            self.give_up()
        return "".join(self.levels[0].out)

    def put(self, text: str) -> None:
        self.levels[-1].out.append(text)

    def bracket(self, found: Bracket) -> None:
        name, words = found["name"].lower(), found["words"]
        whole = f"[{found['end'] or ''}{found['name']}{words}]"
        if found["end"]:
            self.close(name, whole)
        elif not self.certain(name, words):
            self.put(whole)
        else:
            self.levels.append(Level(name, attributes(words)))
            if words.rstrip().endswith("/") or name not in self.ended:
                self.give_up()

    def certain(self, name: str, words: str) -> bool:
        return name in self.known or name in self.ended or "=" in words or words.rstrip().endswith("/")

    def close(self, name: str, whole: str) -> None:
        if name not in (level.name for level in self.levels[-DEEPEST:]):
            self.put("" if name in self.begun else whole)
            return
        while self.levels[-1].name != name:
            self.give_up()
        level = self.levels.pop()
        self.put(self.made(level, "".join(level.out)))

    def give_up(self) -> None:
        """The innermost open shortcode has no end: it stands for itself, and what followed it follows it."""
        level = self.levels.pop()
        self.put(self.made(level, ""))
        self.put("".join(level.out))

    def made(self, level: Level, inner: str) -> str:
        if level.name in self.known:
            return self.known[level.name](Shortcode(level.name, level.words, inner))
        self.unknown(level.name)
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
