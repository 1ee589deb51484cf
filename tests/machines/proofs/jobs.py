"""Two nodes are one paper: each job is done once, by one worker or the other."""

import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

from aiosmtpd.controller import Controller

from tests.faults.judge import Verdict
from tests.machines.network import address
from tests.machines.stand import Stand, standing

DUE, LETTERS = 40, 60
QUIET_SECONDS = 60.0


class Box:
    """A mail server that keeps the subjects of what it took, and from which machine."""

    def __init__(self) -> None:
        self.took: list[tuple[str, str]] = []
        self.controller = Controller(self, hostname=address("crowd"), port=2525)
        self.controller.start()

    async def handle_DATA(self, _server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 (aiosmtpd)
        words = envelope.content.decode(errors="replace").splitlines()
        subject = next(line for line in words if line.startswith("Subject: "))
        self.took.append((subject.removeprefix("Subject: "), session.peer[0]))
        return "250 OK"


def run(is_long: bool) -> Iterator[Verdict]:
    with standing(settings={"MAIL_URL": f"smtp://{address('crowd')}:2525"}) as (stand, _facts):
        box = Box()
        try:
            yield jobs(stand, box)
        finally:
            box.controller.stop()


def jobs(stand: Stand, box: Box) -> Verdict:
    """Stories that are due at one moment, and letters."""
    verdict = Verdict("each job once, with two workers")
    subjects = stand.inside("schedule", DUE)
    stand.inside("letters", LETTERS)
    time.sleep(6)
    found = until_quiet(stand, box, subjects)
    published = Counter({one: found["story.published"].get(one, 0) for one in subjects})
    took = Counter(subject for subject, _ in box.took if subject.startswith("Letter "))
    by_whom = Counter(peer for _, peer in box.took)
    verdict.figures = {
        "scheduled stories": DUE,
        "published once": sum(count == 1 for count in published.values()),
        "letters": LETTERS,
        "arrived once": sum(count == 1 for count in took.values()),
        "letters by node": dict(by_whom),
        "errands left": found["errands"],
        "workers heard of": found["workers"],
    }
    verdict.must(all(count == 1 for count in published.values()), f"published: {published}")
    verdict.must(len(took) == LETTERS and set(took.values()) == {1}, f"letters: {took}")
    verdict.must(len(by_whom) == 2, "one worker did everything: nothing is proved")
    verdict.must(len(found["workers"]) == 2, f"not two workers: {found['workers']}")
    return verdict


def until_quiet(stand: Stand, box: Box, subjects: list[str]) -> dict[str, Any]:
    until = time.monotonic() + QUIET_SECONDS
    while True:
        found: dict[str, Any] = stand.inside("facts")
        is_done = all(found["story.published"].get(one) for one in subjects)
        if (is_done and not found["errands"]) or time.monotonic() > until:
            return found
