"""Lists as files for a spreadsheet: RFC 4180, UTF-8 without a byte order mark."""

import csv
from collections.abc import Iterable, Sequence

from django.http import HttpResponse
from django.utils import timezone

from commonpress.engines.lib import clock

# A spreadsheet takes a cell that begins so for a formula (OWASP, CSV injection).
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")

Cell = str | int | None


def answer(name: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    """The list as a download named after ``name`` (ASCII) and the paper's day. Kept by nobody on the way."""
    today = timezone.localtime(clock.now()).date().isoformat()
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-{today}.csv"'
    response.headers["Cache-Control"] = "private, no-store"
    writer = csv.writer(response)
    writer.writerow([harmless(word) for word in header])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return response


def harmless(cell: Cell) -> Cell:
    """A text a spreadsheet shows and never runs; numbers stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(DANGEROUS) else cell
