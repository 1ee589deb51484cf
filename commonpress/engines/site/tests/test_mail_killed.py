"""A worker is killed -9 while it hands a letter over: the letter arrives, twice at most, under one name."""

import os
import signal
from datetime import timedelta
from typing import Any

import pytest

from commonpress.engines.events import work
from commonpress.engines.events.models import Errand
from commonpress.engines.lib import clock
from commonpress.engines.site import mail
from commonpress.engines.site.models import Letter
from tests.postman import Postman
from tests.processes import LIMIT, start

WORKER = "from commonpress.engines.events import work\nwork.run_due()"


class Killer:
    """Stands in the mail server's door and kills who brings a letter, at one step of the conversation."""

    def __init__(self, postman: Postman, step: str) -> None:
        self.step, self.worker = step, 0
        self.take = postman.handle_DATA
        postman.handle_EHLO = self.hello  # type: ignore[attr-defined]
        postman.handle_DATA = self.data  # type: ignore[method-assign]
        postman.handle_QUIT = self.farewell  # type: ignore[attr-defined]

    def now(self, step: str) -> None:
        if self.worker and step == self.step:
            os.kill(self.worker, signal.SIGKILL)
            self.worker = 0

    async def hello(self, server: Any, session: Any, envelope: Any, name: str, answers: Any) -> Any:
        self.now("before")
        session.host_name = name
        return answers

    async def data(self, server: Any, session: Any, envelope: Any) -> str:
        taken = await self.take(server, session, envelope)
        self.now("between")  # the server has it, and its yes is not heard any more
        return taken

    async def farewell(self, server: Any, session: Any, envelope: Any) -> str:
        self.now("after")
        return "221 Bye"


@pytest.mark.parametrize(("step", "copies"), [("before", 1), ("between", 2), ("after", 1)])
@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_loses_no_letter(step: str, copies: int, postman: Postman, settings: Any) -> None:
    killer = Killer(postman, step)
    mail.send("ben@example.org", "Your story", "is out")
    worker = start(WORKER, MAIL_URL=f"smtp://127.0.0.1:{settings.EMAIL_PORT}")
    killer.worker = worker.pid
    assert worker.wait(LIMIT) == -signal.SIGKILL
    work.run_due()  # nobody else takes it up while the dead one may still be at it
    assert len(postman.came) <= 1
    assert Errand.objects.get().state == Errand.State.CLAIMED
    with clock.frozen(clock.now() + work.LEASE + timedelta(seconds=1)):
        work.run_due()
        work.run_due()
    assert not Letter.objects.exists()
    assert not Errand.objects.exists()
    assert [came["Subject"] for came in postman.came] == ["Your story"] * copies
    assert len({came["Message-ID"] for came in postman.came}) == 1
