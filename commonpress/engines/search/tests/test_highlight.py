from commonpress.engines.search import rebuild
from commonpress.engines.search.find import Query
from commonpress.engines.search.highlight import headline, snippet
from commonpress.engines.search.tests.conftest import Shelf

LONG = "Lorem ipsum dolor sit amet. " * 40


def marked(query: str, text: str, shelf: Shelf) -> str:
    shelf.put(1, "Anything", body=text)
    shelf.put(2, "Ceva", body="Școala din port", language="ro")
    for number in range(3, 8):
        shelf.put(number, "The of and")
    rebuild.rebuild()
    return headline(Query(query), text)


def test_words_are_marked_as_they_were_written(shelf: Shelf) -> None:
    assert (
        marked("pescarusul", "Feribotul Pescărușul pleacă", shelf)
        == "Feribotul <mark>Pescărușul</mark> pleacă"
    )


def test_every_form_of_a_word_is_marked_but_no_other_word(shelf: Shelf) -> None:
    shown = marked("ferries ", "Ferry, ferries; a ferryman and a fern", shelf)
    assert shown == "<mark>Ferry</mark>, <mark>ferries</mark>; a ferryman and a fern"


def test_an_unfinished_word_is_marked_to_its_end(shelf: Shelf) -> None:
    assert marked("fer", "Ferry offer", shelf) == "<mark>Ferry</mark> offer"


def test_a_phrase_is_marked_only_as_a_whole(shelf: Shelf) -> None:
    shown = marked('"biscuit tin"', "A tin, a biscuit, a biscuit tin, a biscuit tinned", shelf)
    assert shown == "A tin, a biscuit, a <mark>biscuit tin</mark>, a biscuit tinned"


def test_all_else_is_escaped(shelf: Shelf) -> None:
    shown = marked("ferry", 'The <b onclick="x">ferry</b> & co', shelf)
    assert shown == "The &lt;b onclick=&quot;x&quot;&gt;<mark>ferry</mark>&lt;/b&gt; &amp; co"


def test_small_words_are_left_alone_beside_telling_ones(shelf: Shelf) -> None:
    assert marked("the goat of", "The goat of the house", shelf) == "The <mark>goat</mark> of the house"


def test_a_snippet_shows_the_passage_with_most_of_the_words(shelf: Shelf) -> None:
    text = f"The ferry first. {LONG} Here the ferry brought a goat. {LONG}"
    marked("goat", text, shelf)
    shown = snippet(Query("ferry goat"), text, 120)
    assert "<mark>ferry</mark> brought a <mark>goat</mark>" in shown
    assert (shown[0], shown[-1]) == ("…", "…")
    assert len(shown.replace("<mark>", "").replace("</mark>", "")) <= 122


def test_a_snippet_of_a_text_without_the_words_is_its_beginning(shelf: Shelf) -> None:
    marked("goat", "x", shelf)
    assert snippet(Query("goat"), f"First <words>. {LONG}", 40).startswith("First &lt;words&gt;. Lorem")


def test_without_an_index_nothing_is_marked(shelf: Shelf) -> None:
    assert headline(Query("ferry"), "The <ferry>") == "The &lt;ferry&gt;"
