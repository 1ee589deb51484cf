"""The pictures of the owner's static pages: everybody's as long as the page is."""

from commonpress.engines.events.models import Event
from commonpress.engines.media import guard
from commonpress.engines.site.models import Page

KINDS = frozenset({"page.written", "page.changed"})


def follow(event: Event) -> None:
    """The errand after a page was written, changed or deleted. Its languages share one subject. Safe to run twice."""
    pages = list(Page.objects.filter(slug=event.subject.partition(":")[2]))
    public = [page for page in pages if page.is_public]
    guard.note(event.subject, guard.stems_in(" ".join(page.body for page in pages)))
    if public:
        guard.show(event.subject, guard.stems_in(" ".join(page.body for page in public)))
    else:
        guard.hide(event.subject)
