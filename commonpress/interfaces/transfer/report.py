"""What an import found, took and did not take, item by item.

The items are kept in a temporary file of SQLite's own, so that a report of a million items needs no memory.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any, TextIO

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonpress.interfaces.transfer.reasons import sentence

NEW, HERE, REPORTED = "new", "here", "reported"
KINDS: dict[str, Promise] = {
    "post": gettext_lazy("posts"),
    "page": gettext_lazy("pages"),
    "attachment": gettext_lazy("attachments"),
    "picture": gettext_lazy("pictures in the text"),
    "comment": gettext_lazy("comments"),
    "menu": gettext_lazy("menu items"),
    "category": gettext_lazy("categories"),
    "tag": gettext_lazy("tags"),
    "term": gettext_lazy("other terms"),
    "author": gettext_lazy("authors"),
    "other": gettext_lazy("other items"),
}
SHOWN = 200  # lines of the readable list; the JSON has them all
TABLES = """
create table item (kind text, key text, title text, outcome text, code text, detail text, primary key (kind, key))
    without rowid;
create table note (kind text, key text, title text, code text, detail text);
"""


@dataclass
class Count:
    """``found`` is counted when the file is first read, the others when it is taken in: they must agree."""

    found: int = 0
    new: int = 0
    here: int = 0
    reported: int = 0

    @property
    def imported(self) -> int:
        """In the paper now, whether this run brought it or one before."""
        return self.new + self.here

    @property
    def adds_up(self) -> bool:
        return self.found == self.imported + self.reported


@dataclass(frozen=True)
class Line:
    kind: str
    key: str
    title: str
    code: str
    detail: str

    @property
    def reason(self) -> str:
        return sentence(self.code, self.detail)


class Report:
    """Filled by an import, read by whoever prints it."""

    def __init__(self, source: str = "", *, dry_run: bool = False) -> None:
        self.source = source
        self.dry_run = dry_run
        self.counts: dict[str, Count] = {kind: Count() for kind in KINDS}
        self.store = sqlite3.connect(
            "", isolation_level=None
        )  # "" is a private file that goes with the connection
        self.store.execute("pragma synchronous=off")
        self.store.executescript(TABLES)
        self.store.execute("begin")

    # Filling

    def found(self, kind: str) -> None:
        self.counts[kind].found += 1

    def seen(self, kind: str, key: str) -> bool:
        return bool(self.store.execute("select 1 from item where kind=? and key=?", (kind, key)).fetchone())

    def took(self, kind: str, key: str, title: str) -> None:
        self.settle(kind, key, title, NEW)

    def had(self, kind: str, key: str, title: str) -> None:
        self.settle(kind, key, title, HERE)

    def left(self, kind: str, key: str, title: str, code: str, detail: str = "") -> None:
        self.settle(kind, key, title, REPORTED, code, detail)

    def settle(self, kind: str, key: str, title: str, outcome: str, code: str = "", detail: str = "") -> None:
        """One outcome for one item; an item that comes a second time gets a key of its own."""
        count = self.counts[kind]
        setattr(count, outcome, getattr(count, outcome) + 1)
        if self.seen(kind, key):
            key = f"{key}#{getattr(count, outcome)}"
        row = (kind, key, short(title), outcome, code, short(detail, 500))
        self.store.execute("insert or replace into item values (?, ?, ?, ?, ?, ?)", row)

    def note(self, kind: str, key: str, title: str, code: str, detail: str = "") -> None:
        row = (kind, key, short(title), code, short(detail, 500))
        self.store.execute("insert into note values (?, ?, ?, ?, ?)", row)

    # Reading

    @property
    def adds_up(self) -> bool:
        return all(count.adds_up for count in self.counts.values())

    @property
    def new(self) -> int:
        return sum(count.new for count in self.counts.values())

    def reported(self) -> Iterator[Line]:
        """What was not taken."""
        rows = self.store.execute(
            "select kind, key, title, code, detail from item where outcome=?", (REPORTED,)
        )
        return (Line(*row) for row in rows)

    def notes(self) -> Iterator[Line]:
        """What was taken, but not as it was; and what had to be mended in the file."""
        return (Line(*row) for row in self.store.execute("select * from note order by rowid"))

    def as_dict(self) -> dict[str, Any]:
        """The counts alone; ``write_json`` adds the items."""
        return {
            "source": self.source,
            "dry_run": self.dry_run,
            "adds_up": self.adds_up,
            "counts": {
                kind: {**vars(count), "imported": count.imported} for kind, count in self.counts.items()
            },
        }

    def write_json(self, to: TextIO) -> None:
        """Everything, one item at a time: its memory does not grow with the import."""
        to.write(json.dumps(self.as_dict(), ensure_ascii=False)[:-1])
        rows = self.store.execute("select kind, key, title, outcome, code, detail from item")
        names = ("kind", "key", "title", "outcome", "code", "detail")
        write_list(to, "items", (with_reason(dict(zip(names, row, strict=True))) for row in rows))
        write_list(to, "notes", ({**vars(line), "reason": line.reason} for line in self.notes()))
        to.write("}\n")

    def as_json(self) -> str:
        """All of ``write_json`` as one text; ``save`` needs less memory."""
        out = StringIO()
        self.write_json(out)
        return out.getvalue()

    def save(self, path: Path) -> None:
        with path.open("w", encoding="utf-8") as to:
            self.write_json(to)

    def as_text(self, *, lines: int = SHOWN) -> str:
        """For a person: the sums, then at most ``lines`` of what was left and what was changed."""
        return "\n".join([*self.sums(), *self.listed(_("Not taken"), self.reported(), lines),
                          *self.listed(_("Taken with a change"), self.notes(), lines)])  # fmt: skip

    def sums(self) -> Iterator[str]:
        heads = ["", _("found"), _("imported"), _("of these new"), _("reported")]
        rows = [
            [str(KINDS[kind]), str(count.found), str(count.imported), str(count.new), str(count.reported)]
            for kind, count in self.counts.items()
            if count.found or count.imported or count.reported
        ]
        widths = [max(len(row[place]) for row in [heads, *rows]) for place in range(len(heads))]
        for row in [heads, *rows]:
            numbers = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
            yield "  ".join([row[0].ljust(widths[0]), *numbers])

    def listed(self, title: str, rows: Iterator[Line], most: int) -> Iterator[str]:
        tally: Counter[tuple[str, str]] = Counter()
        shown: list[str] = []
        for line in rows:
            tally[line.kind, line.code] += 1
            if len(shown) < most:
                shown.append(f"  {line.key}  {line.title}: {line.reason}")
        if shown:
            yield from ("", title, *shown)
        if (rest := tally.total() - len(shown)) > 0:
            yield "  " + _("and %(count)d more") % {"count": rest}


def with_reason(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "reason": sentence(row["code"], row["detail"])} if row["code"] else row


def write_list(to: TextIO, name: str, rows: Iterator[dict[str, Any]]) -> None:
    to.write(f', "{name}": [')
    for place, row in enumerate(rows):
        to.write(("," if place else "") + "\n" + json.dumps(row, ensure_ascii=False))
    to.write("]")


def short(words: str, limit: int = 100) -> str:
    words = " ".join(words.split())
    return words if len(words) <= limit else words[: limit - 1] + "…"
