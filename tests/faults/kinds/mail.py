"""The mail server is gone and comes back: nothing waits for it, and every letter arrives once."""

import contextlib
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

from aiosmtpd.controller import Controller

from tests.faults.hurt import hurt
from tests.faults.judge import Verdict
from tests.faults.stand import on_sqlite
from tests.site.paper import free_port


class Box:
    """A mail server that keeps the ids of what it took."""

    def __init__(self) -> None:
        self.port = free_port()
        self.ids: list[str] = []
        self.controller = self.open()

    def open(self) -> Any:
        controller = Controller(self, hostname="127.0.0.1", port=self.port)
        controller.start()
        return controller

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        words = envelope.content.decode(errors="replace")
        self.ids += [line for line in words.splitlines() if line.startswith("Subject: ")]
        return "250 OK"


def run(is_long: bool) -> list[Verdict]:
    box = Box()
    address = f"smtp://127.0.0.1:{box.port}"
    with on_sqlite(COMMONPRESS_MAIL_URL=address) as (paper, facts), paper.served() as server:
        verdict = hurt("mail server gone", server, facts, away(box), 20.0 if is_long else 4.0)
        late = until_quiet(paper, 60)
    box.controller.stop()
    twice = [subject for subject, count in Counter(box.ids).items() if count > 1]
    verdict.figures |= {"letters": len(box.ids), "all delivered after, s": late}
    verdict.must(bool(box.ids), "no letter arrived")
    verdict.must(late is not None, "letters still waited a minute later")
    verdict.must(not twice, f"letters arrived twice: {twice[:3]}")
    return [verdict]


@contextlib.contextmanager
def away(box: Box) -> Iterator[None]:
    box.controller.stop()
    yield
    box.controller = box.open()


def until_quiet(paper: Any, seconds: float) -> float | None:
    """Until no errand waits any more."""
    import sqlite3

    began = time.monotonic()
    while time.monotonic() - began < seconds:
        with contextlib.closing(sqlite3.connect(paper.folder / "paper.sqlite3", timeout=10)) as database:
            if not database.execute("SELECT count(*) FROM events_errand").fetchone()[0]:
                return round(time.monotonic() - began, 1)
        time.sleep(0.5)
    return None
