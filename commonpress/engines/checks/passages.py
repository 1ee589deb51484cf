"""The archive's index of passages: which texts have these fingerprints, and the words of a text.

The table ``Passage`` is an inverted index in its primary key (see the model), so that it is read by ranges of the key.
"""

import zlib
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db import connection

from commonpress.engines.checks.models import Passage, Text
from commonpress.engines.checks.tokens import of_text
from commonpress.engines.checks.winnow import TAKEN, fingerprints

TEXT_BITS = 24  # 16.7 million texts; with the 39 of a fingerprint one positive 64-bit key
TEXTS = 1 << TEXT_BITS
MOST = 40  # texts kept of one fingerprint: what stands in more is boilerplate, and its list may not grow for ever
SAME_TEXT = 0.95  # of the fingerprints: with fewer in common new words make a new text, dated anew
AT_ONCE = 200  # ranges in one query: SQLite's trees of expressions are 1,000 deep at most
TABLE = Passage._meta.db_table


def put(
    subject: str,
    words: str,
    *,
    author: str,
    public: bool,
    at: datetime,
    title: str = "",
    source: str = "",
    agency: str = "",
) -> Text:
    """Keep the words and their fingerprints, in place of what the subject had. Inside a transaction."""
    values = values_of(words)
    before = Text.objects.filter(subject=subject).first()
    old = values_of(words_of(before)) if before else set()
    if before and values and len(values & old) >= SAME_TEXT * len(values):
        at = min(before.at, at)
    text, _ = Text.objects.update_or_create(
        subject=subject,
        defaults={
            "author": author,
            "is_public": public,
            "at": at,
            "title": title[:300],
            "source": source[:500],
            "agency": agency[:120],
            "body": zlib.compress(words.encode(), 9),
            "taken": TAKEN,
        },
    )
    take_out(text.pk, old - values)
    put_in(text.pk, values - old)
    return text


def put_in(number: int, values: Collection[int]) -> None:
    full = {value for value, texts in find(values).items() if len(texts) >= MOST}
    rows = [Passage(pk=key(value, number)) for value in sorted(values) if value not in full]
    Passage.objects.bulk_create(rows, ignore_conflicts=True)


def take_out(number: int, values: Collection[int]) -> None:
    if values:
        Passage.objects.filter(pk__in=[key(value, number) for value in values]).delete()


def remove(subjects: Iterable[str]) -> None:
    """Nothing stays of these texts."""
    for text in Text.objects.filter(subject__in=list(subjects)):
        take_out(text.pk, values_of(words_of(text)))
        text.delete()


def find(values: Iterable[int]) -> dict[int, list[int]]:
    """The numbers of the texts that have each of these fingerprints; those nobody has are left out."""
    found: dict[int, list[int]] = {}
    wanted = sorted(set(values))
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        where = " OR ".join(["id BETWEEN %s AND %s"] * len(some))
        limits = [limit for value in some for limit in (key(value, 0), key(value, TEXTS - 1))]
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT id FROM {TABLE} WHERE {where}", limits)  # noqa: S608 (our own name)
            for (entry,) in cursor:
                found.setdefault(entry >> TEXT_BITS, []).append(entry & (TEXTS - 1))
    return found


def key(value: int, number: int) -> int:
    return value << TEXT_BITS | number


def values_of(words: str) -> set[int]:
    return {found.value for found in fingerprints(of_text(words)[0])}


def words_of(text: Text) -> str:
    return zlib.decompress(bytes(text.body)).decode()


def texts(numbers: Collection[int]) -> Mapping[int, Text]:
    return Text.objects.in_bulk(numbers)
