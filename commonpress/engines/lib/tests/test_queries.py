import logging

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from commonpress.engines.lib import queries, straight


@pytest.mark.django_db
def test_every_statement_of_the_thread_is_counted_however_it_is_asked() -> None:
    queries.watch(connection)
    queries.watch(connection)
    assert connection.execute_wrappers.count(queries.watched) == 1
    before = queries.asked.count
    ContentType.objects.count()
    assert straight.ask("SELECT 7 + %s", [1]) == [(8,)]
    assert queries.asked.count - before == 2
    assert not queries.has_other_watchers(connection)
    with connection.execute_wrapper(lambda execute, *given: execute(*given)):
        assert queries.has_other_watchers(connection)


@pytest.mark.django_db
def test_a_slow_statement_is_told_without_its_values(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    queries.watch(connection)
    monkeypatch.setattr(queries.Slow, "ms", 0.000001)
    ContentType.objects.filter(model="canary-value").count()
    straight.ask("SELECT 'canary-value' AS a, 4711 AS b", [])
    told = [record for record in caplog.records if record.message == "slow query"]
    assert len(told) == 2
    shapes = [str(vars(record)["sql"]) for record in told]
    assert 'WHERE "django_content_type"."model" = %s' in shapes[0]
    assert shapes[1] == "SELECT ? AS a, ? AS b"
    assert "canary" not in str([vars(record) for record in told])
    assert "4711" not in str(shapes)


@pytest.mark.django_db
@pytest.mark.parametrize("most", [0.0, 10_000.0])
def test_a_quick_one_is_not_told(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, most: float
) -> None:
    queries.watch(connection)
    monkeypatch.setattr(queries.Slow, "ms", most)
    with caplog.at_level(logging.WARNING):
        ContentType.objects.count()
    assert not caplog.records
