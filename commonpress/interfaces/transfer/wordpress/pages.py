"""A page becomes a static page of the owner's, at an address of one part: nesting is not kept."""

from itertools import count

from django.urls import Resolver404, resolve

from commonpress.domain.stories import text as words
from commonpress.engines.events.record import record
from commonpress.engines.lib.text import slug as make_slug
from commonpress.engines.site.models import Page
from commonpress.interfaces.transfer.wordpress import body, decide, old
from commonpress.interfaces.transfer.wordpress.decide import Fate
from commonpress.interfaces.transfer.wordpress.move import Move
from commonpress.interfaces.transfer.wordpress.records import Item
from commonpress.interfaces.transfer.wordpress.stories import title_of

TITLE = 160
ROOM = 70  # characters of an address, with room for a number: events name it in eighty, as "page:…"


def take_page(item: Item, fate: Fate, text: body.Text, move: Move) -> Page:
    """Public only when it was. An address that is taken, by a page or by the paper itself, gets a number."""
    title = title_of(item, text)
    wanted = make_slug(old.decoded(item.name) or title, ROOM)
    page = Page.objects.create(
        slug=free_slug(wanted, move.language),
        language=move.language,
        title=words.line(title, TITLE),
        body=words.clean_body(text.html),
        is_public=fate.state == decide.PUBLISH,
    )
    if page.slug != wanted:
        fate.notes.append(("moved-page", f"/{page.slug}/"))
    record("page.written", page.subject, stale=[page.subject], by=move.actor)
    return page


def free_slug(wanted: str, language: str) -> str:
    names = (wanted if number == 1 else f"{wanted}-{number}" for number in count(1))
    return next(name for name in names if is_free(name, language))


def is_free(slug: str, language: str) -> bool:
    """Not a page's yet, and not an address that belongs to the paper, such as /search/ or a year."""
    try:
        found = resolve(f"/{slug}/").url_name == "page"
    except Resolver404:
        found = False
    return found and not Page.objects.filter(slug=slug, language=language).exists()
