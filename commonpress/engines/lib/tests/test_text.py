import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from commonpress.engines.lib.tests import payloads
from commonpress.engines.lib.text import excerpt, fold, normalise, reading_minutes, slug, words

FAMILY = "👨\u200d👩\u200d👧"


def test_folding_makes_one_letter_of_every_spelling() -> None:
    assert {fold(s) for s in ("ȘȚĂÂÎ", "şţăâî", "s\u0326t\u0326aai", "STAAI")} == {"staai"}
    assert fold("Łódź Straße ﬁn") == "lodz strasse fin"
    assert fold("Йод") != fold("일")


def test_normalising_mends_romanian_letters_and_leaves_turkish_ones() -> None:
    assert normalise("Braşov şi Constanţa") == "Brașov și Constanța"
    assert normalise("Eskişehir", language="tr") == "Eskişehir"


def test_normalising_removes_what_nobody_sees_and_keeps_white_space() -> None:
    assert normalise("a\x00\u200b\u202eb\ufeff\u2066\u00ad c\t\n\r\x0b") == "ab c\t\n\r\n"
    assert normalise("e\u0301\ud800") == "é"


def test_a_joiner_stays_where_it_spells() -> None:
    assert normalise(FAMILY) == FAMILY
    assert normalise("می\u200cخواهم") == "می\u200cخواهم"
    assert normalise("pay\u200dpal") == "paypal"


@given(st.text())
def test_normalising_and_folding_twice_change_nothing(s: str) -> None:
    once = normalise(s)
    assert normalise(once) == once == unicodedata.normalize("NFC", once)
    assert fold(fold(s)) == fold(s)


def test_an_excerpt_ends_at_a_word() -> None:
    assert excerpt("The harbour  wall\nheld.", 40) == "The harbour wall held."
    assert excerpt("The harbour wall, held.", 18) == "The harbour wall…"
    assert excerpt("Unbreakable", 5) == "Unbr…"
    assert excerpt("A breakwater", 5) == "A…"
    assert excerpt("Held.", 5) == "Held.", "what just fits stays whole"


def test_an_excerpt_never_splits_what_is_seen_as_one() -> None:
    assert excerpt(FAMILY * 3, 7) == FAMILY + "…"
    assert excerpt("🇷🇴🇲🇩🇬🇧", 4) == "🇷🇴…"
    assert excerpt("e\u0308\u0301" * 3, 3) == "…"
    assert excerpt("\u1100\u1160" * 2, 2) == "…", (
        "the first of the vowels that make one syllable with a consonant"
    )


@given(st.text(), st.integers(min_value=1, max_value=40))
def test_an_excerpt_is_never_longer_than_asked(s: str, length: int) -> None:
    assert len(excerpt(s, length)) <= length


def test_slugs_are_readable_ascii() -> None:
    assert slug("Țărmul lui Ştefan: „ce-a fost”") == "tarmul-lui-stefan-ce-a-fost"
    assert slug("Ben’s boat") == "bens-boat"
    assert slug("one two three", 9) == "one-two"
    assert slug("1862") == "1862"


def test_a_slug_without_latin_letters_is_short_and_stable() -> None:
    assert slug("Одеса") == slug("одеса") != slug("Київ")
    assert re.fullmatch(r"s-[0-9a-f]{10}", slug("Одеса 2026"))
    assert re.fullmatch(r"s-[0-9a-f]{10}", slug(""))


def test_no_string_makes_a_bad_slug() -> None:
    for s in payloads.naughty():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(s))
        assert len(slug(s)) <= 80


def test_words_are_what_a_reader_would_count() -> None:
    assert words("“Year-end” — it's 3.5% up, n'est-ce pas?") == 6
    assert words("") == words("— …") == 0
    assert (reading_minutes(0), reading_minutes(230), reading_minutes(231)) == (1, 1, 2)
