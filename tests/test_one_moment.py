"""The same form twice at one moment, in two processes: it acts once. On SQLite and on PostgreSQL."""

import json
import subprocess
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from commonpress.domain.conversation.models import Comment, Flag
from commonpress.domain.members.models import Decision, Member
from commonpress.domain.stories.models import Section, Story
from commonpress.engines.events import work
from commonpress.engines.events.models import Event
from commonpress.interfaces.desk.models import Entry
from commonpress.interfaces.studio.forms import initial
from tests.processes import start

Send = Callable[[Member, str, dict[str, Any]], list[int]]
pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 4
AHEAD = 0.1  # seconds until both begin
SENDER = """
import json, sys, time
from django.test import Client
from django.test.utils import setup_test_environment
from commonpress.domain.members.models import Member
setup_test_environment()
for line in sys.stdin:
    asked = json.loads(line)
    client = Client(raise_request_exception=False)
    client.force_login(Member.objects.get(handle=asked["who"]))
    client.get("/me/")
    print("ready", flush=True)
    at = float(sys.stdin.readline())
    while time.time() < at:
        pass
    print(client.post(asked["path"], asked["sent"]).status_code, flush=True)
"""


@pytest.fixture
def both(transactional_db: None) -> Iterator[Send]:
    """Sends one form from two processes at one moment; answers both statuses."""
    two = [start(SENDER) for _ in range(2)]

    def send(who: Member, path: str, sent: dict[str, Any]) -> list[int]:
        for one in two:
            tell(one, json.dumps({"who": who.handle, "path": path, "sent": sent}))
        assert [hear(one) for one in two] == ["ready", "ready"]
        moment = str(time.time() + AHEAD)
        for one in two:
            tell(one, moment)
        return sorted(int(hear(one)) for one in two)

    yield send
    for one in two:
        one.kill()
        one.communicate()


def tell(one: "subprocess.Popen[str]", line: str) -> None:
    assert one.stdin
    one.stdin.write(f"{line}\n")
    one.stdin.flush()


def hear(one: "subprocess.Popen[str]") -> str:
    assert one.stdout
    return one.stdout.readline().strip()


def settled() -> None:
    while work.run_due():
        pass


def test_a_form_sent_twice_at_one_moment_acts_once(
    both: Send, make_story: Callable[..., Story], section: Section, ada: Member, ben: Member, cleo: Member
) -> None:
    published = make_story()
    for number in range(ROUNDS):
        comment = {"text": f"I saw boat {number}.", "key": f"key-{number}"}
        assert both(cleo, f"/talk/{published.pk}/", comment) == [302, 302]
        assert Comment.objects.filter(source=comment["text"]).count() == 1

        assert both(ben, "/studio/new/", {"section": section.slug, "key": f"key-{number}"}) == [302, 302]
        assert Event.objects.filter(kind="story.begun").count() == number + 1

        draft = make_story(f"Number {number}", published=False)
        words = {name: value for name, value in initial(draft).items() if value or name == "seen"}
        answers = both(ben, f"/studio/{draft.pk}/write/", {**words, "do": "submit"})
        assert answers[0] == 302
        assert answers[1] in {302, 409, 422}
        assert Event.objects.filter(kind="story.submitted", subject=draft.subject).count() == 1

        settled()
        entry = Entry.objects.get(subject=draft.subject)
        assert both(ada, f"/desk/{entry.pk}/decide/", {"do": "publish"}) == [302, 409]
        assert Decision.objects.filter(subject=draft.subject).count() == 1

        flag = {"reason": "false", "words": "Not so."}
        assert both(cleo, f"/flag/?subject={draft.subject}", flag) == [200, 200]
        assert Flag.objects.filter(subject=draft.subject).count() == 1
        assert Decision.objects.filter(subject=draft.subject, action="flagged").count() == 1
