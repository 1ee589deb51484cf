from datetime import timedelta

from commonpress.engines.events.models import Event
from commonpress.engines.lib import clock

# If-Modified-Since knows whole seconds, and a transaction commits a little after its event was written. Within this
# span an answer is dated one span back, so that nobody is told "not modified" of a change in the same second.
UNSETTLED = timedelta(seconds=30)


def lately() -> float | None:
    """When anything at all happened last on the paper, in seconds since the epoch; nothing before the first event.

    True of every page that shows only what verbs change. Cheap, and never too early: a withdrawn story, a mended
    headline and a new name of the paper leave no newer story behind, but each leaves an event. One query.
    """
    newest = Event.objects.order_by("-at").values_list("at", flat=True).first()
    if newest is None:
        return None
    fresh = clock.now() - newest < UNSETTLED
    return (newest - UNSETTLED if fresh else newest).timestamp()
