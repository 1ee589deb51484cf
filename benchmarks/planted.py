"""The planted set of copied text: real prose, cut and hidden as copiers hide it. Made the same way every time.

The texts copied from are the demonstration stories (English and Romanian) and, where it lies beside the repository, every
second article of near-duplicates. What is written around the lifted part comes from the other articles, or is generated.
"""

import random
import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from benchmarks.generate import story as generated
from commonpress.engines.lib.html import to_text
from commonpress.engines.lib.text import fold

ROOT = Path(__file__).resolve().parents[1]
LANTERN = ROOT / "commonpress" / "interfaces" / "transfer" / "lantern" / "stories"
NEAR = ROOT.parent / "shared" / "data" / "near-duplicates"
SEED = 1862
LENGTH = 400  # words of a planted story
EDITED = 0.1  # of the words replaced
ALIKE = 0.6  # of a sentence's words in an earlier sentence: it is the same sentence, edited
SENTENCE = re.compile(r"(?<=[.!?])[”\"’']?\s+")
CEDILLAS = str.maketrans("șțȘȚ", "şţŞŢ")


@dataclass(frozen=True)
class Prose:
    """A real text. ``sentences`` in order."""

    name: str
    section: str
    language: str
    sentences: tuple[str, ...]

    @property
    def html(self) -> str:
        return paragraphs(self.sentences)


@dataclass(frozen=True)
class Planted:
    """A story of which ``share`` (per cent) was lifted from ``source`` in one ``manner``."""

    share: int
    manner: str
    source: str
    html: str


def lantern() -> list[Prose]:
    found = []
    for path in sorted(LANTERN.glob("*.html")):
        _, head, body = path.read_text("utf-8").split("+++", 2)
        about = tomllib.loads(head)
        sentences = [said for line in to_text(body).splitlines() for said in SENTENCE.split(line)]
        found.append(Prose(path.stem, about["section"], about["language"], tuple(sentences)))
    return found


def articles() -> list[Prose]:
    """Agency articles of near-duplicates as they are, neighbours of one subject; none where the folder is absent."""
    file = NEAR / "articles_1000.train"
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    rows = [line.partition(" ") for line in lines]
    return [
        Prose(name, f"{at // 10}", "en", tuple(SENTENCE.split(text)))
        for at, (name, _, text) in enumerate(rows)
    ]


def pairs() -> set[frozenset[str]]:
    """The articles its makers planted as near copies of each other."""
    return {
        frozenset(line.split()) for line in (NEAR / "articles_1000.truth").read_text("utf-8").splitlines()
    }


def unrelated(prose: list[Prose]) -> list[Prose]:
    """The same articles with each sentence kept the first time only: their makers spread sentences over several.

    A sentence is taken for an earlier one when it has six in ten of its different words; that is counted over whole words
    without order, so it does not repeat what the check does.
    """
    seen: list[set[str]] = []
    where: dict[str, list[int]] = defaultdict(list)
    found = []
    for one in prose:
        kept = []
        for sentence in one.sentences:
            words = set(re.findall(r"\w+", sentence.lower()))
            if words and not repeats(words, seen, where):
                kept.append(sentence)
            for word in words:
                where[word].append(len(seen))
            seen.append(words)
        found.append(Prose(one.name, one.section, one.language, tuple(kept)))
    return found


def repeats(words: set[str], seen: list[set[str]], where: dict[str, list[int]]) -> bool:
    rare = sorted(words, key=lambda word: len(where[word]))[: max(len(words) // 2, 1)]
    near = {number for word in rare for number in where[word][-200:]}
    return any(len(words & seen[number]) >= ALIKE * min(len(words), len(seen[number])) for number in near)


def planted(
    sources: list[Prose], filler: list[str], share: int, manner: str, count: int
) -> Iterator[Planted]:
    chance = random.Random(f"{SEED} {share} {manner}")
    make = MANNERS[manner]
    for _ in range(count):
        source = chance.choice([one for one in sources if fits(one, share, manner)])
        lifted = passage(chance, source.sentences, LENGTH * share // 100)
        own = passage(chance, filler, LENGTH - sum(len(said.split()) for said in lifted))
        yield Planted(share, manner, source.name, make(chance, lifted, own))


def fits(source: Prose, share: int, manner: str) -> bool:
    """Whether the source is long enough for the share, and has accents to lose."""
    long = sum(len(said.split()) for said in source.sentences) * 100 >= LENGTH * share
    return long and (manner != "without accents" or source.language == "ro")


def passage(chance: random.Random, sentences: tuple[str, ...] | list[str], words: int) -> list[str]:
    """Sentences in a row from a random place (round the end if need be), cut to so many words."""
    at = chance.randrange(len(sentences))
    found: list[str] = []
    while words > 0 and len(found) < len(sentences):
        said = sentences[(at + len(found)) % len(sentences)].split()[:words]
        found.append(" ".join(said))
        words -= len(said)
    return found


def verbatim(chance: random.Random, lifted: list[str], own: list[str]) -> str:
    at = chance.randint(0, len(own))
    return paragraphs([*own[:at], *lifted, *own[at:]])


def reordered(chance: random.Random, lifted: list[str], own: list[str]) -> str:
    """The lifted sentences shuffled among the own ones."""
    mixed = [*lifted, *own]
    chance.shuffle(mixed)
    return paragraphs(mixed)


def edited(chance: random.Random, lifted: list[str], own: list[str]) -> str:
    """One word in ten replaced by another word of the story."""
    others = " ".join([*lifted, *own]).split()
    changed = [
        " ".join(chance.choice(others) if chance.random() < EDITED else word for word in said.split())
        for said in lifted
    ]
    return verbatim(chance, changed, own)


def without_accents(chance: random.Random, lifted: list[str], own: list[str]) -> str:
    """Half of them typed without accents, half with the cedillas of old keyboards."""
    plain = chance.random() < 0.5
    return verbatim(chance, [fold(said) if plain else said.translate(CEDILLAS) for said in lifted], own)


def quoted(chance: random.Random, lifted: list[str], own: list[str]) -> str:
    """A block with a link to the source after it, or quotation marks with the link in the paragraph."""
    link = '<a href="https://source.example/story">the source</a>'
    if chance.random() < 0.5:
        return f"{paragraphs(own)}<blockquote>{paragraphs(lifted)}</blockquote><p>From {link}.</p>"
    marks = "".join(f"<p>“{escape(re.sub('[“”„«»]', '', said))}”, writes {link}.</p>" for said in lifted)
    return marks + paragraphs(own)


MANNERS: dict[str, Callable[[random.Random, list[str], list[str]], str]] = {
    "verbatim": verbatim,
    "reordered": reordered,
    "edited": edited,
    "without accents": without_accents,
    "quoted with credit": quoted,
}


def invented(count: int) -> list[str]:
    """Generated sentences, where no real ones are at hand."""
    return [
        said
        for number in range(count)
        for text in generated(number, count).paragraphs
        for said in text.split(". ")
    ]


def paragraphs(sentences: tuple[str, ...] | list[str]) -> str:
    lots = [sentences[at : at + 3] for at in range(0, len(sentences), 3)]
    return "".join(f"<p>{escape(' '.join(lot))}</p>" for lot in lots)
