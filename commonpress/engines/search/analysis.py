"""How text becomes terms: words, folded, then stemmed in the language of the text.

Folding comes before the stemmer, so that București, Bucuresti and Bucureştiului meet; the other way round they do not.
All languages share one field per part of a document: the stems of each document are made by its own language, and a
query is stemmed by every language the index holds.
"""

from collections.abc import Iterable
from functools import cache, lru_cache

from tantivy import Filter, PreTokenizedString, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from commonpress.engines.lib import text as plain

LONGEST = 60  # bytes of one word; longer ones are noise
PLAIN = ""  # the "language" of words that are folded and not stemmed
STEMMERS = {
    "ar": "arabic",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "uk": "ukrainian",
}
UNSPACED = frozenset({"zh", "ja", "th", "lo", "km", "my"})  # written without spaces: each letter is a word
LETTERS = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]\p{M}*|[\p{L}\p{N}][\p{L}\p{N}\p{M}]*"
# What tantivy's folding to ASCII leaves alone and readers leave out; one letter for one, so that places stay true.
BARE = str.maketrans("ЁёΆΈΉΊΌΎΏάέήίόύώϊϋΐΰ", "ЕеΑΕΗΙΟΥΩαεηιουωιυιυ")


@lru_cache(maxsize=256)
def base(language: str) -> str:
    """The language the analyser goes by: "en" of "en-GB", nothing when we have no stemmer for it."""
    code = language.replace("_", "-").split("-")[0].lower()
    return code if code in STEMMERS or code in UNSPACED else PLAIN


def ready(text: str) -> str:
    """``text`` as it is analysed: normalised, one code point for each letter with a mark."""
    return text if text.isascii() else plain.normalise(text).translate(BARE)


def tokens(text: str, language: str) -> PreTokenizedString:
    """What goes into the index, with places; ``text`` must be ``ready``."""
    return _analyser(base(language)).pre_tokenize(text)


def terms(text: str, language: str) -> list[str]:
    """The terms of ``text`` (which must be ``ready``) in order, repeats kept."""
    return _analyser(base(language)).analyze(text)


def stem(word: str, language: str) -> str:
    """The term of one ready word; empty when it is none, or several in a language written without spaces."""
    found = terms(word, language)
    return found[0] if len(found) == 1 else ""


def unstemmed(language: str) -> str:
    """The analyser that parts text as ``language`` does and stems nothing."""
    return base(language) if base(language) in UNSPACED else PLAIN


def bases(languages: Iterable[str]) -> tuple[str, ...]:
    """The distinct analysers of these languages, sorted."""
    return tuple(sorted({base(language) for language in languages}))


def kin(term: str, language: str) -> set[str]:
    """Terms that the stemmer keeps apart though a reader sees one word; only tried when the index holds them.

    Romanian changes its stem vowels (școală, școli; piatră, pietre) and its plural in -uri (preț, prețuri), neither of
    which the Snowball stemmer undoes.
    """
    if language != "ro" or len(term) < 3:
        return set()
    found = {term[:-2] if term.endswith("ur") and len(term) > 4 else term + "ur"}
    for one, other in (("oa", "o"), ("ea", "e"), ("ia", "ie")):
        found.add(_swap_last(term, one, other) if one in term else _swap_last(term, other, one))
    return found - {term}


def _swap_last(term: str, one: str, other: str) -> str:
    head, found, tail = term.rpartition(one)
    return head + other + tail if found else term


@cache
def _analyser(language: str) -> TextAnalyzer:
    tokenizer = Tokenizer.regex(LETTERS) if language in UNSPACED else Tokenizer.simple()
    builder = TextAnalyzerBuilder(tokenizer).filter(Filter.remove_long(LONGEST)).filter(Filter.lowercase())
    builder = builder.filter(Filter.ascii_fold())
    if language in STEMMERS:
        builder = builder.filter(Filter.stemmer(STEMMERS[language]))
    return builder.build()
