"""Two nodes are one paper: each job is done once, by one worker or the other."""

import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from tests.faults.judge import Verdict
from tests.machines.network import address
from tests.machines.stand import Stand, standing

DUE, LETTERS = 40, 60
QUIET_SECONDS = 60.0
DIGESTS = 20
NIGHT_SECONDS, LOOK_SECONDS = 300.0, 65.0


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
    with tempfile.TemporaryDirectory() as backups:
        settings = {"MAIL_URL": f"smtp://{address('crowd')}:2525", "BACKUP_TO": backups}
        with standing(settings=settings) as (stand, _facts):
            box = Box()
            try:
                yield jobs(stand, box)
                yield nightly(stand, box, Path(backups))
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


def nightly(stand: Stand, box: Box, backups: Path) -> Verdict:
    """The night's backup with its drill, and the digests: both workers look for them every minute."""
    verdict = Verdict("the nightly backup and the digests once, with two workers")
    before = len(box.took)
    stand.inside("digests", DIGESTS)
    stand.inside("noon")
    until = time.monotonic() + NIGHT_SECONDS
    while not (found := stand.inside("facts"))["drills"] and time.monotonic() < until:
        time.sleep(2)
    time.sleep(LOOK_SECONDS)  # the other one has looked as well
    found = until_quiet(stand, box, [])
    letters = Counter(subject for subject, _ in box.took[before:] if "new things were said" in subject)
    verdict.figures = {
        "backups": sum(path.is_file() for path in (backups / "snapshots").iterdir()),
        "drills, and what was wrong": found["drills"],
        "members with a digest due": DIGESTS,
        "digests": letters.total(),
        "errands left": found["errands"],
    }
    verdict.must(len(found["drills"]) == 1, f"not one drill: {found['drills']}")
    verdict.must(all(not trouble for _, trouble in found["drills"]), "the backup was not proved")
    verdict.must(verdict.figures["backups"] == 1, "not one backup")
    verdict.must(letters.total() == DIGESTS, f"{letters.total()} digests")
    return verdict


def until_quiet(stand: Stand, box: Box, subjects: list[str]) -> dict[str, Any]:
    until = time.monotonic() + QUIET_SECONDS
    while True:
        found: dict[str, Any] = stand.inside("facts")
        is_done = all(found["story.published"].get(one) for one in subjects)
        if (is_done and not found["errands"]) or time.monotonic() > until:
            return found
