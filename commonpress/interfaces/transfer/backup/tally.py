"""Counts and hashes of a table's rows, whatever order they come in: the sum of the rows' own hashes."""

import hashlib

from commonpress.interfaces.transfer.backup.manifest import Table
from commonpress.interfaces.transfer.backup.problem import BackupProblem

ROW_BYTES = 16
WIDTH = 2 ** (8 * ROW_BYTES)


class Tally:
    """Finds accidents. Against a forger it proves nothing; the pieces' names and seals do."""

    def __init__(self) -> None:
        self.rows = 0
        self.total = 0

    def add(self, row: bytes) -> None:
        self.rows += 1
        self.total += int.from_bytes(hashlib.blake2b(row, digest_size=ROW_BYTES).digest(), "big")

    @property
    def table(self) -> Table:
        return Table(rows=self.rows, digest=f"{self.total % WIDTH:0{2 * ROW_BYTES}x}")


def compare(wanted: dict[str, Table], found: dict[str, Table]) -> None:
    """Raises ``BackupProblem`` that names the first table that came back otherwise."""
    for name in sorted(set(wanted) | set(found)):
        if wanted.get(name) != found.get(name):
            raise BackupProblem(
                f"table {name} came back with {described(found.get(name))}; the backup says {described(wanted.get(name))}."
                " Restore an older backup with --at, and keep this one for whoever looks into it."
            )


def described(table: Table | None) -> str:
    return f"{table.rows} rows ({table.digest[:8]})" if table else "nothing"
