"""Documents that are about the same thing."""

import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from math import log

import tantivy
from tantivy import DocAddress, Occur, Query

from commonpress.engines.lib.text import fold
from commonpress.engines.search import analysis, profile, reader, schema
from commonpress.engines.search.documents import Document
from commonpress.engines.search.profile import Term
from commonpress.engines.search.reader import Kept, View
from commonpress.engines.search.sketch import are_near, numbers, sketch

TERMS = 24  # of a document that are asked for; more cost time and add little
SPARE = 12  # candidates looked at beyond those wanted, for near-copies and forbidden ones
BOOSTS = {schema.HEADLINE: 2.0, schema.BODY: 1.0}
SAME_TOPIC = 3.0
SHARPNESS = 1.5  # how much the more telling terms are preferred
# A document that shares less than this with the original, on a scale where the original itself is 1, is not about the
# same thing: one in another language that is, goes before it.
FAINT = 0.15
COMMON = 0.5  # share of the documents beyond which a term says nothing
KEPT = 4096  # answers, some hundred bytes each
LATELY = 60.0  # seconds that an answer may be older than a change of the index by another process
Wanted = list[tuple[str, float]]
Scored = list[tuple[float, DocAddress]]


@dataclass(frozen=True)
class Original:
    """What the answers must be like, and must not be."""

    subject: str
    language: str
    terms: list[Term]
    topics: list[str]
    sketch: bytes


def like(original: Document | str, *, limit: int = 4, forbid: Collection[str] = ()) -> list[str]:
    """Subjects of at most ``limit`` documents about the same thing, best first, those in the same language before others.

    Never the document itself, a near-copy of it or of an answer before, one in ``forbid``, or one that is not
    recommendable. A subject that is not in the index, and an index that is not ready, have no answers.
    """
    if limit < 1:
        return []
    if isinstance(original, str):
        return reader.ask(lambda view: _kept_answer(view, original, limit, frozenset(forbid)), [])
    return reader.ask(lambda view: _like(view, original, limit, set(forbid)), [])


def _kept_answer(view: View, subject: str, limit: int, forbid: frozenset[str]) -> list[str]:
    """The same question to the same state of the index has the same answer.

    In another state a full answer stands for ``LATELY`` more: a busy paper commits twice a second, and asking anew was a
    fifth of the work of its pages, which stand for an hour. What has been withdrawn meanwhile, the caller must know anyway.
    """
    key, now = (subject, limit, forbid), time.monotonic()
    found = view.kept.get(key)
    if found and (found.stamp == view.stamp or (len(found.answer) == limit and now - found.at < LATELY)):
        return list(found.answer)
    if len(view.kept) >= KEPT:
        view.kept.clear()
    answer = _like(view, subject, limit, set(forbid))
    view.kept[key] = Kept(answer, view.stamp, now)
    return list(answer)


def _like(view: View, asked: Document | str, limit: int, forbid: set[str]) -> list[str]:
    original = _indexed(view, asked) if isinstance(asked, str) else _given(asked)
    if original is None:
        return []
    chosen: list[str] = []
    seen = [numbers(original.sketch)]
    for address in _candidates(view, original, (limit + SPARE) * 2 + len(forbid)):
        _take(view, address, chosen, seen, forbid | {original.subject})
        if len(chosen) == limit:
            break
    return chosen


def _take(
    view: View, address: DocAddress, chosen: list[str], seen: list[frozenset[int]], forbid: set[str]
) -> None:
    found = view.searcher.doc(address)
    subject = str(found.get_first(schema.SUBJECT))
    if subject in forbid or subject in chosen:
        return
    mine = numbers(_kept(found, schema.SKETCH))
    if any(are_near(mine, other) for other in seen):
        return
    chosen.append(subject)
    seen.append(mine)


def _candidates(view: View, original: Original, many: int) -> Iterator[DocAddress]:
    """Strong ones in the same language, then those in others, then the faint ones; no more is asked than is used."""
    found = _search(view, list(_parts(view, original, _stems(view, original), is_stemmed=True)), many)
    own = schema.number_of(original.language)
    same = [(score, address) for score, address, language in found if language == own]
    floor = same[0][0] * FAINT if same else 0.0
    yield from (address for score, address in same if score >= floor)
    others = _search(view, list(_parts(view, original, _words(view, original), is_stemmed=False)), many)
    yield from (address for _, address, language in others if language != own)
    yield from (address for score, address in same if score < floor)


def _search(view: View, parts: list[Query], many: int) -> list[tuple[float, DocAddress, int]]:
    """The best recommendable documents with the number of their language; of equals the newer first.

    Asked for as a plain union, and filtered afterwards: only then can the engine skip what cannot be among the best
    (block-max WAND), which takes a fifth of the time.
    """
    question = Query.boolean_query([(Occur.Should, part) for part in parts])
    hits = view.searcher.search(question, many, count=False).hits if parts else []
    addresses = [address for _, address in hits]
    read = [view.searcher.fast_field_values(name, addresses) for name in (schema.WEIGHT, schema.SHOWN_AS)]
    rows = [
        (float(score) * float(weight or 1), address, abs(int(shown or 0)))
        for (score, address), weight, shown in zip(hits, *read, strict=True)
        if int(shown or 0) > 0
    ]
    return sorted(rows, key=lambda row: -row[0])


def _parts(view: View, original: Original, wanted: Wanted, *, is_stemmed: bool) -> Iterator[Query]:
    for term, boost in wanted:
        for name, worth in BOOSTS.items() if is_stemmed else ((schema.WORDS, 1.0),):
            kept = "freq" if is_stemmed else "position"
            yield Query.boost_query(Query.term_query(view.schema, name, term, kept), worth * boost)
    for topic in original.topics:
        if topic and view.doc_freq(schema.TOPIC, topic) > 1:
            yield Query.boost_query(Query.term_query(view.schema, schema.TOPIC, topic, "basic"), SAME_TOPIC)


def _stems(view: View, original: Original) -> Wanted:
    """The stems that set the document apart among those of its language."""
    documents = view.doc_freq(schema.LANGUAGE, original.language)
    counts = view.doc_freqs(schema.BODY, [term.stem for term in original.terms])
    held = [(term.stem, term.weight, count) for term, count in zip(original.terms, counts, strict=True)]
    return _most_telling(held, documents)


def _words(view: View, original: Original) -> Wanted:
    """The words as they are written: of another language, only names are the same."""
    counts = view.doc_freqs(schema.WORDS, [term.word for term in original.terms])
    held = [(term.word, term.weight, count) for term, count in zip(original.terms, counts, strict=True)]
    return _most_telling(held, view.searcher.num_docs)


def _most_telling(held: list[tuple[str, int, int]], documents: int) -> Wanted:
    """Often in this document, rare elsewhere, and somewhere else at all; the strongest has 1.0."""
    worth = [
        (term, (1 + log(weight)) * log(1 + (documents - count + 0.5) / (count + 0.5)))
        for term, weight, count in held
        if 2 <= count <= documents * COMMON
    ]
    best = sorted(worth, key=lambda pair: -pair[1])[:TERMS]
    return [(term, (value / best[0][1]) ** SHARPNESS) for term, value in best]


def _indexed(view: View, subject: str) -> Original | None:
    where = Query.term_query(view.schema, schema.SUBJECT, subject, "basic")
    hits = view.searcher.search(where, 1, count=False).hits
    if not hits:
        return None
    found = view.searcher.doc(hits[0][1])
    return Original(
        subject,
        str(found.get_first(schema.LANGUAGE) or ""),
        profile.read(_kept(found, schema.PROFILE).decode()),
        _kept(found, schema.TOPICS).decode().split("\n"),
        _kept(found, schema.SKETCH),
    )


def _given(document: Document) -> Original:
    return Original(
        document.subject,
        schema.primary(document.language),
        profile.read(profile.profile(document)),
        [fold(topic) for topic in document.topics],
        sketch(analysis.terms(analysis.ready(document.body), analysis.unstemmed(document.language))),
    )


def _kept(found: tantivy.Document, name: str) -> bytes:
    return bytes(found.get_first(name) or b"")
