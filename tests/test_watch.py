"""The addresses for programs that watch: what they say, to whom, and that they need no more than they must."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from prometheus_client.openmetrics.parser import text_string_to_metric_families

from commonpress.config import metrics, watch
from commonpress.domain.stories.models import Story
from commonpress.engines.edge.bridge import Answer
from commonpress.engines.edge.tests.people import Edge, run
from commonpress.engines.events import signs
from commonpress.engines.events.models import Errand, Event
from commonpress.engines.lib import clock
from commonpress.engines.lib.tally import tally
from commonpress.interfaces.transfer.models import Drill

TOKEN = "a-token-for-the-watchers"


@pytest.fixture
def bearer(settings: Any) -> dict[str, Any]:
    settings.METRICS_TOKEN = TOKEN
    return {"HTTP_AUTHORIZATION": f"Bearer {TOKEN}"}


def test_that_it_lives_is_said_without_the_database_and_to_any_host(client: Client) -> None:
    """This test may not touch the database."""
    answer = client.get("/-/health", HTTP_HOST="10.1.2.3")
    assert (answer.status_code, answer.content, answer["Cache-Control"]) == (200, b"ok\n", "no-store")
    assert client.head("/-/health").content == b""
    assert client.post("/-/health").status_code == 405


def test_the_edge_says_so_while_all_threads_wait(
    monkeypatch: pytest.MonkeyPatch, all_is_public: None
) -> None:
    edge = Edge(monkeypatch)

    async def story() -> None:
        edge.start()
        edge.application.waiting = 10_000
        assert (await edge.ask("/-/health")).body == b"ok\n"
        assert (await edge.ask("/-/health", "HEAD")).body == b""
        assert (await edge.ask("/-/ready")).status == 503  # too much is going on for one more
        edge.application.waiting = 0
        monkeypatch.setattr("commonpress.engines.edge.bridge.ask", lambda *_: Answer(200, [], b"ready", None))
        assert (await edge.ask("/-/ready")).body == b"ready"

    run(story)


@pytest.fixture
def all_is_public(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commonpress.engines.edge.keys.parameters_of", lambda _: frozenset())


def test_it_is_ready_with_a_worker_and_all_migrations(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = client.get("/-/ready")
    assert (answer.status_code, answer["Cache-Control"]) == (503, "no-store")
    assert b"no worker" in answer.content
    signs.give("worker:here")
    with CaptureQueriesContext(connection) as asked:
        answer = client.get("/-/ready", HTTP_HOST="10.1.2.3")
    assert (answer.status_code, answer.content) == (200, b"ready\n")
    assert len(asked) == 2
    monkeypatch.setattr(watch, "waiting_migrations", lambda: 3)
    assert b"3 migrations are waiting" in client.get("/-/ready").content


def test_waiting_migrations_are_looked_for_until_none_waits(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch.Known, "is_migrated", False)
    monkeypatch.setattr(
        "django.db.migrations.executor.MigrationExecutor.migration_plan",
        lambda *_: [("one", False), ("two", False)],
    )
    assert watch.waiting_migrations() == 2
    monkeypatch.setattr("django.db.migrations.executor.MigrationExecutor.migration_plan", lambda *_: [])
    assert watch.waiting_migrations() == 0
    assert watch.Known.is_migrated


def test_a_database_that_is_away_is_named_without_its_host(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> int:
        raise DatabaseError("could not connect to db.internal as olga")

    monkeypatch.setattr(watch, "waiting_migrations", away)
    answer = client.get("/-/ready")
    assert answer.status_code == 503
    assert b"does not answer" in answer.content
    assert b"olga" not in answer.content


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer ", "Bearer wrong", f"Basic {TOKEN}", TOKEN])
def test_the_figures_are_nobodys_without_the_token(
    client: Client, db: None, bearer: dict[str, Any], given: str
) -> None:
    answer = client.get("/-/metrics", HTTP_AUTHORIZATION=given)
    assert answer.status_code == 404
    assert b"commonpress_" not in answer.content
    assert answer.content == client.get("/-/nothing").content


def test_where_no_token_is_set_nobody_has_it(client: Client, db: None) -> None:
    for given in ("", "Bearer ", "Bearer None"):
        assert client.get("/-/metrics", HTTP_AUTHORIZATION=given).status_code == 404


def samples(page: bytes) -> dict[str, float]:
    """By name and labels, read by the format's own parser."""
    found = {}
    families: Any = text_string_to_metric_families  # the library gives it no types
    for family in families(page.decode()):
        for one in family.samples:
            labels = ",".join(f"{name}={value}" for name, value in sorted(one.labels.items()))
            found[f"{one.name}{{{labels}}}" if labels else one.name] = one.value
    return found


def test_the_figures_tell_what_is_going_on(
    client: Client, story: Story, bearer: dict[str, Any], make_story: Callable[..., Story]
) -> None:
    def read() -> dict[str, float]:
        answer = client.get("/-/metrics", **bearer)
        assert answer["Content-Type"].startswith("application/openmetrics-text; version=1.0.0")
        assert answer["Cache-Control"] == "no-store"
        return samples(answer.content)

    before = read()
    client.get("/me/")
    client.get("/nothing-here/")
    tally.time("making", 0.02)
    tally.add("sights_stored", 5)
    event = Event.objects.order_by("-pk")[0]
    now = clock.now()
    Errand.objects.all().delete()
    Errand.objects.create(event=event, reader="a", due_at=now - 2 * signs.SILENT)
    Errand.objects.create(event=event, reader="b", due_at=now, state=Errand.State.FAILED)
    Errand.objects.create(event=event, reader="c", due_at=now + signs.SILENT)
    signs.give("worker:here")
    signs.give("mail.sent")
    Drill.objects.create(began_at=now, ended_at=now, backup="20261126T010203Z")
    after = read()

    def grown(name: str) -> float:
        return after[name] - before[name]

    assert grown("commonpress_requests_total{kind=own,status=2xx}") == 1
    assert grown("commonpress_requests_total{kind=own,status=4xx}") == 1
    assert grown("commonpress_answering_seconds_count") == 2
    assert grown("commonpress_page_making_seconds_bucket{le=0.025}") == 1
    assert grown("commonpress_page_making_seconds_bucket{le=0.01}") == 0
    assert grown("commonpress_sights_stored_total") == 5
    assert grown("commonpress_queries_total") > 1
    assert [after[f"commonpress_errands{{state={state}}}"] for state in ("waiting", "later", "failed")] == [
        1,
        1,
        1,
    ]
    assert 115 < after["commonpress_errands_oldest_seconds"] < 180
    for name in ("worker_silent", "backup_proved_age", "mail_last_sent_age"):
        assert 0 <= after[f"commonpress_{name}_seconds"] < 60
    assert after["commonpress_database_up"] == 1
    assert after["commonpress_database_bytes"] >= 0
    assert after["commonpress_disk_free_bytes"] > 0
    assert after["commonpress_events_total"] == Event.objects.order_by("-pk")[0].pk
    assert any(name.startswith("commonpress_version_info{commonpress=") for name in after)


def test_the_figures_of_the_processes_come_without_the_database_too(
    client: Client, db: None, bearer: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> None:
        raise DatabaseError

    monkeypatch.setattr(metrics, "in_the_database", away)
    found = samples(client.get("/-/metrics", **bearer).content)
    assert found["commonpress_database_up"] == 0
    assert "commonpress_edge_hits_total" in found
    assert "commonpress_letters_waiting" not in found
