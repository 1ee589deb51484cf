"""One kept page: what goes out in each coding, and how old it says it is."""

from commonpress.engines.edge.page import Page, new_page

WORDS = b"The ferry came back at noon. " * 100


def page(body: bytes = WORDS, kind: str = "text/html; charset=utf-8") -> Page:
    return new_page("/", [("Content-Type", kind)], body, tags={"site"}, now=1000.0)


def test_its_age_stands_in_its_headers_and_in_those_of_an_answer_without_a_body() -> None:
    variant = page().variant("br")
    assert variant.aged(0).head[-1] == ("age", "0")
    for seconds in (7, 7, 8):
        aged = variant.aged(seconds)
        assert [head[-1] for head in (aged.head, aged.not_modified)] == [("age", str(seconds))] * 2
        assert len([name for name, _ in aged.head if name == "age"]) == 1


def test_what_is_too_small_for_a_coding_goes_out_plain_whatever_is_asked_for() -> None:
    small = page(b"x" * 100, "image/x-icon")
    for coding in ("br", "gzip", ""):
        assert small.variant(coding).body == b"x" * 100
        assert "content-encoding" not in dict(small.variant(coding).head)


def test_each_coding_has_its_own_validator_and_holds_the_same_words() -> None:
    found = page()
    tags = {coding: dict(found.variant(coding).head)["etag"] for coding in ("br", "gzip", "")}
    assert len(set(tags.values())) == 3
    assert found.variant("").body == WORDS == found.body()
    assert found.variant("gzip") is found.variant("gzip"), "made once"
