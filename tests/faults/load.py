"""The load: one thread for each kind of request, each at its own pace, as browsers send it. All that was said is kept.

A write that got no answer is sent again under the same key, as a person would do, until it is answered.
"""

import http.client
import json
import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlencode, urlsplit

from tests.faults.asks import CHROME, CSRF, KINDS, NO_ANSWER, PACES, WRITE, Told

PATIENCE = 12.0  # seconds for an answer; the figure is five


class Served(Protocol):
    """Whatever answers at an address: a server here, a node on a machine of its own."""

    url: str


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


class Load:
    """Asks ``url`` what ``facts`` (of fill.py) allow, until it is told to stop."""

    def __init__(
        self, url: str, facts: dict[str, Any], *, pace: float = 1.0, only: tuple[str, ...] = ()
    ) -> None:
        self.host, self.port = urlsplit(url).hostname or "", urlsplit(url).port or 80
        self.facts, self.pace = facts, pace
        self.told: list[Told] = []
        self.lock = threading.Lock()
        self.stopping = threading.Event()
        self.seconds = {kind: each / pace for kind, each in PACES.items() if not only or kind in only}
        self.threads = [threading.Thread(target=self.run, args=(kind,), daemon=True) for kind in self.seconds]
        self.run_name = f"{random.randrange(10**9):09}"
        self.number = 0

    @contextmanager
    def running(self) -> Iterator["Load"]:
        for thread in self.threads:
            thread.start()
        try:
            yield self
        finally:
            self.stopping.set()
            for thread in self.threads:
                thread.join(PATIENCE + 5)

    def run(self, kind: str) -> None:
        steps: Iterator[Callable[[], bool]] = KINDS[kind](self)
        for step in steps:
            while not step() and not self.stopping.wait(0.3):
                pass
            if self.stopping.wait(self.seconds[kind]):
                return

    def name(self) -> str:
        with self.lock:
            self.number += 1
            return f"{self.run_name}-{self.number}"

    def note(self, told: Told) -> None:
        with self.lock:
            self.told.append(told)

    def since(self, moment: float, kind: str = "") -> list[Told]:
        with self.lock:
            return [one for one in self.told if one.at >= moment and kind in ("", one.kind)]

    def until_all_are_well(self, moment: float, seconds: float) -> float | None:
        """Seconds from ``moment`` until every kind was answered well again; nothing when that takes longer."""
        while time.monotonic() - moment < seconds:
            well = {
                one.kind: one.at + one.seconds for one in reversed(self.since(moment)) if one.acknowledged
            }
            if self.seconds.keys() - well.keys() <= self.exhausted():
                return max(well.values(), default=moment) - moment
            time.sleep(0.05)
        return None

    def exhausted(self) -> set[str]:
        """Submissions come to an end."""
        return set() if self.facts["entries"] else {"decision"}

    def ledger(self, path: Path) -> Path:
        with self.lock:
            lines = [json.dumps({**asdict(one), **one.more}) for one in self.told]
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    # One request

    def ask(
        self,
        kind: str,
        method: str,
        path: str,
        form: dict[str, Any] | None = None,
        *,
        who: str = "",
        well: tuple[int, ...] = (200, 302),
        name: str = "",
        headers: dict[str, str] | None = None,
        **more: Any,
    ) -> Answer | None:
        """Ask and keep what came of it; nothing when there was no answer."""
        body = urlencode({**form, "csrfmiddlewaretoken": CSRF}) if form is not None else None
        given = {"User-Agent": CHROME, "Host": f"{self.host}:{self.port}", **(headers or {})}
        if form is not None:
            given["Content-Type"] = "application/x-www-form-urlencoded"
        if who:
            given["Cookie"] = f"session={self.facts['sessions'][who]}; csrf={CSRF}"
        began = time.monotonic()
        answer = self.exchange(method, path, body, given)
        status = answer.status if answer else NO_ANSWER
        told = Told(kind, began, time.monotonic() - began, status, status in well, name, more)
        if answer and status == 302 and answer.headers.get("location", "").startswith("/account/sign-in"):
            told.acknowledged = False
        if answer and kind == "begin" and (found := WRITE.fullmatch(answer.headers.get("location", ""))):
            told.more["made"] = found[1]
        self.note(told)
        return answer

    def exchange(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer | None:
        line = http.client.HTTPConnection(self.host, self.port, timeout=PATIENCE)
        try:
            line.request(method, path, body, headers)
            response = line.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, found, response.read())
        except (OSError, http.client.HTTPException):
            return None
        finally:
            line.close()
