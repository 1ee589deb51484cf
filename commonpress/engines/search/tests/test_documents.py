from commonpress.engines.search import documents
from commonpress.engines.search.tests.conftest import Shelf


def test_an_event_concerns_its_own_document_and_those_it_touches(shelf: Shelf) -> None:
    documents.source(
        "thing", shelf.documents_of, shelf.all_subjects, {"maker": lambda makers: ["thing:7"] * len(makers)}
    )
    assert documents.concerned(["thing:1", "maker:5", "weather:3"]) == {"thing:1", "thing:7"}


def test_only_what_the_source_gives_may_be_found(shelf: Shelf) -> None:
    shelf.put(1, "Lantern")
    assert [found.subject for found in documents.given(["thing:1", "thing:2", "other:3"])] == ["thing:1"]
