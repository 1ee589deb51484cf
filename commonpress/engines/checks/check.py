"""What a check is made of. Each module of a check ends with its ``CHECK``; ``run.MODULES`` lists them.

A check works in two steps. ``gather`` reads what it must from the database (never from the network) and gives it as JSON.
``judge`` is a pure function of the matter and of what was gathered. Both are stored with the report, so a verdict can be
computed again to the bit, whatever was learned or archived since.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from commonpress.engines.checks.finding import Finding
from commonpress.engines.checks.matter import Matter

Evidence = Mapping[str, Any]
Say = Callable[[Finding], str]


def nothing(matter: Matter) -> Evidence:
    return {}


@dataclass(frozen=True)
class Check:
    """``for_author`` and ``for_editor`` make one sentence of a finding. ``kinds`` are the kinds of matter it looks at,
    ``is_quick`` says that an author sees it while writing: both steps together take a few milliseconds."""

    kind: str
    version: str
    judge: Callable[[Matter, Evidence], list[Finding]]
    for_author: Say
    for_editor: Say
    gather: Callable[[Matter], Evidence] = nothing
    kinds: frozenset[str] = frozenset({"story"})
    is_quick: bool = False


class Shelves:
    """What a check keeps of texts. Override what the check needs; ``archive.py`` calls them in the caller's transaction."""

    def put(self, matter: Matter, *, public: bool, at: Any, read: bool) -> None:
        """The text joined the paper's archive, or its words there changed. ``read``: an editor saw it."""

    def remove(self, subject: str) -> None:
        """Nothing of this text may be kept."""

    def learn(self, matter: Matter, label: str, sign: int) -> None:
        """The desk said "good" or "spam" (``sign`` 1), or takes it back (-1)."""

    def learn_section(self, matter: Matter, sign: int) -> None:
        """A story was published in this section (1), or is no longer there (-1)."""
