"""Puts sixty submissions before The Lantern's desk, through the same verbs as any other way in: honest ones, advertising,
copy lifted from the paper's own archive, and stories in the wrong section. An owner can try the desk with them.
"""

import re
import tomllib
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db import transaction

from commonpress.domain.conversation.flag import flag
from commonpress.domain.conversation.models import Flag
from commonpress.domain.conversation.write import write as say
from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Section, Story
from commonpress.domain.stories.submit import submit
from commonpress.domain.stories.write import Draft, write
from commonpress.engines.events import readers, work
from commonpress.engines.events.models import Errand
from commonpress.engines.lib import clock
from commonpress.interfaces.transfer.demo import LANTERN, PASSWORD, Progress, told

FILES = ("honest_en", "honest_ro", "misfiled", "lifted", "promotional")
LIFTED = re.compile(r"^@ (\S+) (\d+)-(\d+)$", re.MULTILINE)
PARAGRAPH = re.compile(r"<p>.*?</p>", re.DOTALL)
CEDILLAS = str.maketrans("șțȘȚ", "şţŞŢ")
PLAIN = str.maketrans("ăâîșțĂÂÎȘȚ", "aaistAAIST")


def load(*, progress: Progress = lambda *_: None) -> int:
    """Hand all of them in; does nothing when they are there. Answers how many wait. The Lantern must be loaded."""
    found = sorted(submissions(), key=lambda one: -one["hours"])
    sections = {section.slug: section for section in Section.objects.all()}
    archive = {story.slug: story.body for story in told()}
    if Member.objects.filter(email=address_of(found[0]["author"]), handle="lucky-anchor").exists():
        return 0
    settle()
    catch_up()
    people = sign_up(found)
    for done, one in enumerate(found, start=1):
        hand_in(one, people[one["author"]], sections[one["section"]], archive)
        progress(done, len(found), one["headline"])
    talk(people)
    return len(found)


def catch_up() -> None:
    """The archive the checks compare with, and what each section is like: the desk's follower takes all stories in."""
    tick = readers.followers()["desk-catch-up"]
    while tick():
        pass


def submissions() -> Iterator[dict[str, Any]]:
    """Each with its file's name as ``lot``; the language stands in the file or in its name."""
    for name in FILES:
        listed = tomllib.loads((LANTERN / "desk" / f"{name}.toml").read_text(encoding="utf-8"))
        for one in listed["submission"]:
            yield {"language": name[-2:], **one, "lot": name.split("_")[0]}


def sign_up(found: list[dict[str, Any]]) -> dict[str, Member]:
    """Those who write here already, and new accounts for the others. One password for all, hashed once."""
    known = {member.handle: member for member in Member.objects.all()}
    model = Member()
    model.set_password(PASSWORD)
    for one in found:
        handle = one["author"]
        if handle not in known:
            known[handle] = Member.objects.create(
                email=address_of(handle),
                handle=handle,
                name=name_of(handle),
                language=one["language"],
                password=model.password,
            )
    return known


def address_of(handle: str) -> str:
    return f"{handle}@lantern.example"


def name_of(handle: str) -> str:
    """The handles of the demonstration are names without their marks."""
    return NAMES.get(handle) or " ".join(part.capitalize() for part in handle.split("-"))


NAMES = {
    "viorica-pana": "Viorica Pană",
    "sandu-cretu": "Sandu Crețu",
    "mihaela-sarbu": "Mihaela Sârbu",
    "corina-bratu": "Corina Brătu",
    "vlad-oprisan": "Vlad Oprișan",
    "petru-lungu-jr": "Petru Lungu jr.",
    "stiri-litoral-24": "Știri Litoral 24",
    "clinica-zambet-nou": "Clinica Zâmbet Nou",
    "vinuri-dealul-sarii": "Vinuri Dealul Sării",
}


def hand_in(one: dict[str, Any], author: Member, section: Section, archive: dict[str, str]) -> Story:
    """Written and sent in ``hours`` ago: the clock stands still at that moment for the verbs and the checks."""
    with clock.frozen(clock.now() - timedelta(hours=one["hours"])):
        with transaction.atomic():
            draft = Draft(
                headline=one["headline"],
                standfirst=one["standfirst"],
                body=body_of(one, archive),
                section=section,
                authors=[author],
                language=one["language"],
                topics=one["topics"],
            )
            story = write(draft, by=author)
            submit(story, by=author)
        settle()
    return story


def body_of(one: dict[str, Any], archive: dict[str, str]) -> str:
    """The text with what was lifted in its place, changed as the copyist changed it."""

    def lift(match: re.Match[str]) -> str:
        slug, first, last = match[1], int(match[2]), int(match[3])
        words = "\n".join(PARAGRAPH.findall(archive[slug])[first - 1 : last])
        for before, after in one.get("swaps", []):
            words = words.replace(before, after)
        return words.translate(table) if table else words

    table = CEDILLAS if one.get("cedillas") else PLAIN if one.get("plain_letters") else {}
    return LIFTED.sub(lift, one["body"])


def talk(people: dict[str, Member]) -> None:
    """Comments that wait, and two flags on what is public."""
    newest = list(Story.objects.filter(state=Story.State.PUBLISHED).order_by("-published_at")[:3])
    for (handle, words), story in zip(COMMENTS, newest * 2, strict=False):
        say(story, words, by=people[handle])
    flag(newest[0], Flag.Reason.FALSE, FLAGS[0], by=people["gavril-neagu"])
    flag(newest[0], Flag.Reason.FALSE, FLAGS[1], by=people["tinca-boboc"])
    settle()


COMMENTS = (
    ("dorel-matei", "Was the deputy mayor asked? He stood beside me and said the opposite."),
    ("best-deals-sulimar", "Nice article! Find cheap boilers here: https://best-boilers-sulimar.example/"),
    ("viorica-pana", "Frumos scris. Numai că banca de la capăt nu e verde, e albastră. Stau pe ea din 1986."),
    ("lucky-anchor", "200 free spins for all readers of this newspaper https://lucky-anchor-casino.example/"),
    ("anghel-caraiman", "Linia nu trece pe acolo. Am fost de față, pot să v-o arăt."),
)  # fmt: skip
FLAGS = (
    "It says the last block went in on Thursday. It was Friday, ten past three; I was in the boat below.",
    "The date of the block is wrong, see my diary. Otherwise a good story.",
)


def settle() -> None:
    """Let the desk's part of the worker run dry. A demonstration writes letters to nobody."""
    Errand.objects.exclude(reader__startswith="desk-").delete()
    while work.run_due():
        pass
