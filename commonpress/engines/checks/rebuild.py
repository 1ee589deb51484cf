"""Taking the fingerprints of the whole archive anew: after a new way of taking them, or when the table was damaged.

May be stopped and begun again: each text says how its fingerprints were taken, and those that are done are gone past. While
it runs the check goes on, and finds what is done already.
"""

from collections.abc import Callable, Iterator

from django.db import connection, transaction

from commonpress.engines.checks import passages
from commonpress.engines.checks.models import Passage, Text
from commonpress.engines.checks.winnow import BITS, TAKEN

Progress = Callable[[int, int], None]
AT_ONCE = 50  # texts of one transaction
PARTS = 256  # of the table that are swept one after the other, so that no writer waits long
# No text has the number: it is of the old fingerprints of a text that has a new number now, or of one that is gone.
SWEEP = (
    "DELETE FROM {passages} WHERE id BETWEEN %s AND %s "
    "AND NOT EXISTS (SELECT 1 FROM {texts} WHERE {texts}.id = {passages}.id %% {most})"
)


def rebuild(*, anew: bool = False, progress: Progress | None = None) -> int:
    """Take the fingerprints that are out of date, or with ``anew`` all of them; answers of how many texts."""
    if anew:
        Text.objects.update(taken=0)
    total, done = out_of_date(), 0
    for count in steps():
        done += count
        if progress:
            progress(done, max(total, done))
    if done:
        sweep()
    return done


def out_of_date() -> int:
    """How many texts have fingerprints taken in another way than today's."""
    return Text.objects.exclude(taken=TAKEN).count()


def steps() -> Iterator[int]:
    """How many texts each lot was."""
    while count := lot():
        yield count


@transaction.atomic
def lot() -> int:
    texts = list(Text.objects.select_for_update().exclude(taken=TAKEN).order_by("pk")[:AT_ONCE])
    for text in texts:
        renumber(text)
    return len(texts)


def renumber(text: Text) -> None:
    """Its fingerprints under a new number: nobody knows any more which ones it had under the old one."""
    values = passages.values_of(passages.words_of(text))
    passages.take_out(text.pk, values)
    text.delete()  # which empties its number
    text.taken = TAKEN
    text.save(force_insert=True)
    passages.put_in(text.pk, values)


def sweep() -> None:
    size = passages.key(1 << BITS, 0) // PARTS
    statement = SWEEP.format(passages=Passage._meta.db_table, texts=Text._meta.db_table, most=passages.TEXTS)
    for part in range(PARTS):
        with connection.cursor() as cursor:
            cursor.execute(statement, [part * size, (part + 1) * size - 1])
