from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from commonpress.engines.checks import archive, links, links_visit, run, sentences, store
from commonpress.engines.checks.desk_models import LinkState
from commonpress.engines.checks.finding import Severity
from commonpress.engines.checks.matter import Matter
from commonpress.engines.checks.models import Report
from commonpress.engines.events.models import Event
from commonpress.engines.lib.tests.servers import Server, moves, says, serving

pytestmark = pytest.mark.django_db


@pytest.fixture
def server() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


@pytest.fixture(autouse=True)
def _elsewhere(settings: Any) -> None:
    """The paper's own address is another than the servers': its own links are not asked for."""
    settings.BASE_URL = "https://paper.example"


def anyone(address: str, port: int) -> str | None:
    return None


def linking(*addresses: str) -> Matter:
    body = "".join(f'<p><a href="{address}">a place</a></p>' for address in addresses)
    return Matter("story:5", "member:2", headline="The ferry is back", body=body)


def visited(matter: Matter) -> Event:
    archive.put(matter, public=False, at=timezone.now())
    event = Event.objects.get(kind=links.WANTED)
    links_visit.visit_links(event, judge=anyone)
    return event


def test_a_dead_link_is_found_later_and_the_report_is_renewed(server: ExitStack) -> None:
    gone: Server = server.enter_context(serving(says("", status="404 Not Found")))
    matter = linking(gone.url)
    first = store.keep(matter, run.examine(matter))
    assert "links" not in {finding.kind for finding in first.found}
    visited(matter)
    newest = store.latest([matter.subject])[matter.subject]
    assert newest.pk != first.pk
    [found] = [finding for finding in newest.found if finding.kind == "links"]
    assert (found.code, found.severity, found.facts["status"]) == ("dead", Severity.WARN, 404)
    assert gone.url in sentences.for_author(found)
    assert "404" in sentences.for_editor(found)
    assert store.recompute(newest)
    assert Event.objects.get(kind=links_visit.RENEWED).facts["report"] == newest.pk


def test_a_link_that_works_changes_nothing_and_is_not_asked_for_twice(server: ExitStack) -> None:
    fine: Server = server.enter_context(serving(says("Content-Type: text/html", b"<p>hello</p>")))
    matter = linking(fine.url, fine.url)
    store.keep(matter, run.examine(matter))
    event = visited(matter)
    links_visit.visit_links(event, judge=anyone)
    archive.put(matter, public=True, at=timezone.now())
    assert len(fine.requests) == 1
    assert Event.objects.filter(kind=links.WANTED).count() == 1
    assert Report.objects.count() == 1


def test_a_link_that_leads_to_another_site_is_noted(server: ExitStack) -> None:
    there: Server = server.enter_context(serving(says("Content-Type: text/html", b"hello")))
    here: Server = server.enter_context(serving(moves(there.url.replace("127.0.0.1", "localhost"))))
    matter = linking(here.url)
    visited(matter)
    [found] = run.examine(matter, only={"links"})
    assert (found.code, found.severity) == ("moved", Severity.NOTE)
    assert "localhost" in sentences.for_editor(found)


def test_a_short_link_is_found_at_once_without_the_network() -> None:
    [found] = run.examine(linking("https://bit.ly/abc"), only={"links"})
    assert (found.code, found.severity) == ("shortened", Severity.WARN)
    assert "bit.ly" in sentences.for_author(found)


@pytest.mark.parametrize("status", ["403 Forbidden", "429 Too Many Requests", "503 Service Unavailable"])
def test_a_site_that_turns_programs_away_is_not_called_dead(server: ExitStack, status: str) -> None:
    shy: Server = server.enter_context(serving(says("", status=status)))
    matter = linking(shy.url)
    visited(matter)
    assert LinkState.objects.get().state == "unknown"
    assert run.examine(matter, only={"links"}) == []


def test_a_large_answer_is_an_answer(server: ExitStack) -> None:
    large: Server = server.enter_context(serving(says("Content-Type: text/html", b"x" * 400_000)))
    visited(linking(large.url))
    assert LinkState.objects.get().state == "fine"


def test_addresses_of_the_inside_are_never_asked_for(server: ExitStack) -> None:
    inside: Server = server.enter_context(serving(says("", b"secret")))
    archive.put(linking(inside.url), public=False, at=timezone.now())
    links_visit.visit_links(Event.objects.get(kind=links.WANTED))
    assert inside.requests == []
    assert LinkState.objects.get().state == "unknown"


def test_a_name_that_does_not_exist_is_dead() -> None:
    assert links_visit.ask("http://no-such-name.invalid/", anyone)[0] in {"dead", "unknown"}


def test_an_old_paper_that_moves_in_asks_for_nothing() -> None:
    archive.put(linking("https://a.example/"), public=True, at=timezone.now() - links.NEWS * 2)
    assert Event.objects.count() == 0


def test_wishes_are_rolled_back_with_the_text() -> None:
    with transaction.atomic():
        archive.put(linking("https://a.example/"), public=False, at=timezone.now())
        transaction.set_rollback(True)
    assert Event.objects.count() == 0
