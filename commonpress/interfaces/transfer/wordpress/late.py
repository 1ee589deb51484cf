"""Pictures that could not be fetched when their text was taken in, and could be since."""

from commonpress.domain.stories import text as stored
from commonpress.domain.stories.illustrate import illustrate
from commonpress.domain.stories.models import Story
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock
from commonpress.engines.site.models import Page
from commonpress.interfaces.transfer.models import Imported
from commonpress.interfaces.transfer.wordpress import body
from commonpress.interfaces.transfer.wordpress.ledger import pk_of
from commonpress.interfaces.transfer.wordpress.move import Move
from commonpress.interfaces.transfer.wordpress.pictures import picture_of
from commonpress.interfaces.transfer.wordpress.records import Item
from commonpress.interfaces.transfer.wordpress.stories import lead_medium


def show(item: Item, row: Imported, move: Move) -> bool:
    """Show them in a text that is still as the import left it; one that somebody has edited since is left alone.

    ``row`` remembers that it was done. Call inside the transaction of the batch. Nothing for most: one comparison.
    """
    if move.dry_run or move.site.newest <= row.at.timestamp():
        return False
    with move.site.as_of(row.at.timestamp()):
        was = stored.clean_body(body.convert(item, move.site).html)
    now = body.convert(item, move.site).html
    shown = KINDS[item.type](item, pk_of(row.subject), was, now, move)
    row.at = clock.now()
    row.save(update_fields=["at"])
    return shown


def in_story(item: Item, number: int, was: str, now: str, move: Move) -> bool:
    story = Story.objects.filter(pk=number, body=was).first()
    if story is None:
        return False
    medium = lead_medium(item, move)
    caption = body.words(medium.words) if medium else ""
    return illustrate(story, now, picture=picture_of(medium, move), caption=caption, by=move.by)


def in_page(item: Item, number: int, was: str, now: str, move: Move) -> bool:
    clean = stored.clean_body(now)
    page = Page.objects.filter(pk=number, body=was).exclude(body=clean).first()
    if page is None:
        return False
    page.body = clean
    page.save(update_fields=["body", "updated_at"])
    record("page.changed", page.subject, stale=[page.subject], by=move.actor)
    return True


KINDS = {"post": in_story, "page": in_page}
