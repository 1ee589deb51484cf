"""Pulling the wire feeds: one at a time, seldom, asking only for what is new, and leaving off politely when refused."""

import logging
import time
from datetime import timedelta

from django.db import transaction

from commonpress.engines.checks import feed as feeds
from commonpress.engines.checks import passages
from commonpress.engines.checks.models import WireFeed, WireItem
from commonpress.engines.lib import clock, http

log = logging.getLogger(__name__)

LOOK_SECONDS = 20.0  # between two looks for a feed that is due
EVERY = timedelta(minutes=30)
LONGEST_WAIT = timedelta(days=1)  # after failures, each doubling the wait
KEPT = timedelta(days=180)  # lifted agency copy is lifted while it is news
FETCH_SECONDS = 10.0
MOST_BYTES = 5 * http.MEGABYTE
TYPES = [
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/xml",
    "text/xml",
    "text/html",  # said of many a feed by its server; it is refused later if it is none
    "text/plain",
]


class _Next:
    look = 0.0  # time.monotonic()


def tick() -> bool:
    """The worker's follower: pull one feed that is due. Two workers never pull the same one."""
    if time.monotonic() < _Next.look:
        return False
    chosen = claim()
    if chosen is None:
        _Next.look = time.monotonic() + LOOK_SECONDS
        return False
    pull(chosen)
    return True


def claim() -> WireFeed | None:
    now = clock.now()
    for one in WireFeed.objects.filter(is_on=True, due_at__lte=now).order_by("due_at")[:3]:
        if WireFeed.objects.filter(pk=one.pk, due_at=one.due_at).update(due_at=now + EVERY):
            return one
    return None


def pull(feed: WireFeed) -> None:
    """Fetch the feed and keep what is new in it. What goes wrong stands on the owner's screen and is tried again later."""
    try:
        answer = fetch(feed)
        found = feeds.items(answer.body) if answer.status == 200 else []
    except (http.FetchError, feeds.BrokenFeed) as problem:
        put_off(feed, str(problem))
        return
    if answer.status not in {200, 304}:
        put_off(feed, f"HTTP {answer.status}")
        return
    for item in found:
        keep(feed, item)
    drop_old(feed)
    feed.etag = answer.headers.get("etag", feed.etag)[:200]
    feed.modified = answer.headers.get("last-modified", feed.modified)[:100]
    feed.failures, feed.problem, feed.pulled_at = 0, "", clock.now()
    feed.save(update_fields=["etag", "modified", "failures", "problem", "pulled_at"])


def fetch(feed: WireFeed) -> http.Fetched:
    asked = {"If-None-Match": feed.etag, "If-Modified-Since": feed.modified}
    known = {header: value for header, value in asked.items() if value}
    return http.fetch(feed.url, max_bytes=MOST_BYTES, seconds=FETCH_SECONDS, types=TYPES, headers=known)


def put_off(feed: WireFeed, problem: str) -> None:
    failures = min(feed.failures + 1, 12)
    wait = min(EVERY * 2**failures, LONGEST_WAIT)
    WireFeed.objects.filter(pk=feed.pk).update(
        failures=failures, problem=problem[:300], due_at=clock.now() + wait
    )
    log.info("wire %s: %s", feed.url, problem)


@transaction.atomic
def keep(feed: WireFeed, item: feeds.Item) -> None:
    """The words of one item join the archive, once; a changed item's new words take the old ones' place."""
    row, _ = WireItem.objects.get_or_create(feed=feed, key=item.key, defaults={"at": clock.now()})
    passages.put(
        row.subject,
        item.text,
        author=feed.subject,
        public=True,
        at=row.at,
        title=item.title,
        source=item.url,
        agency=feed.agency,
    )


@transaction.atomic
def drop_old(feed: WireFeed) -> None:
    drop(list(feed.items.filter(at__lt=clock.now() - KEPT)[:500]))


def drop(items: list[WireItem]) -> None:
    passages.remove(item.subject for item in items)
    WireItem.objects.filter(pk__in=[item.pk for item in items]).delete()


@transaction.atomic
def forget(feed: WireFeed) -> None:
    """The owner takes the feed off the list: its texts go with it."""
    drop(list(feed.items.all()))
    feed.delete()
