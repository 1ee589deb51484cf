"""Plain text: fold, normalise, cut, count and name. Pure functions, no limits of their own on length."""

import re
import unicodedata
from hashlib import blake2s
from math import ceil

WORDS_A_MINUTE = (
    230  # adults reading prose silently: 238 in English, a little less in longer-worded languages
)
CEDILLA = str.maketrans("şŞţŢ", "șȘțȚ")
# Where the cedilla is the right letter, not a typewriter's stand-in for the Romanian comma.
CEDILLA_LANGUAGES = frozenset({"tr", "az", "crh", "gag", "ku", "tk"})
# Letters that Unicode does not decompose but readers type without their stroke.
STROKES = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)
MARKS = re.compile("[\u0300-\u036f]")
# Controls, zero-width, bidi marks and overrides, invisible operators, tags, blank Hangul fillers, lone
# surrogates, noncharacters. A joiner stays where it spells: inside an emoji, or between letters of the
# Arabic to Khmer blocks.
NEVER_SEEN = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f"
)
UNSEEN = re.compile(
    f"[{NEVER_SEEN}]"
    "|(?<![\u0600-\u109f\u1780-\u17ff])\u200c|\u200c(?![\u0600-\u109f\u1780-\u17ff])"
    "|(?<![\u0600-\u109f\u1780-\u17ff\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d"
    "|\u200d(?![\u0600-\u109f\u1780-\u17ff\u2190-\u2bff\U0001f000-\U0001faff])"
)
# Nearly every text has none of these, and one set is searched three times as fast as the alternatives above.
MAYBE_UNSEEN = re.compile(f"[{NEVER_SEEN}\u200c\u200d]")
BREAKS = str.maketrans("\x0b\x0c\x85", "\n\n\n")
SPACES = re.compile(r"\s+")
WORD = re.compile(r"[^\W_][^\s/\u2013\u2014]*")  # from the first letter or digit to the next gap
APOSTROPHES = re.compile("['\u2019\u02bc]")
NOT_SLUG = re.compile("[^a-z0-9]+")
JOINER = "\u200d"
VIRAMA = 9  # the combining class of a sign that joins the next consonant to this one


def seen(s: str) -> str:
    """``s`` without the characters nobody sees. Composes nothing, so that it is safe on HTML."""
    s = s.translate(BREAKS)
    if not MAYBE_UNSEEN.search(s):
        return s
    while (bare := UNSEEN.sub("", s)) != s:
        s = bare
    return s


def normalise(s: str, *, language: str = "") -> str:
    """NFC, Romanian comma letters instead of cedillas, nothing invisible; white space is kept.

    ``language`` is a BCP 47 code; Turkish and its neighbours keep their cedillas. Run it on HTML only
    *before* the sanitiser: composing can swallow a bracket ("<" and U+0338 are "≮").
    """
    s = unicodedata.normalize("NFC", seen(s))
    if language.split("-")[0].lower() in CEDILLA_LANGUAGES:
        return s
    return unicodedata.normalize("NFC", s.translate(CEDILLA))


def fold(s: str) -> str:
    """For comparing only: no case, no diacritics, compatibility forms plain (ș, ş and Ｓ are all "s")."""
    decomposed = unicodedata.normalize("NFKD", seen(s)).casefold().translate(STROKES)
    return unicodedata.normalize("NFC", MARKS.sub("", unicodedata.normalize("NFKD", decomposed)))


def excerpt(s: str, length: int) -> str:
    """``s`` on one line, at most ``length`` characters with the ellipsis, cut at a word if there is one."""
    s = SPACES.sub(" ", s).strip()
    if len(s) <= length:
        return s
    room = max(length - 1, 0)
    end = room if s[room] == " " else s.rfind(" ", 0, room)
    if end <= 0:
        end = cluster_start(s, room)
    return (s[:end].rstrip(" ,;:.-–—") + "…")[: max(length, 0)]


def cluster_start(s: str, at: int) -> int:
    """The nearest index up to ``at`` that leaves whole what a reader sees as one character (UAX 29)."""
    while 0 < at < len(s) and joined(s, at):
        at -= 1
    return at


def joined(s: str, at: int) -> bool:
    before, after = s[at - 1], s[at]
    return (
        extends(after)
        or before == JOINER
        or (unicodedata.combining(before) == VIRAMA and unicodedata.category(after) == "Lo")
        or (is_flag_letter(after) and flag_letters_before(s, at) % 2 == 1)
    )


def extends(c: str) -> bool:
    return (
        unicodedata.category(c) in {"Mn", "Mc", "Me"}
        or c in "\u200c\u200d\u0e33\u0eb3\uff9e\uff9f"
        or "\U0001f3fb" <= c <= "\U0001f3ff"
        or "\u1160" <= c <= "\u11ff"
        or "\U000e0020" <= c <= "\U000e007f"
    )


def is_flag_letter(c: str) -> bool:
    return "\U0001f1e6" <= c <= "\U0001f1ff"


def flag_letters_before(s: str, at: int) -> int:
    count = 0
    while count < at and is_flag_letter(s[at - 1 - count]):
        count += 1
    return count


def slug(s: str, limit: int = 80) -> str:
    """An address in a-z, 0-9 and hyphens, at most ``limit`` characters (at least 12), never empty.

    Text with letters but none of them Latin, or with none at all, gets a short hash, always the same.
    """
    name = NOT_SLUG.sub("-", APOSTROPHES.sub("", fold(s))).strip("-")
    if not name or (name.replace("-", "").isdigit() and any(c.isalpha() for c in s)):
        return "s-" + blake2s(fold(s).encode(), digest_size=5).hexdigest()
    return name if len(name) <= limit else cut_slug(name, limit)


def cut_slug(name: str, limit: int) -> str:
    end = limit if name[limit] == "-" else name.rfind("-", 0, limit)
    return name[: end if end > 0 else limit].strip("-")


def words(s: str) -> int:
    """How many words: runs between spaces, dashes and slashes that hold a letter or a digit."""
    return len(WORD.findall(s))


def reading_minutes(count: int) -> int:
    """Whole minutes to read ``count`` words, at least 1."""
    return max(1, ceil(count / WORDS_A_MINUTE))
