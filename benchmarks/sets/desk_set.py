"""1,500 submissions to a local paper, honest and promotional, English and Romanian, in the order of their arrival.

Built with a seed from sentences written by hand (``desk/*.txt``): a bank has topics, a topic two headlines and its
sentences. Time passes from 0 to 1: within a topic later sentences replace earlier ones, some topics and campaigns end
early and some begin only after two thirds, campaigns change their domains. The banks ``*.late.*`` come only in the last
third; they were written after the rules were, and no rule was changed for them. So what comes late has partly never been
seen. A share of the promotion is honest copy with one sold link, or promotion padded with honest copy.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from html import escape
from pathlib import Path
from re import sub

SEED = 1862
HONEST, PROMOTIONAL = 900, 600
FOLDER = Path(__file__).parent / "desk"
ROMANIAN = 0.35  # of both kinds
BACK, AHEAD = 0.6, 0.2  # which part of a topic's sentences is in use at a time
EARLY_ENDS, LATE_BEGINS = 0.6, 0.67
KINDS = {"blatant": 0.34, "subtle": 0.24, "puff": 0.24, "insertion": 0.18}
PADDED = 0.2  # of promotion that is not an insertion
LINKED, RESTED = 0.35, 0.9
DAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
    "ro": "luni marți miercuri joi vineri sâmbătă duminică".split(),
}
MONTHS = {
    "en": "January March May June September October".split(),
    "ro": "ianuarie martie mai iunie septembrie octombrie".split(),
}
STREETS = {
    "en": ["Ropewalk Street", "Market Street", "Pilot Street", "the Quay", "Salt Lane", "Mill Street"],
    "ro": [
        "strada Frânghiilor",
        "strada Pieței",
        "strada Pilotului",
        "faleză",
        "strada Morii",
        "strada Salinei",
    ],
}
TOWN_SITES = (
    "town-hall county harbour-authority university museum theatre library red-cross transfusion yard-union club-corabia "
    "radio-sulimar statistics school-board waterworks festival shelter residents observatory choir"
).split()
SITE_WORDS = (
    "blue open old north lagoon reed gull anchor lamp tide mast field stone river mill bridge".split()
)
PROMO_FRONT = "best top my fast royal prime easy smart bonus pro deal gold vip mega instant get".split()
PROMO_BACK = (
    "online shop deals hub zone club now world expert store market click direct group plus spot".split()
)


@dataclass(frozen=True)
class Submission:
    """One piece as it arrived. ``body`` is clean HTML, ``day`` counts from the first, ``topic`` names its bank."""

    number: int
    promotional: bool
    kind: str
    topic: str
    late: bool
    language: str
    headline: str
    body: str
    author: str
    day: int


@dataclass(frozen=True)
class Topic:
    kind: str
    name: str
    language: str
    headlines: tuple[str, ...]
    sentences: tuple[str, ...]
    late: bool


@dataclass
class World:
    """What a run of the generator carries along: chance, authors, the domains campaigns use at a time."""

    chance: random.Random = field(default_factory=lambda: random.Random(SEED))
    spans: dict[str, tuple[float, float]] = field(default_factory=dict)
    spammer: str = ""
    left: int = 0
    spammers: int = 0


@cache
def submissions() -> tuple[Submission, ...]:
    """All of them, oldest first; the same every time."""
    world = World()
    labels = [False] * HONEST + [True] * PROMOTIONAL
    world.chance.shuffle(labels)
    for topic in bank("honest") + bank("promotional"):
        world.spans[key(topic)] = span(world.chance, topic)
    return tuple(one(world, number, label, number / len(labels)) for number, label in enumerate(labels))


@cache
def bank(name: str) -> tuple[Topic, ...]:
    return tuple(
        topic
        for language in ("en", "ro")
        for part in (name, f"{name}.late")
        for topic in read(FOLDER / f"{part}.{language}.txt", language, late=part.endswith("late"))
    )


def read(path: Path, language: str, *, late: bool) -> list[Topic]:
    found = []
    for block in path.read_text().split("\n= "):
        first, *lines = block.removeprefix("= ").strip().split("\n")
        kind, name = first.split()
        heads = tuple(line[2:] for line in lines if line.startswith("# "))
        rest = tuple(line for line in lines if not line.startswith("# "))
        found.append(Topic(kind, name, language, heads, rest, late))
    return found


def key(topic: Topic) -> str:
    return f"{topic.language} {topic.kind} {topic.name}"


def span(chance: random.Random, topic: Topic) -> tuple[float, float]:
    """When a topic is in the news: one in five ends early, one in five begins late, and all of the late banks."""
    lot = 0.3 if topic.late else chance.random()
    return (0.0, EARLY_ENDS) if lot < 0.2 else (LATE_BEGINS, 1.0) if lot < 0.4 else (0.0, 1.0)


def one(world: World, number: int, promotional: bool, now: float) -> Submission:
    chance = world.chance
    language = "ro" if chance.random() < ROMANIAN else "en"
    kind = chance.choices(list(KINDS), list(KINDS.values()))[0] if promotional else "honest"
    topic = on_now(world, promotional and kind != "insertion", kind, language, now)
    sentences = in_use(topic, now, chance, chance.randint(4, 9))
    if not promotional:
        sentences += tails(chance, language)
    elif kind == "insertion":
        sentences = inserted(world, sentences, language, now)
    elif chance.random() < PADDED:
        honest = on_now(world, False, "", language, now)
        sentences = in_use(honest, now, chance, 3) + sentences
    body = paragraphs(chance, [filled(world, line, topic, kind, language, now) for line in sentences])
    return Submission(
        number,
        promotional,
        kind,
        topic.name,
        topic.late,
        language,
        filled(world, chance.choice(topic.headlines), topic, kind, language, now),
        body,
        author(world, promotional),
        int(now * 300),
    )


def on_now(world: World, promotional: bool, kind: str, language: str, now: float) -> Topic:
    topics = [
        topic
        for topic in bank("promotional" if promotional else "honest")
        if topic.language == language and topic.kind != "tail" and (not promotional or topic.kind == kind)
    ]
    current = [topic for topic in topics if world.spans[key(topic)][0] <= now <= world.spans[key(topic)][1]]
    return world.chance.choice(current or topics)


def in_use(topic: Topic, now: float, chance: random.Random, count: int) -> list[str]:
    """Sentences of the topic in their order; which ones are in use moves along with time."""
    size = len(topic.sentences)
    current = [index for index in range(size) if now - BACK <= (index + 0.5) / size <= now + AHEAD] or list(
        range(size)
    )
    return [topic.sentences[index] for index in sorted(chance.sample(current, min(count, len(current))))]


def tails(chance: random.Random, language: str) -> list[str]:
    lines = next(t for t in bank("honest") if t.kind == "tail" and t.language == language).sentences
    return [chance.choice(lines)] if chance.random() < LINKED else []


def inserted(world: World, sentences: list[str], language: str, now: float) -> list[str]:
    sold = on_now(world, True, "insertion", language, now)
    at = world.chance.randint(1, len(sentences))
    return [*sentences[:at], *in_use(sold, now, world.chance, 1), *sentences[at:]]


def filled(world: World, line: str, topic: Topic, kind: str, language: str, now: float) -> str:
    chance = world.chance
    simple: dict[str, Callable[[], str]] = {
        "day": lambda: chance.choice(DAYS[language]),
        "month": lambda: chance.choice(MONTHS[language]),
        "hour": lambda: f"{chance.randint(6, 21)}.{chance.choice(('00', '15', '30'))}",
        "n": lambda: str(chance.randint(3, 60)),
        "N": lambda: str(chance.randint(2, 90) * chance.choice((10, 50, 100))),
        "street": lambda: chance.choice(STREETS[language]),
        "phone": lambda: f"07{chance.randint(10, 99)} 555 {chance.randint(100, 999)}",
        "mail": lambda: f"{chance.choice(SITE_WORDS)}@{chance.choice(TOWN_SITES)}.example",
    }
    for slot, value in simple.items():
        while "{" + slot + "}" in line:
            line = line.replace("{" + slot + "}", value(), 1)
    line = sub(r"\{site:([^}]+)\}", lambda m: anchor(m[1], honest_site(chance)), line)
    return sub(r"\{link:([^}]+)\}", lambda m: anchor(m[1], promo_site(chance, topic, kind, m[1], now)), line)


def anchor(text: str, address: str) -> str:
    return f'<a href="{escape(address)}">{text}</a>'


def honest_site(chance: random.Random) -> str:
    """Mostly a place of the town that the paper links to again and again, at times one never seen before."""
    if chance.random() < 0.7:
        return f"https://{chance.choice(TOWN_SITES)}.example/{chance.choice(SITE_WORDS)}"
    return f"https://{chance.choice(SITE_WORDS)}-{chance.choice(SITE_WORDS)}{chance.randint(1, 99)}.example/"


def promo_site(chance: random.Random, topic: Topic, kind: str, text: str, now: float) -> str:
    """A campaign has a few domains at a time and leaves them; a sold link and a puff look like anybody's site."""
    own = random.Random(
        f"{topic.name} {text if kind == 'insertion' else ''} {int(now * 9)} {chance.randrange(3)}"
    )
    if kind in ("puff", "insertion") or own.random() < 0.3:
        return f"https://{own.choice(SITE_WORDS)}-{own.choice(SITE_WORDS)}{own.randint(1, 99)}.example/"
    return f"https://{own.choice(PROMO_FRONT)}-{topic.name}-{own.choice(PROMO_BACK)}.example/{own.choice(PROMO_BACK)}"


def paragraphs(chance: random.Random, sentences: list[str]) -> str:
    made, rest = [], list(sentences)
    while rest:
        count = chance.randint(1, 4)
        made.append("<p>" + " ".join(rest[:count]) + "</p>")
        rest = rest[count:]
    return "".join(made)


def author(world: World, promotional: bool) -> str:
    """Promotion comes from accounts that live for a few pieces, honest copy mostly from regular ones."""
    chance = world.chance
    if not promotional:
        return f"member:{chance.randint(1, 120) if chance.random() < RESTED else chance.randint(1000, 1999)}"
    if world.left == 0:
        world.spammers += 1
        world.spammer, world.left = f"member:{5000 + world.spammers}", chance.randint(1, 4)
    world.left -= 1
    return world.spammer
