"""Who acts on which events. Rooms register in their ``apps.ready``."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from commonpress.engines.events.models import Event

Read = Callable[[Event], None]
Follow = Callable[[], bool]
Hear = Callable[[Event], None]


AT_ONCE = timedelta(0)


@dataclass
class Registry:
    readers: dict[str, tuple[frozenset[str], Read]] = field(default_factory=dict)
    delays: dict[str, timedelta] = field(default_factory=dict)
    followers: dict[str, Follow] = field(default_factory=dict)
    listeners: list[Hear] = field(default_factory=list)


_registry = Registry()


def reader(name: str, kinds: Iterable[str], *, delay: timedelta = AT_ONCE) -> Callable[[Read], Read]:
    """Register a function run once by one worker for each event of ``kinds`` (at least once; it must bear a repeat).

    Its errand is due ``delay`` after the event: for what may still be undone.
    """

    def register(read: Read) -> Read:
        _registry.readers[name] = (frozenset(kinds), read)
        _registry.delays[name] = delay
        return read

    return register


def follower(name: str, *, every: float = 0.0) -> Callable[[Follow], Follow]:
    """Register a function the worker of *every node* calls at each turn: for what is local, such as the search index.

    It answers whether it did anything; a worker whose followers and errands are all idle sleeps a little. It is called
    ``every`` so many seconds at most.
    """

    def register(follow: Follow) -> Follow:
        _registry.followers[name] = paced(follow, every) if every else follow
        return follow

    return register


def paced(follow: Follow, every: float) -> Follow:
    due = 0.0  # time.monotonic()

    def when_due() -> bool:
        nonlocal due
        if time.monotonic() < due:
            return False
        due = time.monotonic() + every
        return follow()

    return when_due


def listen(hear: Hear) -> None:
    """Call ``hear`` in this process as soon as an event of this process is committed, in the thread that recorded it.

    It is only a short cut: what other processes record is heard through the log (``log.after``).
    """
    _registry.listeners.append(hear)


def listeners() -> list[Hear]:
    return _registry.listeners


def names_for(kind: str) -> list[str]:
    return [name for name, (kinds, _) in _registry.readers.items() if kind in kinds]


def delay_of(name: str) -> timedelta:
    return _registry.delays.get(name, AT_ONCE)


def find(name: str) -> Read | None:
    entry = _registry.readers.get(name)
    return entry[1] if entry else None


def followers() -> dict[str, Follow]:
    return dict(_registry.followers)
