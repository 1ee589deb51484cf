"""The fields of the index and how a document fills them. Raise ``VERSION`` with every change: nodes then rebuild."""

from datetime import UTC
from zlib import crc32

import tantivy

from commonpress.engines.lib.text import fold
from commonpress.engines.search import analysis, profile
from commonpress.engines.search.documents import Document
from commonpress.engines.search.sketch import sketch

VERSION = 1

HEADLINE, LEAD, BODY, WORDS = "headline", "lead", "body", "words"
SUBJECT, SKETCH, PROFILE, TOPICS = "subject", "sketch", "profile", "topics"
SECTION, AUTHOR, TOPIC, LANGUAGE, KIND, PUBLISHED, SHOWN_AS, WEIGHT = (
    "section",
    "author",
    "topic",
    "language",
    "kind",
    "published",
    "shown_as",
    "weight",
)
# A story of today weighs a tenth more than one five years older. Counted from a fixed year, so that it never needs
# to be written again and costs one multiplication.
FIRST_YEAR, A_YEAR = 2000, 0.03


def build() -> tantivy.Schema:
    """Stems are kept with counts, unstemmed words with places (for phrases); of the text itself nothing is stored."""
    make = tantivy.SchemaBuilder()
    make.add_text_field(SUBJECT, stored=True, tokenizer_name="raw", index_option="basic")
    for name in (HEADLINE, LEAD, BODY):
        make.add_text_field(name, index_option="freq")
    make.add_text_field(WORDS, index_option="position")
    make.add_text_field(LANGUAGE, stored=True, tokenizer_name="raw", index_option="basic")
    for name in (SECTION, AUTHOR, KIND, TOPIC):
        make.add_text_field(name, tokenizer_name="raw", index_option="basic")
    make.add_integer_field(SHOWN_AS, fast=True)
    make.add_date_field(PUBLISHED, fast=True, indexed=True)
    make.add_float_field(WEIGHT, fast=True)
    make.add_bytes_field(SKETCH, stored=True)
    make.add_bytes_field(PROFILE, stored=True)
    make.add_bytes_field(TOPICS, stored=True)
    return make.build()


def fill(document: Document) -> tantivy.Document:
    language = analysis.base(document.language)
    headline = analysis.ready(document.headline)
    lead = analysis.ready("\n".join([document.standfirst, *document.topics]))
    body = analysis.ready(document.body)
    whole = "\n".join([headline, lead, analysis.ready(" ".join(document.authors)), body])
    made = tantivy.Document()
    made.add_text(SUBJECT, document.subject)
    for name, text in ((HEADLINE, headline), (LEAD, lead), (BODY, body)):
        made.add_pre_tokenized_text(name, analysis.tokens(text, language))
    made.add_pre_tokenized_text(WORDS, analysis.tokens(whole, analysis.unstemmed(language)))
    stems, words = analysis.terms(body, language), analysis.terms(body, analysis.unstemmed(language))
    made.add_bytes(SKETCH, sketch(words))
    made.add_bytes(PROFILE, profile.told(document, stems, words).encode())
    made.add_bytes(TOPICS, "\n".join(fold(topic) for topic in document.topics).encode())
    _fill_filters(made, document)
    return made


def _fill_filters(made: tantivy.Document, document: Document) -> None:
    for section in document.sections:
        made.add_text(SECTION, section)
    for handle in document.author_handles:
        made.add_text(AUTHOR, handle)
    made.add_text(LANGUAGE, primary(document.language))
    made.add_text(KIND, document.kind)
    for topic in document.topics:
        made.add_text(TOPIC, fold(topic))
    made.add_integer(SHOWN_AS, number_of(document.language) * (1 if document.is_recommendable else -1))
    made.add_date(PUBLISHED, document.published.astimezone(UTC))
    years = document.published.year + document.published.timetuple().tm_yday / 366 - FIRST_YEAR
    made.add_float(WEIGHT, max(1.0 + A_YEAR * years, 0.1))


def primary(language: str) -> str:
    """What the language filter compares: "en" of "en-GB"."""
    return language.replace("_", "-").split("-")[0].lower()


def number_of(language: str) -> int:
    """A positive number for a language; ``SHOWN_AS`` holds it, negative when the document is not to be recommended."""
    return crc32(primary(language).encode()) + 1
