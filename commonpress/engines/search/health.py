"""Whether the index of this node can be used and follows the log."""

from commonpress.engines.events import log as events
from commonpress.engines.search import folder, reader

BEHIND = 200  # events; more than a busy minute brings


def trouble() -> str:
    """What is wrong, in a few words for the operator; empty when nothing is."""
    here = folder.current()
    cursor = folder.read_cursor(here) if here else None
    if here is None or cursor is None:
        return "there is none yet"
    if folder.needs_repair() or not reader.ask(lambda view: view.searcher.num_docs >= 0, otherwise=False):
        return "it is damaged"
    waiting = events.newest() - cursor.event
    if waiting < 0:
        return "it belongs to another database"
    return f"it is {waiting} events behind" if waiting > BEHIND else ""
