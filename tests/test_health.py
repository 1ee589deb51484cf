"""The owner's page of how the paper is doing: each thing good, to be looked at or broken, with what to do about it."""

from collections import namedtuple
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from commonpress.config import health
from commonpress.config.health import Line, State
from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Story
from commonpress.engines.events import signs
from commonpress.engines.events.models import Errand, Event, Sign
from commonpress.engines.lib import clock
from commonpress.engines.lib.tally import tally
from commonpress.engines.site import certificate, mail, options
from commonpress.interfaces.transfer.models import Drill

Look = Callable[[], Iterator[Line]]
Usage = namedtuple("Usage", "total used free")
GB = 1024**3


def told(look: Look) -> Line:
    (line,) = look()
    assert look in health.LOOKS
    assert bool(line.remedy) == (line.state in {State.LOOK, State.BROKEN})
    return line


def errand(**values: Any) -> Errand:
    now = clock.now()
    event = Event.objects.create(kind="story.published", subject="story:7", at=now)
    return Errand.objects.create(**{"event": event, "reader": "ring", "due_at": now, **values})


@pytest.fixture
def counts(monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """What all processes counted, as the test wants it."""
    wanted: dict[str, float] = {}
    monkeypatch.setattr(tally, "total", lambda name: wanted.get(name, 0.0))
    return wanted


@pytest.fixture
def quiet(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A paper where nothing is wrong that this test does not name."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    Errand.objects.all().delete()
    signs.give("worker:here")


def test_mail(quiet: None, settings: Any) -> None:
    assert told(health.letters).state == State.UNKNOWN
    signs.give(mail.SENT)
    assert told(health.letters).state == State.GOOD
    errand(reader="mail", attempts=2, error="SMTPAuthenticationError: 535 no")
    line = told(health.letters)
    assert (line.state, "1 letter could" in line.words, "535 no" in line.words) == (State.BROKEN, True, True)
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert told(health.letters).command.startswith("COMMONPRESS_MAIL_URL=")


def test_errands(quiet: None) -> None:
    assert told(health.worker).words == "0 errands wait."
    errand(due_at=clock.now() - timedelta(minutes=11))
    assert told(health.worker).state == State.LOOK
    errand(state=Errand.State.FAILED)
    assert told(health.worker).words == "1 errand has failed for good. 1 errand waits."
    Sign.objects.all().delete()
    assert (told(health.worker).state, told(health.worker).command) == (State.BROKEN, "commonpress worker")


@pytest.mark.parametrize(
    ("free", "state"), [(60 * GB, State.GOOD), (9 * GB, State.LOOK), (GB // 4, State.BROKEN)]
)
def test_disk(monkeypatch: pytest.MonkeyPatch, free: int, state: State) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: Usage(100 * GB, 100 * GB - free, free))
    assert told(health.disk).state == state


def test_pages_in_memory(counts: dict[str, float]) -> None:
    assert told(health.memory).state == State.UNKNOWN
    counts.update({"kept 2xx": 900, "kept 3xx": 50, "made 2xx": 50})
    line = told(health.memory)
    assert (line.state, "95%" in line.words) == (State.GOOD, True)
    counts["made 4xx"] = 2000
    assert told(health.memory).state == State.LOOK


def test_slow_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    notes = [{"/": 40, "/search/": 80}]
    monkeypatch.setattr(tally, "notes", lambda: notes)
    assert told(health.slow).state == State.GOOD
    notes.append({"/search/": 2400, "/": 10})
    line = told(health.slow)
    assert line.state == State.LOOK
    assert "/search/ (2.4 s)" in line.words
    assert "40" not in line.words


def test_failures(counts: dict[str, float]) -> None:
    assert told(health.failures).state == State.GOOD
    counts["failures"] = 3
    assert told(health.failures).words.startswith("3 answers")


def test_backups(db: None) -> None:
    assert told(health.backups).command.startswith("COMMONPRESS_BACKUP_TO=")
    now = clock.now()
    drill = Drill.objects.create(began_at=now, ended_at=now, backup="one")
    assert told(health.backups).state == State.GOOD
    Drill.objects.filter(pk=drill.pk).update(ended_at=now - timedelta(days=4))
    assert told(health.backups).state == State.BROKEN
    Drill.objects.create(began_at=now, ended_at=now, trouble="one.jpg was cut.")
    assert "one.jpg was cut" in told(health.backups).words


def test_the_certificate(db: None, settings: Any) -> None:
    settings.BEHIND_TLS = False
    assert told(health.certificates).state == State.LOOK
    settings.BEHIND_TLS = True
    assert told(health.certificates).state == State.UNKNOWN
    for days, state in ((60, State.GOOD), (10, State.LOOK), (3, State.BROKEN)):
        until = clock.now() + timedelta(days=days, hours=1)
        signs.give(certificate.SIGN, until=until.isoformat())
        assert told(health.certificates).state == state
    signs.give(certificate.SIGN, wrong="certificate has expired")
    assert "has expired" in told(health.certificates).words
    signs.give(certificate.SIGN, unknown="no such name")
    assert told(health.certificates).state == State.UNKNOWN


def test_search_and_versions(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commonpress.engines.search.health.trouble", lambda: "")
    assert told(health.search).state == State.GOOD
    monkeypatch.setattr("commonpress.engines.search.health.trouble", lambda: "it is damaged")
    assert told(health.search).command == "commonpress index"
    line = told(health.versions)
    assert "Django 5.2" in line.words
    assert "calls nobody" in line.words


def test_the_worst_decides_what_is_said_first() -> None:
    def line(state: State) -> Line:
        return Line("", state, "")

    assert health.worst([]) == State.GOOD
    assert health.worst([line(State.GOOD), line(State.UNKNOWN)]) == State.UNKNOWN
    assert health.worst([line(State.BROKEN), line(State.LOOK)]) == State.BROKEN


@pytest.fixture
def office(client: Client, owner: Member) -> Client:
    client.force_login(owner)
    return client


@pytest.mark.parametrize(("language", "words"), [("en", "Look at this"), ("ro", "De văzut")])
def test_the_owner_reads_it_in_the_papers_language(office: Client, language: str, words: str) -> None:
    options.change({"language": language})
    answer = office.get("/admin/health/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert words in page
    assert "/admin/health/" in office.get("/admin/").content.decode()


def test_failed_errands_are_put_back_one_or_all_with_a_record(office: Client, owner: Member) -> None:
    Errand.objects.all().delete()
    one, two, three = (errand(state=Errand.State.FAILED, error=f"Boom {n}", attempts=6) for n in range(3))
    waiting = errand(attempts=1)
    page = office.get("/admin/health/").content.decode()
    assert "Boom 2" in page
    assert "Try all 3 errands again" in page
    assert office.post("/admin/health/again/", {"errand": one.pk}).status_code == 302
    states = dict(Errand.objects.values_list("pk", "state"))
    assert [states[each.pk] for each in (one, two, three)] == ["waiting", "failed", "failed"]
    office.post("/admin/health/again/")
    assert not Errand.objects.filter(state="failed").exists()
    records = Event.objects.filter(kind="errand.put_back").order_by("pk")
    assert {(each.by, each.subject) for each in records} == {
        (owner.subject, f"errand:{each.pk}") for each in (one, two, three)
    }
    waiting.refresh_from_db()
    assert waiting.attempts == 1
    assert "0 errands were put back" in office.post("/admin/health/again/", follow=True).content.decode()


@pytest.mark.parametrize("who", ["ada", "ben", "cleo"])
def test_nobody_else_sees_it_or_puts_anything_back(
    client: Client, story: Story, request: pytest.FixtureRequest, who: str
) -> None:
    failed = errand(state=Errand.State.FAILED)
    client.force_login(request.getfixturevalue(who))
    for answer in (client.get("/admin/health/"), client.post("/admin/health/again/", {"errand": failed.pk})):
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/admin/login/")
    failed.refresh_from_db()
    assert failed.state == Errand.State.FAILED
    assert client.get("/admin/health/again/").status_code in {302, 405}
