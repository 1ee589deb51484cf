"""The second pass: items in batches, each batch in one transaction with the ledger of what it took."""

import logging
from collections.abc import Callable, Iterable, Iterator

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction

from commonpress.domain.stories.errors import StoryError
from commonpress.domain.stories.models import Section, Story
from commonpress.engines.site.models import Page
from commonpress.interfaces.transfer.models import Imported
from commonpress.interfaces.transfer.wordpress import body, decide, late, old, pictures, remarks, shelves
from commonpress.interfaces.transfer.wordpress.decide import Fate
from commonpress.interfaces.transfer.wordpress.ledger import pk_of, short
from commonpress.interfaces.transfer.wordpress.move import Move
from commonpress.interfaces.transfer.wordpress.pages import take_page
from commonpress.interfaces.transfer.wordpress.records import Item, Record, Term, fingerprint
from commonpress.interfaces.transfer.wordpress.stories import notes_on, take_story

log = logging.getLogger(__name__)

MOST = 50  # items a transaction: few commits, and little is done again after a kill
HEAVIEST = 4_000_000  # characters a batch: memory
REFUSALS = (DataError, IntegrityError, ValidationError, StoryError, ValueError)
Take = Callable[[Item, Fate, body.Text, Move], Story | Page]
TAKES: dict[str, Take] = {"post": take_story, "page": take_page}


def take_items(records: Iterable[Record], move: Move) -> None:
    for batch in batches(records):
        terms = [record for record in batch if isinstance(record, Term)]
        items = [record for record in batch if isinstance(record, Item)]
        if terms:
            shelves.take_terms(terms, move)
        if items:
            take_batch(items, move)


def batches(records: Iterable[Record]) -> Iterator[list[Item | Term]]:
    batch: list[Item | Term] = []
    weight = 0
    for record in records:
        if isinstance(record, (Item, Term)):
            batch.append(record)
            weight += len(record.content) if isinstance(record, Item) else 0
        if len(batch) >= MOST or weight >= HEAVIEST:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch


def take_batch(items: list[Item], move: Move) -> None:
    known = move.ledger.known(key for item in items for key in keys_of(item))
    with transaction.atomic():
        for item in items:
            settle(item, known, move)
            move.step(item.title)
        if not move.dry_run:
            move.settle()


def keys_of(item: Item) -> Iterator[str]:
    if item.type in TAKES:
        yield item.key
        yield from (remark.key for remark in item.remarks)


def settle(item: Item, known: dict[str, Imported], move: Move) -> None:
    """One outcome for the item and for each of its comments."""
    title = body.words(item.title) or item.link
    fate = decide.of_item(item, move.paper.timezone, move.now)
    if move.report.seen(item.kind, item.key):
        leave(item, title, Fate(left="twice"), move)
    elif item.type == "attachment" and fate.left != "trash":
        pictures.report(move.site.medium(item.id), "attachment", item.key, title, move)
        remarks.leave_all(item, move, "parent-lost")
    elif row := known.get(short(item.key)):
        here(item, title, row, known, move)
    elif fate.left:
        leave(item, title, fate, move)
    else:
        take(item, title, fate, known, move)


def leave(item: Item, title: str, fate: Fate, move: Move) -> None:
    move.report.left(item.kind, item.key, title, fate.left, fate.detail)
    remarks.leave_all(item, move, "parent-lost")


def here(item: Item, title: str, row: Imported, known: dict[str, Imported], move: Move) -> None:
    """Taken before: left alone, whatever the file says now; comments and pictures that came since are added."""
    if row.fingerprint == fingerprint(item):
        move.report.had(item.kind, item.key, title)
        if late.show(item, row, move):
            move.report.note(item.kind, item.key, title, "pictures-late")
    else:
        move.report.left(item.kind, item.key, title, "differs")
    story = Story.objects.filter(pk=pk_of(row.subject)).first() if item.type == "post" else None
    if item.type == "page":
        remarks.leave_all(item, move, "page-comment")
    elif story is None and item.remarks:
        remarks.leave_all(item, move, "parent-lost")
    elif item.remarks:
        comments(item, story, known, move)


def comments(item: Item, story: Story | None, known: dict[str, Imported], move: Move) -> None:
    move.rows += remarks.Thread(item, None if move.dry_run else story, known, move).take()


def take(item: Item, title: str, fate: Fate, known: dict[str, Imported], move: Move) -> None:
    text = body.convert(item, move.site)
    try:
        with transaction.atomic():
            made = None if move.dry_run else TAKES[item.type](item, fate, text, move)
    except REFUSALS as error:
        log.warning("%s was not imported", item.key, exc_info=True)
        forget_rolled_back(move)
        leave(item, title, Fate(left="failed", detail=str(error)), move)
        return
    move.report.took(item.kind, item.key, title)
    if made:
        remember(item, made, move)
    for code, detail in [*fate.notes, *notes_on(item, move), *text.notes]:
        move.report.note(item.kind, item.key, title, code, detail)
    if item.type == "page":
        remarks.leave_all(item, move, "page-comment")
    elif item.remarks:
        comments(item, made if isinstance(made, Story) else None, known, move)


def remember(item: Item, made: Story | Page, move: Move) -> None:
    """For the ledger and the redirects of the batch. What is not public keeps its old address to itself."""
    move.rows.append((item.key, f"{made._meta.model_name}:{made.pk}", fingerprint(item)))
    if target := address_of(made):
        move.leads.update({path: target for path in old.addresses(item, move.site) if path not in move.leads})


def address_of(made: Story | Page) -> str:
    if isinstance(made, Page):
        return f"/{made.slug}/" if made.is_public else ""
    return made.get_absolute_url() if made.path else ""


def forget_rolled_back(move: Move) -> None:
    """Sections that were made for the refused item are gone again."""
    there = set(Section.objects.values_list("pk", flat=True))
    move.sections = {slug: section for slug, section in move.sections.items() if section.pk in there}
    move.other = move.other if move.other and move.other.pk in there else None
