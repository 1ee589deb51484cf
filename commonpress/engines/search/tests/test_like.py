import pytest

from commonpress.engines.search import follow, reader, rebuild
from commonpress.engines.search import like as likeness
from commonpress.engines.search.like import like
from commonpress.engines.search.sketch import are_near, numbers, resemblance, sketch
from commonpress.engines.search.tests.conftest import Shelf

BOAT = (
    "The old boat lost its propeller near the lagoon. Divers found the propeller on the sand under the pier, and the "
    "skipper asked the shipyard for a new shaft before the winter storms close the lagoon to every boat of the harbour."
)
SALT = "The salt workers raked the pans in August. Rain spoiled the salt, and the avocets nested beside the pans again."


def fill(shelf: Shelf) -> None:
    shelf.put(1, "Boat loses propeller", body=BOAT)
    shelf.put(
        2,
        "Shipyard turns a shaft",
        body="The shipyard turned a new propeller shaft for the boat in the lagoon.",
    )
    shelf.put(3, "Salt again", body=SALT)
    shelf.put(4, "A poor year for salt", body="Salt workers and avocets shared the pans while rain fell.")
    for number in range(10, 30):
        shelf.put(
            number,
            f"Council session {number}",
            body=f"The council met and voted item {number} of the agenda.",
        )


def test_the_same_matter_comes_first_and_never_itself(shelf: Shelf) -> None:
    fill(shelf)
    rebuild.rebuild()
    assert like("thing:1")[0] == "thing:2"
    assert like("thing:3")[0] == "thing:4"
    assert "thing:1" not in like("thing:1", limit=20)


def test_an_answer_is_kept_no_longer_than_the_index_stays_as_it_is(shelf: Shelf) -> None:
    fill(shelf)
    rebuild.rebuild()
    first = like("thing:1")
    first.append("changed by whoever asked")
    assert like("thing:1") == first[:-1]
    shelf.take(2)
    rebuild.rebuild()
    assert "thing:2" not in like("thing:1")


def test_a_full_answer_outlives_what_another_process_commits_for_a_while_and_no_other_does(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(shelf)
    rebuild.rebuild()
    full, short = like("thing:1", limit=1), like("thing:3", limit=3)
    assert (full, "thing:4" in short) == (["thing:2"], True)
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(reader, "look_again", lambda: None)
        shelf.take(2)
        shelf.take(4)
        assert follow.tick()
    reader._Kept.looked = 0.0
    assert like("thing:1", limit=1) == ["thing:2"]
    assert "thing:4" not in like("thing:3", limit=3)
    monkeypatch.setattr(likeness, "LATELY", 0.0)
    assert like("thing:1", limit=1) != ["thing:2"]


def test_a_near_copy_is_not_an_answer(shelf: Shelf) -> None:
    fill(shelf)
    words = BOAT.split()
    shelf.put(5, "Boat loses its propeller", body=BOAT)
    shelf.put(
        6,
        "Propeller lost",
        body=" ".join("changed" if n % 12 == 11 else word for n, word in enumerate(words)),
    )
    rebuild.rebuild()
    assert {"thing:5", "thing:6"}.isdisjoint(like("thing:1", limit=20))


def test_of_two_near_copies_only_one_is_an_answer(shelf: Shelf) -> None:
    fill(shelf)
    shelf.put(5, "Boat loses its propeller", body=BOAT)
    rebuild.rebuild()
    assert len({"thing:1", "thing:5"} & set(like("thing:2", limit=20))) == 1


def test_what_may_not_be_recommended_or_is_forbidden_is_not_an_answer(shelf: Shelf) -> None:
    fill(shelf)
    shelf.put(7, "Buy a boat", body="Boat and propeller sale at the lagoon shipyard.", is_recommendable=False)
    rebuild.rebuild()
    assert "thing:7" not in like("thing:1", limit=20)
    assert "thing:2" not in like("thing:1", limit=20, forbid=["thing:2"])


def test_the_same_language_goes_before_another(shelf: Shelf) -> None:
    fill(shelf)
    shelf.put(
        8,
        "Barca Propeller",
        body="Elicea bărcii, propeller shaft boat lagoon shipyard, pierdută.",
        language="ro",
    )
    rebuild.rebuild()
    answers = like("thing:1", limit=20)
    assert answers.index("thing:2") < answers.index("thing:8")


def test_a_document_that_is_not_in_the_index_can_be_asked_about(shelf: Shelf) -> None:
    fill(shelf)
    shelf.put(
        9, "Another propeller lost by a boat", body="A boat of the lagoon needs a propeller and a shaft."
    )
    draft = shelf.things.pop("thing:9")
    rebuild.rebuild()
    assert set(like(draft, limit=2)) == {"thing:1", "thing:2"}


def test_an_unknown_subject_and_no_index_have_no_answers(shelf: Shelf) -> None:
    assert like("thing:1") == []
    rebuild.rebuild()
    assert like("thing:404") == []
    assert like("thing:404", limit=0) == []


def test_a_sketch_tells_copies_from_other_texts() -> None:
    words = BOAT.lower().split()
    one, shorter, other, none = (
        numbers(sketch(text)) for text in (words, words[8:], SALT.lower().split(), [])
    )
    assert resemblance(one, one) == 1.0
    assert are_near(one, shorter)
    assert not are_near(one, other)
    assert not are_near(none, none)
