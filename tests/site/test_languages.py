"""One paper, two languages: the interface in the owner's, every story in its own, and machines told which is which."""

import re
from collections.abc import Iterator
from functools import cache

import pytest
from babel.messages.pofile import read_po
from lxml import html

from tests.golden import lantern
from tests.site import pages
from tests.site.paper import ROOT
from tests.site.reading import Read

CEDILLAS = re.compile("[ŞşŢţ]")  # letters of Turkish; Romanian has the comma below
SPOKEN = ("alt", "aria-label", "title", "placeholder")
STORY_LINK = re.compile(r"/\d{4}/\d{2}/([\w-]+)/")


@pytest.mark.parametrize("language", ["en", "ro"])
def test_every_page_says_its_language(language: str, request: pytest.FixtureRequest) -> None:
    found = read_in(language, request)
    assert {one.path for one in found if tree(one).get("lang") != language} == set()


@pytest.mark.parametrize("language", ["en", "ro"])
def test_a_story_says_its_own_language_where_it_differs(
    language: str, request: pytest.FixtureRequest
) -> None:
    wrong = []
    for one in read_in(language, request):
        slug = STORY_LINK.fullmatch(one.path)
        if slug and slug[1] in languages():
            own = tree(one).xpath("//article[contains(@class, 'story')]/@lang")
            expected = [] if languages()[slug[1]] == language else [languages()[slug[1]]]
            wrong += [one.path] if own != expected else []
    assert wrong == []


@pytest.mark.parametrize("language", ["en", "ro"])
def test_every_headline_is_read_aloud_in_its_own_language(
    language: str, request: pytest.FixtureRequest
) -> None:
    """A link whose words are a story's headline stands in that story's language, on whatever page."""
    wrong = []
    for one in read_in(language, request):
        for anchor in tree(one).xpath("//main//*[self::h1 or self::h2 or self::h3]//a[@href]"):
            slug = STORY_LINK.fullmatch(anchor.get("href"))
            if slug and slug[1] in languages() and tongue(anchor) != languages()[slug[1]]:
                wrong.append(f"{one.path}: {slug[1]}")
    assert wrong == []


def test_romanian_is_written_with_commas_below(read_in_romanian: dict[str, Read]) -> None:
    written = [
        (one.path, html.tostring(tree(one), encoding="unicode")) for one in only_pages(read_in_romanian)
    ]
    assert [path for path, text in written if CEDILLAS.search(text)] == []
    assert any("ș" in text and "ț" in text for _, text in written)


def test_counters_are_in_romanian_compact_form(read_in_romanian: dict[str, Read]) -> None:
    """11,837 views are "11,8 mii de", one and a quarter million "1,2 milioane de": the plural of what is shown."""
    assert re.search(r"\b11,8\smii\sde\scitiri", counters(read_in_romanian[pages.STORY]))
    assert re.search(r"\b1,2\smilioane\sde\scitiri", counters(read_in_romanian[pages.EVERYTHING]))
    assert re.search(r"\b6\scomentarii", counters(read_in_romanian[pages.EVERYTHING]))


def test_counters_are_in_english_compact_form(read_in_english: dict[str, Read]) -> None:
    assert re.search(r"\b11\.8K\sviews", counters(read_in_english[pages.STORY]))
    assert re.search(r"\b1\.2M\sviews", counters(read_in_english[pages.EVERYTHING]))
    assert re.search(r"\b6\scomments", counters(read_in_english[pages.EVERYTHING]))


def test_a_romanian_page_has_no_english_furniture(read_in_romanian: dict[str, Read]) -> None:
    """No words of the interface in English, as far as they have a translation that differs."""
    assert spoken_of(read_in_romanian, "ro", english_furniture()) == []


def test_an_english_page_has_no_romanian_furniture(read_in_english: dict[str, Read]) -> None:
    assert spoken_of(read_in_english, "en", romanian_furniture()) == []


def test_a_story_is_furnished_in_romanian(read_in_romanian: dict[str, Read]) -> None:
    """What every reader sees of the interface has a translation. This alone fails while the catalogue is not full."""
    furniture = {
        "Search",
        "Read more",
        "All sections",
        "Skip to the text",
        "Archive",
        "Feed",
        "Corrected",
    }
    assert furniture & set(texts(tree(read_in_romanian[pages.EVERYTHING]), "ro")) == set()


def read_in(language: str, request: pytest.FixtureRequest) -> list[Read]:
    found: dict[str, Read] = request.getfixturevalue(
        {"en": "read_in_english", "ro": "read_in_romanian"}[language]
    )
    return only_pages(found)


def only_pages(found: dict[str, Read]) -> list[Read]:
    return [one for one in found.values() if one.tree is not None]


def tree(one: Read) -> html.HtmlElement:
    assert one.tree is not None
    return one.tree


@cache
def languages() -> dict[str, str]:
    """The language of every demonstration story, by slug."""
    facts = [lantern.read(path)[0] for path in lantern.STORIES.glob("*.html")]
    return {one["slug"]: one["language"] for one in facts} | {"everything": "en"}


def tongue(element: html.HtmlElement) -> str:
    """The language a screen reader would take for ``element``."""
    return str(element.xpath("string(ancestor-or-self::*[@lang][1]/@lang)"))


def counters(one: Read) -> str:
    return " ".join(tree(one).xpath("//p[contains(@class, 'story-counters')]//text()"))


def spoken_of(found: dict[str, Read], language: str, forbidden: set[str]) -> list[str]:
    return [
        f"{one.path}: {text}"
        for one in only_pages(found)
        for text in texts(tree(one), language)
        if text in forbidden
    ]


def texts(page: html.HtmlElement, language: str) -> Iterator[str]:
    """What is shown or spoken in ``language``, piece by piece, as it would stand in a catalogue."""
    for element in page.iter("*"):
        if element.tag in {"script", "style"} or tongue(element) != language:
            continue
        pieces = [element.text, *(child.tail for child in element), *(element.get(name) for name in SPOKEN)]
        yield from (" ".join(piece.split()) for piece in pieces if piece and piece.strip())


@cache
def translations() -> dict[str, str]:
    """Texts of the interface and their Romanian; those with blanks to fill and plurals are left out."""
    with (ROOT / "commonpress/locale/ro/LC_MESSAGES/django.po").open("rb") as file:
        catalogue = read_po(file, locale="ro")
    return {
        message.id: str(message.string)
        for message in catalogue
        if isinstance(message.id, str) and message.id and message.string and "%(" not in message.id
    }


def english_furniture() -> set[str]:
    return {text for text, romanian in translations().items() if text != romanian} - set(
        translations().values()
    )


def romanian_furniture() -> set[str]:
    return {romanian for text, romanian in translations().items() if text != romanian} - set(translations())
