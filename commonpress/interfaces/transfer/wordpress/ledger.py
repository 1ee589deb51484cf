"""Remembers in the database what was taken, in the transaction of the taking: so a killed import goes on where it was."""

from collections.abc import Iterable, Iterator
from hashlib import blake2b

from commonpress.engines.lib import clock
from commonpress.interfaces.transfer.models import Imported

ASKED = 400  # keys a query: below SQLite's oldest limit of variables
Rows = list[tuple[str, str, str]]  # key, subject, fingerprint


class Ledger:
    def __init__(self, source: str) -> None:
        self.source = source

    def known(self, keys: Iterable[str]) -> dict[str, Imported]:
        """Those of ``keys`` that are already here."""
        wanted = [short(key) for key in keys]
        return {
            row.key: row
            for start in range(0, len(wanted), ASKED)
            for row in Imported.objects.filter(source=self.source, key__in=wanted[start : start + ASKED])
        }

    def write(self, rows: Rows) -> None:
        """Call inside the transaction that made what the rows record."""
        now = clock.now()
        Imported.objects.bulk_create(
            (
                Imported(source=self.source, key=short(key), subject=subject, fingerprint=mark, at=now)
                for key, subject, mark in rows
            ),
            batch_size=ASKED,
        )


def short(key: str) -> str:
    """A key that fits its column; slugs in other alphabets are long."""
    return key if len(key) <= 190 else f"{key[:150]}#{blake2b(key.encode(), digest_size=12).hexdigest()}"


def pk_of(subject: str) -> int:
    return int(subject.rpartition(":")[2])


def batches(rows: Iterable[str], size: int = ASKED) -> Iterator[list[str]]:
    batch: list[str] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
