"""The old site's pictures: fetched through the one outgoing client, kept by the media room, or reported."""

from collections import Counter, deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonpress.engines.lib import clock, http
from commonpress.engines.media.address import url_of
from commonpress.engines.media.models import Picture
from commonpress.engines.media.refused import Refused
from commonpress.engines.media.store import MAX_BYTES, store
from commonpress.interfaces.transfer.report import HERE, NEW
from commonpress.interfaces.transfer.wordpress.body import words
from commonpress.interfaces.transfer.wordpress.ledger import batches, pk_of, short
from commonpress.interfaces.transfer.wordpress.move import Move
from commonpress.interfaces.transfer.wordpress.site import Medium, host_of

AT_ONCE = 3  # fetches: a small server's memory and the old site's patience
SECONDS = 20
GIVE_UP = 3  # times a host may not answer in a row before we stop asking it
PENDING = "/media/not-fetched-in-a-dry-run"


def take_pictures(move: Move) -> None:
    """Settle every file the survey found: kept before, kept now, or why not."""
    wanted = []
    for keys in batches(medium.id for medium in list(move.site.media())):
        wanted += settle_known(keys, move)
    Fetching(move).run(wanted)
    report_found_in_texts(move)


def settle_known(keys: list[str], move: Move) -> list[Medium]:
    """What is here already, and what need not be fetched; answers the rest."""
    media_of = {key: medium for key in keys if (medium := move.site.medium(key))}
    known = move.ledger.known(medium.key for medium in media_of.values())
    rows = Picture.objects.in_bulk([pk_of(row.subject) for row in known.values()])
    left = []
    for key, medium in media_of.items():
        row = known.get(short(medium.key))
        if row and (picture := rows.get(pk_of(row.subject))):
            keep(move, key, picture, HERE, row.at)
        elif why := reason(medium, move):
            move.site.missed(key, why, medium.url)
        elif move.dry_run:
            move.site.took(key, PENDING, NEW)
        else:
            left.append(medium)
    return left


def keep(move: Move, key: str, picture: Picture, state: str, came: datetime) -> None:
    move.site.took(key, url_of(picture.name), state, picture.width, picture.height, came.timestamp())


def reason(medium: Medium, move: Move) -> str:
    if not medium.url:
        return "no-address"
    if not medium.is_picture:
        return "not-picture"
    return "" if move.fetch_media else "not-fetched"


class Fetching:
    """A few fetches at once; storing is done by the one thread that has the database."""

    def __init__(self, move: Move) -> None:
        self.move = move
        self.silent: Counter[str] = Counter()

    def run(self, wanted: list[Medium]) -> None:
        with ThreadPoolExecutor(AT_ONCE, "import-fetch") as pool:
            for medium, future in self.ahead(wanted, pool):
                self.settle(medium, future)

    def ahead(
        self, wanted: list[Medium], pool: ThreadPoolExecutor
    ) -> Iterator[tuple[Medium, Future[http.Fetched] | None]]:
        """Never more than ``AT_ONCE`` pictures in memory besides the one being stored."""
        under_way: deque[tuple[Medium, Future[http.Fetched] | None]] = deque()
        for medium in wanted:
            gone = self.silent[host_of(medium.url)] >= GIVE_UP
            under_way.append((medium, None if gone else pool.submit(fetch, medium.url)))
            if len(under_way) >= AT_ONCE:
                yield under_way.popleft()
        yield from under_way

    def settle(self, medium: Medium, future: Future[http.Fetched] | None) -> None:
        self.move.progress(self.move.done, self.move.site.items, medium.url)
        host = host_of(medium.url)
        try:
            if future is None:
                raise http.Unreachable(_("the host did not answer before"))
            found = future.result()
            self.silent[host] = 0
            self.store(medium, found)
        except http.FetchError as error:
            self.silent[host] += isinstance(error, http.Unreachable)
            self.move.site.missed(medium.id, "unreachable", f"{medium.url} ({error})")
        except Refused as error:
            self.move.site.missed(medium.id, "refused-picture", f"{medium.url} ({error})")

    def store(self, medium: Medium, found: http.Fetched) -> None:
        if found.status != 200:
            raise http.Refused(f"HTTP {found.status}")
        by = self.move.actor
        with transaction.atomic():
            # Everybody's once a text that everybody reads shows it; those of drafts and private texts never are.
            picture = store(found.body, alt=words(medium.alt), owner=by, by=by, is_guarded=True)
            self.move.ledger.write([(medium.key, picture.subject, "")])
        keep(self.move, medium.id, picture, NEW, clock.now())


def fetch(url: str) -> http.Fetched:
    return http.fetch(url, max_bytes=MAX_BYTES, seconds=SECONDS, types=("image/",))


def report_found_in_texts(move: Move) -> None:
    """Pictures that stand in a text but in no attachment are items of their own."""
    for medium in list(move.site.media("id like 'text:%'")):
        report(medium, "picture", medium.key, medium.url, move)


def report(medium: Medium | None, kind: str, key: str, title: str, move: Move) -> None:
    if medium and medium.state == HERE:
        move.report.had(kind, key, title)
    elif medium and medium.state == NEW:
        move.report.took(kind, key, title)
    else:
        move.report.left(
            kind, key, title, medium.why if medium else "no-address", medium.detail if medium else ""
        )


def picture_of(medium: Medium | None, move: Move) -> Picture | None:
    """The picture a file became, if it was kept."""
    if medium is None or not medium.file or move.dry_run:
        return None
    row = move.ledger.known([medium.key]).get(short(medium.key))
    return Picture.objects.filter(pk=pk_of(row.subject)).first() if row else None
