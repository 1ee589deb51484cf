"""The index as this process sees it: every tenth of a second a question looks whether a newer one was committed."""

import logging
import threading
import time
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, TypeVar

import tantivy
from django.conf import settings

from commonpress.engines.search import analysis, folder, schema
from commonpress.engines.search.folder import Stamp

log = logging.getLogger(__name__)
Answer = TypeVar("Answer")
MOST_COUNTS = 20_000  # terms, some hundred bytes each
PATIENCE = 0.1  # seconds between looks


class Kept(NamedTuple):
    """An answer to a question that is asked again and again."""

    answer: list[str]
    stamp: Stamp
    at: float


@dataclass(frozen=True, eq=False)
class View:
    """One committed state of the index; ``languages`` are the analysers its documents went through.

    ``kept`` is for answers that only a new state can change, with the state and the second they are of. It goes on to the
    states that other processes commit, for whom an answer a little old will do, and not to those this process does.
    """

    folder: Path
    stamp: Stamp
    index: tantivy.Index
    searcher: tantivy.Searcher
    languages: tuple[str, ...]
    kept: dict[Hashable, Kept] = field(default_factory=dict)
    counts: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def schema(self) -> tantivy.Schema:
        return self.index.schema

    def doc_freq(self, name: str, term: str) -> int:
        """In how many documents a term stands, in this state of the index. The same terms are asked for by most pages."""
        found = self.counts.get((name, term))
        if found is None:
            if len(self.counts) >= MOST_COUNTS:
                self.counts.clear()
            found = self.counts[name, term] = self.searcher.doc_freq(name, term)
        return found

    def doc_freqs(self, name: str, terms: Iterable[str]) -> list[int]:
        """``doc_freq`` of each: a story is asked about by eighty terms, nearly all of them known."""
        known = self.counts
        return [known[name, term] if (name, term) in known else self.doc_freq(name, term) for term in terms]

    def subject(self, address: tantivy.DocAddress) -> str:
        return str(self.searcher.doc(address).get_first(schema.SUBJECT))


class _Kept:
    view: View | None = None
    root: str = ""
    looked: float = 0.0
    refreshing = threading.Lock()
    is_own_commit = False


def ask(question: Callable[[View], Answer], otherwise: Answer) -> Answer:
    """``question`` put to the newest view; ``otherwise`` when there is no index yet or it is damaged. Never raises."""
    try:
        view = newest()
        return otherwise if view is None else question(view)
    except BaseException as problem:
        if isinstance(problem, Exception) or _is_panic(problem):
            log.exception("search: the index did not answer")
            _examine()
            return otherwise
        raise


def newest() -> View | None:
    """The index as committed on this node, at most ``PATIENCE`` ago, or nothing when there is none.

    Raises what tantivy raises for a damaged one.
    """
    now, root = time.monotonic(), str(settings.INDEX_ROOT)
    if now - _Kept.looked > PATIENCE or root != _Kept.root:
        with _Kept.refreshing:
            _Kept.view = _look(_Kept.view)
            _Kept.looked, _Kept.root = now, root
    return _Kept.view


def look_again() -> None:
    """The next question looks for a newer commit at once; called after this process made one."""
    _Kept.looked, _Kept.is_own_commit = 0.0, True


def _look(kept: View | None) -> View | None:
    here = folder.current()
    now = folder.stamp(here) if here else None
    if here is None or now is None:
        return None
    if kept and (kept.folder, kept.stamp) == (here, now):
        return kept
    before = kept if kept and kept.folder == here else None
    index = before.index if before else open_index(here)
    index.reload()
    searcher = index.searcher()
    found = [code for code, _ in searcher.terms_with_prefix(schema.LANGUAGE, "")]
    answers = before.kept if before and not _Kept.is_own_commit else {}
    _Kept.is_own_commit = False
    return View(here, now, index, searcher, analysis.bases(found), answers)


def open_index(here: Path) -> tantivy.Index:
    index = tantivy.Index.open(str(here))
    index.config_reader(
        "manual"
    )  # we look at the stamp instead of keeping a watching thread in every process
    index.reload()
    return index


def _examine() -> None:
    """After a failure: open the index anew, and ask the writer of the node for another when that fails as well.

    A question that cannot be put together must not have the index rebuilt, or anyone could have it rebuilt all day.
    """
    _Kept.view, _Kept.looked = None, 0.0
    here = folder.current()
    if here and not is_sound(here):
        folder.ask_for_repair()


def is_sound(here: Path) -> bool:
    """Whether the index in that folder can be opened and read."""
    try:
        searcher = open_index(here).searcher()
        for _, address in searcher.search(tantivy.Query.all_query(), 1).hits:
            searcher.doc(address)
    except BaseException as problem:
        if isinstance(problem, Exception) or _is_panic(problem):
            log.warning("search: the index in %s is damaged", here, exc_info=True)
            return False
        raise
    return True


def _is_panic(problem: BaseException) -> bool:
    return type(problem).__name__ == "PanicException"  # what Rust throws at us; it is no Exception
