"""What is asked, kind by kind, as browsers send it: each kind gives one step after the other, repeated until answered."""

import json
import random
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.faults.load import Load

NO_ANSWER = 0
CSRF = "f" * 32  # a browser's own secret, in the cookie and in the form
CHROME = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36"
)
WRITE = re.compile(r"/studio/(\d+)/write/")


@dataclass
class Told:
    """One request: when it began (monotonic), how long its answer took, what it was."""

    kind: str
    at: float
    seconds: float
    status: int
    acknowledged: bool
    name: str = ""
    more: dict[str, Any] = field(default_factory=dict)


def reads(load: "Load") -> Iterator[Callable[[], bool]]:
    """Pages that others have read before: they are in memory."""
    paths = ["/", *(one["path"] for one in load.facts["stories"])]
    chance = random.Random(1)

    def one() -> bool:
        load.ask("read", "GET", chance.choice(paths), well=(200,))
        return True

    while True:
        yield one


def searches(load: "Load") -> Iterator[Callable[[], bool]]:
    """Questions nobody has asked before: they are in nobody's memory."""

    def one() -> bool:
        load.ask("search", "GET", f"/search/?q=ferry+{load.name()}", well=(200,))
        return True

    while True:
        yield one


def privately(load: "Load") -> Iterator[Callable[[], bool]]:
    def one() -> bool:
        load.ask("private", "GET", "/studio/", who="ben", well=(200,))
        return True

    while True:
        yield one


def autosaves(load: "Load") -> Iterator[Callable[[], bool]]:
    """A text that grows. After a conflict (what got no answer was kept after all) it goes on from what stands."""
    seen = {draft["pk"]: draft["seen"] for draft in load.facts["drafts"]}
    for number in range(1, 10**9):
        draft = load.facts["drafts"][number % len(load.facts["drafts"])]

        def one(number: int = number, draft: dict[str, Any] = draft) -> bool:
            answer = load.ask(
                "autosave",
                "POST",
                f"/studio/{draft['pk']}/write/",
                text_of(load, draft["headline"], f"Kept {number}", seen[draft["pk"]], "autosave"),
                who="ben",
                well=(200,),
                headers={"Accept": "application/json"},
                draft=str(draft["pk"]),
                number=number,
            )
            if answer and answer.status in (200, 409):
                seen[draft["pk"]] = json.loads(answer.body)["seen"]
            return bool(answer and answer.status == 200)

        yield one


def text_of(load: "Load", headline: str, standfirst: str, seen: int, do: str) -> dict[str, Any]:
    body = f"<p>{standfirst}. {headline} was written while things broke.</p>"
    fields = {
        "headline": headline,
        "standfirst": standfirst,
        "body": body,
        "seen": seen,
        "do": do,
        "rich": "1",
    }
    return {**fields, "section": load.facts["section"], "kind": "news", "language": "en"}


def stories(load: "Load") -> Iterator[Callable[[], bool]]:
    """Begin a story and hand it in."""
    while True:
        story = Begun(load, load.name())
        yield story.begin
        if story.number:
            yield story.hand_in


class Begun:
    def __init__(self, load: "Load", name: str) -> None:
        self.load, self.name, self.number, self.seen = load, name, 0, -1

    def begin(self) -> bool:
        form = {"section": "harbour", "key": f"key-{self.name}"}
        answer = self.load.ask("begin", "POST", "/studio/new/", form, who="ben", well=(302,), name=self.name)
        if answer and (found := WRITE.fullmatch(answer.headers.get("location", ""))):
            self.number = int(found[1])
        return bool(answer and answer.status == 302)

    def hand_in(self) -> bool:
        self.seen = started(self.load, self.number) if self.seen < 0 else self.seen
        if self.seen == HANDED_IN:
            return True
        headline, path = f"Story {self.name}", f"/studio/{self.number}/write/"
        form = text_of(self.load, headline, "A standfirst.", self.seen, "submit")
        answer = self.load.ask("story", "POST", path, form, who="ben", well=(302,), name=headline)
        if answer and answer.status in (
            409,
            422,
        ):  # it was kept, and perhaps handed in, without our hearing of it
            self.seen = started(self.load, self.number)
        return bool(answer and answer.status == 302) or self.seen == HANDED_IN


def started(load: "Load", story: int) -> int:
    """The number that a story's form carries now; ``HANDED_IN`` when it has no form any more."""
    while not load.stopping.is_set():
        answer = load.ask("private", "GET", f"/studio/{story}/write/", who="ben", well=(200, 302))
        if answer and answer.status == 302:
            return HANDED_IN
        if answer and (found := SEEN.search(answer.body)):
            return int(found[1])
        time.sleep(0.3)
    return 0


HANDED_IN = -2
SEEN = re.compile(rb'name="seen" value="(\d+)"')


def comments(load: "Load") -> Iterator[Callable[[], bool]]:
    chance = random.Random(2)
    while True:
        words = f"Comment {load.name()} of a reader."
        path = f"/talk/{chance.choice(load.facts['stories'])['pk']}/"

        def one(words: str = words, path: str = path) -> bool:
            form = {"text": words, "key": words.split()[1]}
            answer = load.ask("comment", "POST", path, form, who="ada", well=(302,), name=words)
            return bool(answer and answer.status == 302)

        yield one


def decisions(load: "Load") -> Iterator[Callable[[], bool]]:
    while load.facts["entries"]:
        entry = load.facts["entries"].pop()

        def one(entry: dict[str, int] = entry) -> bool:
            form = {"do": "publish", "seen": entry["seen"]}
            path, subject = f"/desk/{entry['pk']}/decide/", f"story:{entry['story']}"
            answer = load.ask("decision", "POST", path, form, who="ada", well=(302,), name=subject)
            return bool(answer and answer.status in (200, 302, 409))  # 200: it was decided before

        yield one


def views(load: "Load") -> Iterator[Callable[[], bool]]:
    chance = random.Random(3)
    subjects = list(load.facts["tokens"])
    while True:
        subject = chance.choice(subjects)

        def one(subject: str = subject) -> bool:
            form = f"t={load.facts['tokens'][subject].replace(':', '%3A')}"
            began = time.monotonic()
            headers = {**reader(load), "Content-Type": "application/x-www-form-urlencoded"}
            answer = load.exchange("POST", "/seen/", form, headers)
            status = answer.status if answer else NO_ANSWER
            more = {"subject": subject}
            load.note(Told("view", began, time.monotonic() - began, status, status == 204, more=more))
            return True

        yield one


def clicks(load: "Load") -> Iterator[Callable[[], bool]]:
    path = f"/go/{load.facts['creative']}/?t={load.facts['click']}"

    def one() -> bool:
        subject = load.facts["click_subject"]
        load.ask("click", "GET", path, well=(302,), headers=reader(load), subject=subject)
        return True

    while True:
        yield one


def reader(load: "Load") -> dict[str, str]:
    """Another one each time, in another network."""
    load.name()
    number = load.number * 7919
    address = f"{20 + number % 150}.{number // 150 % 250}.{load.number % 250}.{load.number // 250 % 250}"
    host = f"{load.host}:{load.port}"
    return {
        "Host": host,
        "User-Agent": CHROME,
        "Accept-Language": "en-GB,en",
        "X-Forwarded-For": address,
        "Origin": f"http://{host}",
        "Sec-Fetch-Site": "same-origin",
        "Sec-Fetch-Dest": "document",
    }


KINDS: dict[str, Callable[["Load"], Iterator[Callable[[], bool]]]] = {
    "read": reads,
    "search": searches,
    "private": privately,
    "autosave": autosaves,
    "begin": stories,
    "comment": comments,
    "decision": decisions,
    "view": views,
    "click": clicks,
}
# Seconds between two requests of a kind.
PACES = {
    "read": 0.02,
    "search": 0.5,
    "private": 0.5,
    "autosave": 0.15,
    "begin": 0.4,
    "comment": 0.25,
    "decision": 0.5,
    "view": 0.05,
    "click": 0.1,
}
