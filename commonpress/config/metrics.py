"""The figures of a paper in the OpenMetrics format (https://prometheus.io/docs/specs/om/open_metrics_spec/).

Counts are of all processes of this server since it started; what the database holds is of the whole paper. Loaded when
somebody asks.
"""

import platform
import shutil
from collections.abc import Iterator
from typing import Any

import django
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Count, Min, Q
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    InfoMetricFamily,
    Metric,
)
from prometheus_client.openmetrics.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

from commonpress import __version__
from commonpress.config.env import HOME
from commonpress.engines.edge import figures
from commonpress.engines.events import log as events
from commonpress.engines.events import signs
from commonpress.engines.events.models import Errand
from commonpress.engines.lib import clock
from commonpress.engines.lib.tally import BUCKETS, CLASSES, COUNTS, KINDS, tally
from commonpress.engines.search import folder
from commonpress.engines.site import mail
from commonpress.engines.site.models import Letter
from commonpress.interfaces.transfer.backup import age

CONTENT_TYPE = CONTENT_TYPE_LATEST

HELP = {
    "purges": "Times that pages were made old",
    "pages_purged": "Pages in memory that were made old",
    "sights_stored": "Views, impressions and clicks committed",
    "sights_refused": "Views, impressions and clicks that could not be committed and were turned away",
    "errands_done": "Errands done by the worker",
    "errand_failures": "Attempts at an errand that failed",
    "letters_sent": "Letters taken by the mail server",
    "queries": "Statements asked for answers of Django",
    "slow_queries": "Statements that took longer than COMMONPRESS_SLOW_QUERY_MS",
    "failures": "Exceptions nobody caught; the log has each",
}


class Figures(Collector):
    def collect(self) -> Iterator[Metric]:
        yield from counted()
        yield from in_memory()
        yield from of_the_machine()
        try:
            found = list(in_the_database())
        except DatabaseError:
            found = []
        yield GaugeMetricFamily(
            "commonpress_database_up", "Whether the database answered", float(bool(found))
        )
        yield from found


def text() -> bytes:
    generate: Any = generate_latest  # the library gives it no types
    whole: bytes = generate(Figures())
    return whole


def counted() -> Iterator[Metric]:
    requests = CounterMetricFamily(
        "commonpress_requests", "Requests by who answered and how", labels=["kind", "status"]
    )
    for kind in KINDS:
        for status in CLASSES:
            requests.add_metric([kind, status], tally.total(f"{kind} {status}"))
    yield requests
    for name in COUNTS:
        yield CounterMetricFamily(f"commonpress_{name}", HELP[name], tally.total(name))
    yield histogram(
        "making", "commonpress_page_making_seconds", "Time to make a public page that was not in memory"
    )
    yield histogram("answering", "commonpress_answering_seconds", "Time of an answer to one person")


def histogram(name: str, called: str, words: str) -> Metric:
    buckets: list[tuple[str, float]] = []
    count = 0.0
    for bucket in (*BUCKETS, "more"):
        count += tally.total(f"{name} {bucket}")
        buckets.append(("+Inf" if bucket == "more" else str(bucket), count))
    return HistogramMetricFamily(called, words, buckets=buckets, sum_value=tally.total(f"{name} sum"))


def in_memory() -> Iterator[Metric]:
    yield CounterMetricFamily("commonpress_edge_hits", "Requests answered from memory", figures.hits())
    words = "Requests that waited for a page to be made"
    yield CounterMetricFamily("commonpress_edge_misses", words, figures.misses())
    yield gauge("edge_pages", "Pages in memory, of all workers", tally.total("pages"))
    yield gauge("edge_bytes", "Bytes of pages in memory, of all workers", tally.total("page_bytes"))
    yield gauge("requests_waiting", "Requests waiting for a thread", tally.total("waiting"))
    yield gauge("workers", "Processes that answer requests", len(tally.alive()))


def of_the_machine() -> Iterator[Metric]:
    disk = shutil.disk_usage(HOME)
    yield gauge("disk_free_bytes", "Free on the disk of the paper's folder", disk.free)
    yield gauge("disk_bytes", "Size of that disk", disk.total)
    yield InfoMetricFamily("commonpress_version", "Versions", versions())


def versions() -> dict[str, str]:
    return {
        "commonpress": __version__,
        "python": platform.python_version(),
        "django": django.get_version(),
        "database": connection.display_name,
    }


def in_the_database() -> Iterator[Metric]:
    yield from errands()
    yield gauge("letters_waiting", "Letters not sent yet", Letter.objects.count())
    yield gauge("database_bytes", "Size of the database", database_bytes())
    newest = events.newest()
    yield CounterMetricFamily("commonpress_events", "Events recorded", newest)
    lag = GaugeMetricFamily(
        "commonpress_events_behind", "Events a follower has not read", labels=["follower"]
    )
    lag.add_metric(["search"], max(0, newest - index_cursor()))
    if (read_to := tally.least("read_to")) is not None:
        lag.add_metric(["edge"], max(0, newest - read_to))
    yield lag
    if heard := signs.worker_heard_at():
        yield gauge("worker_silent_seconds", "Since any worker was heard of", seconds_since(heard))
    standing = age.standing()
    if standing.age is not None:
        words = "Age of the last backup that was proved by a restore"
        yield gauge("backup_proved_age_seconds", words, standing.age.total_seconds())
    yield gauge("backup_failing", "Whether the last restore drill failed", float(standing.has_failed))
    if sent := signs.last(mail.SENT):
        yield gauge(
            "mail_last_sent_age_seconds", "Since the mail server took a letter", seconds_since(sent.at)
        )


def errands() -> Iterator[Metric]:
    failed = Q(state=Errand.State.FAILED)
    found = Errand.objects.aggregate(
        failed=Count("pk", filter=failed),
        waiting=Count("pk", filter=~failed & Q(due_at__lte=clock.now())),
        later=Count("pk", filter=~failed & Q(due_at__gt=clock.now())),
        oldest=Min("due_at", filter=~failed),
    )
    by_state = GaugeMetricFamily("commonpress_errands", "Errands by state", labels=["state"])
    for state in ("waiting", "later", "failed"):
        by_state.add_metric([state], found[state])
    yield by_state
    late = max(0.0, seconds_since(found["oldest"])) if found["oldest"] else 0.0
    yield gauge("errands_oldest_seconds", "How long the oldest errand has been due", late)


def index_cursor() -> int:
    here = folder.current()
    cursor = folder.read_cursor(here) if here else None
    return cursor.event if cursor else 0


def database_bytes() -> int:
    if connection.vendor == "sqlite":
        name = settings.DATABASES["default"]["NAME"]
        found = [HOME.joinpath(f"{name}{end}") for end in ("", "-wal")]
        return sum(each.stat().st_size for each in found if each.exists())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def gauge(name: str, words: str, value: float) -> Metric:
    return GaugeMetricFamily(f"commonpress_{name}", words, value)


def seconds_since(moment: Any) -> float:
    return float((clock.now() - moment).total_seconds())
