"""Find what a reader asks for."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from tantivy import FieldType, Occur, SearchResult
from tantivy import Query as Clause

from commonpress.engines.search import clauses, reader, schema
from commonpress.engines.search.reader import View
from commonpress.engines.search.words import Word, parse

DEEPEST = 1000  # nobody turns more pages than this many hits


@dataclass(frozen=True)
class Query:
    """What to look for. ``start`` is included, ``end`` is not; both aware. Empty fields do not filter."""

    text: str = ""
    section: str = ""
    author: str = ""
    language: str = ""
    kind: str = ""
    start: datetime | None = None
    end: datetime | None = None

    @property
    def is_filtered(self) -> bool:
        return bool(self.section or self.author or self.language or self.kind or self.start or self.end)


@dataclass(frozen=True)
class Hit:
    subject: str
    score: float


@dataclass(frozen=True)
class Results:
    """The hits of one page, best first, and how many there are in all.

    ``is_loose``: nothing held all the words, these hold some. ``is_ready`` is false while the index is being built.
    """

    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    is_loose: bool = False
    is_ready: bool = True


def find(query: Query, *, limit: int = 20, offset: int = 0) -> Results:
    """Documents that answer ``query``; filters alone give the newest first. Never raises for any text."""
    if offset >= DEEPEST or limit < 1:
        return Results()
    return reader.ask(lambda view: _find(view, query, limit, max(offset, 0)), Results(is_ready=False))


def _find(view: View, query: Query, limit: int, offset: int) -> Results:
    words = parse(query.text)
    if not words:
        # Something was typed that holds no word: that finds nothing, where an empty field only filters.
        browses = query.is_filtered and not query.text.strip()
        return _newest(view, query, limit, offset) if browses else Results()
    found = _best(view, clauses.strict(view, words), query, limit, offset)
    if not found.total and len(words) > 1:
        return _loosely(view, words, query, limit, offset)
    return found


def _loosely(view: View, words: tuple[Word, ...], query: Query, limit: int, offset: int) -> Results:
    wanted = clauses.loose(view, words)
    if wanted is None:
        return Results()
    found = _best(view, wanted, query, limit, offset)
    return Results(found.hits, found.total, is_loose=True)


def _best(view: View, wanted: Clause, query: Query, limit: int, offset: int) -> Results:
    found = view.searcher.search(
        _filtered(view, wanted, query), limit, count=True, offset=offset, weight_by_field=schema.WEIGHT
    )
    return _results(view, found)


def _newest(view: View, query: Query, limit: int, offset: int) -> Results:
    wanted = _filtered(view, Clause.all_query(), query)
    found = view.searcher.search(wanted, limit, count=True, offset=offset, order_by_field=schema.PUBLISHED)
    return _results(view, found)


def _results(view: View, found: SearchResult) -> Results:
    hits = [Hit(view.subject(address), _number(score)) for score, address in found.hits]
    return Results(hits, int(getattr(found, "count", 0) or 0))


def _number(score: object) -> float:
    return float(score) if isinstance(score, int | float) else 0.0


def _filtered(view: View, wanted: Clause, query: Query) -> Clause:
    conditions = [
        Clause.const_score_query(Clause.term_query(view.schema, name, value, "basic"), 0.0)
        for name, value in _equal(query)
        if value
    ]
    if query.start or query.end:
        conditions.append(Clause.const_score_query(_between(view, query.start, query.end), 0.0))
    if not conditions:
        return wanted
    return Clause.boolean_query([(Occur.Must, wanted), *((Occur.Must, each) for each in conditions)])


def _equal(query: Query) -> list[tuple[str, str]]:
    return [
        (schema.SECTION, query.section),
        (schema.AUTHOR, query.author),
        (schema.LANGUAGE, schema.primary(query.language)),
        (schema.KIND, query.kind),
    ]


def _between(view: View, start: datetime | None, end: datetime | None) -> Clause:
    return Clause.range_query(
        view.schema,
        schema.PUBLISHED,
        FieldType.Date,
        lower_bound=start.astimezone(UTC) if start else None,
        upper_bound=end.astimezone(UTC) if end else None,
        include_upper=end is None,
    )
