"""Stories in any number, the same ones every time: for measuring at a size no demonstration has.

The words are invented from syllables, their frequencies follow Zipf's law, each story has a theme whose words it
repeats, and one in six is in Romanian letters. No name is a person's: all are made of the same syllables.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate

SEED = 1862
COMMON, THEMES, WORDS_OF_THEME = 30_000, 600, 50
NEWEST = datetime(2026, 11, 22, 12, tzinfo=UTC)
SPAN = timedelta(days=365 * 10)
SECTIONS = ("harbour", "town-hall", "learning", "work", "culture", "sport", "other")
AUTHORS = 200
LETTERS = {
    "en": ("bcdfglmnprstv", "aeiou", ("", "n", "r", "s", "t", "ll", "ck")),
    "ro": ("bcdfglmnprsștțv", "aăeiou", ("", "n", "r", "ș", "t", "l")),
}
SMALL = {
    "en": tuple(
        "the of and to in a is that for it was on with as be at by had not are but from or have".split()
    ),
    "ro": tuple("de și în la cu pe din a nu că mai se o un pentru care al este sau ca după fost".split()),
}


@dataclass(frozen=True)
class Generated:
    """One made story; ``paragraphs`` are plain text."""

    number: int
    language: str
    headline: str
    standfirst: str
    paragraphs: tuple[str, ...]
    author: str
    section: str
    topics: tuple[str, ...]
    published: datetime

    @property
    def html(self) -> str:
        return "".join(f"<p>{paragraph}</p>" for paragraph in self.paragraphs)


def stories(count: int) -> Iterator[Generated]:
    """``count`` stories of about 400 words, oldest first; the n-th is the same for every ``count``-independent part."""
    return (story(number, count) for number in range(count))


def story(number: int, count: int) -> Generated:
    chance = random.Random(SEED * 1_000_003 + number)
    language = "ro" if number % 6 == 5 else "en"
    theme = themes(language)[int(THEMES * chance.random() ** 2)]
    paragraphs = tuple(paragraph(chance, language, theme) for _ in range(chance.randint(5, 9)))
    return Generated(
        number=number,
        language=language,
        headline=sentence(chance, language, theme, 9, 0.5).rstrip("."),
        standfirst=sentence(chance, language, theme, 22, 0.25),
        paragraphs=paragraphs,
        author=f"writer-{chance.randrange(AUTHORS)}",
        section=chance.choice(SECTIONS),
        topics=tuple(word.title() for word in chance.sample(theme[:8], 2)),
        published=NEWEST - SPAN * (1 - (number + 1) / count),
    )


def paragraph(chance: random.Random, language: str, theme: list[str]) -> str:
    return " ".join(sentence(chance, language, theme, chance.randint(9, 24), 0.12) for _ in range(3))


def sentence(chance: random.Random, language: str, theme: list[str], length: int, share: float) -> str:
    """Small words, words of the theme (``share`` of all) and words of the whole vocabulary."""
    vocabulary, weights = words(language), zipf(COMMON)
    themed = int(length * share + chance.random())
    found = chance.choices(theme, cum_weights=zipf(WORDS_OF_THEME), k=themed)
    found += chance.choices(SMALL[language], cum_weights=zipf(len(SMALL[language])), k=length // 3)
    found += chance.choices(vocabulary, cum_weights=weights, k=max(length - len(found), 1))
    chance.shuffle(found)
    return " ".join(found).capitalize() + "."


@cache
def words(language: str) -> list[str]:
    """The vocabulary, the commonest first."""
    chance = random.Random(f"{SEED} {language}")
    found: dict[str, None] = {}
    while len(found) < COMMON:
        found[word(chance, language)] = None
    return list(found)


@cache
def themes(language: str) -> list[list[str]]:
    chance = random.Random(f"{SEED} themes {language}")
    return [chance.sample(words(language)[200:], WORDS_OF_THEME) for _ in range(THEMES)]


def word(chance: random.Random, language: str) -> str:
    heads, hearts, tails = LETTERS[language]
    many = chance.choice((2, 2, 3, 3, 4))
    return "".join(chance.choice(heads) + chance.choice(hearts) for _ in range(many)) + chance.choice(tails)


@cache
def zipf(size: int) -> list[float]:
    """Cumulative weights 1, 1/2, 1/3 and so on."""
    return list(accumulate(1 / (place + 2) for place in range(size)))
