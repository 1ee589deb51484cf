"""From a reader's words to the engine's query."""

from collections.abc import Sequence
from math import ceil

from tantivy import Occur, Query

from commonpress.engines.search import analysis, schema
from commonpress.engines.search.reader import View
from commonpress.engines.search.words import Word

BOOSTS = {schema.HEADLINE: 3.0, schema.LEAD: 1.5, schema.BODY: 1.0}
AS_TYPED = 0.5  # added for the very form that was typed, and what finds authors' names
KIN = 0.5  # for a form that only we, not the stemmer, take for the same word
BEGUN = 0.4  # for a word of which only the beginning was typed
COMPLETIONS = 8  # an unfinished word stands for at most so many words, the commonest first
LOOKED_AT = 400  # words of the index looked at to find them
TOO_COMMON = 0.5  # a word in more than this share of all documents says nothing by itself


def strict(view: View, words: Sequence[Word]) -> Query:
    """Documents that hold every word."""
    return Query.boolean_query([(Occur.Must, clause(view, word)) for word in words])


def loose(view: View, words: Sequence[Word]) -> Query | None:
    """Documents that hold all that was quoted and most of the words that mean something here; nothing when none does."""
    quoted = [word for word in words if word.is_quoted]
    telling = [word for word in words if not word.is_quoted and 0 < share(view, word) <= TOO_COMMON]
    if not telling or len(quoted) == len(words):
        return None
    parts = [(Occur.Must, clause(view, word)) for word in quoted]
    parts += [(Occur.Should, clause(view, word)) for word in telling]
    return Query.boolean_query(parts, minimum_number_should_match=ceil(len(telling) / 2))


def clause(view: View, word: Word) -> Query:
    if word.is_phrase:
        return Query.phrase_query(view.schema, schema.WORDS, list(word.terms))
    if word.is_quoted:
        return _term(view, schema.WORDS, word.terms[0], 1.0)
    parts = [_term(view, schema.WORDS, word.terms[0], AS_TYPED)]
    parts += _in_fields(view, stems(view, word), 1.0) + _in_fields(view, relatives(view, word), KIN)
    parts += [Query.phrase_query(view.schema, schema.WORDS, run) for run in runs(view, word)]
    if word.is_open:
        parts += _in_fields(view, completions(view, word), BEGUN)
    return Query.boolean_query([(Occur.Should, part) for part in parts])


def stems(view: View, word: Word) -> set[str]:
    """The word as each language of the index stems it, and as it is: stemmers leave some plain forms on one side."""
    found = {analysis.stem(word.text, language) for language in view.languages}
    return (found | {word.terms[0]}) - {""}


def runs(view: View, word: Word) -> list[list[str | tuple[int, str]]]:
    """The word as a row of letters, when the index holds a language written without spaces."""
    found = [analysis.terms(word.text, code) for code in view.languages if code in analysis.UNSPACED]
    return [list(run) for run in found[:1] if len(run) > 1]


def relatives(view: View, word: Word) -> set[str]:
    found = set[str]()
    for language in view.languages:
        found |= analysis.kin(analysis.stem(word.text, language), language)
    return {
        term
        for term in found - stems(view, word)
        if any(view.searcher.doc_freq(name, term) for name in BOOSTS)
    }


def completions(view: View, word: Word) -> set[str]:
    """The stems of the commonest words of the index that begin with an unfinished one, without its own."""
    begun = word.terms[0]
    found = view.searcher.terms_with_prefix(schema.WORDS, begun, limit=LOOKED_AT)
    common = [term for term, _ in sorted(found, key=lambda pair: -pair[1])[:COMPLETIONS]]
    stemmed = {analysis.stem(term, language) for term in common for language in view.languages}
    return stemmed - stems(view, word) - {""}


def share(view: View, word: Word) -> float:
    """In how many of all documents the word stands, 0.0 to 1.0."""
    held = [view.searcher.doc_freq(schema.WORDS, term) for term in word.terms]
    stemmed = (
        [] if word.is_phrase else [view.searcher.doc_freq(schema.BODY, term) for term in stems(view, word)]
    )
    return max([min(held), *stemmed]) / max(view.searcher.num_docs, 1)


def _in_fields(view: View, terms: set[str], weight: float) -> list[Query]:
    return [
        _term(view, name, term, boost * weight) for term in sorted(terms) for name, boost in BOOSTS.items()
    ]


def _term(view: View, name: str, term: str, boost: float) -> Query:
    kept = "position" if name == schema.WORDS else "freq"
    return Query.boost_query(Query.term_query(view.schema, name, term, kept), boost)
