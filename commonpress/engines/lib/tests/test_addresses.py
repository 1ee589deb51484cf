import pytest

from commonpress.engines.lib.addresses import as_read, link_address, source_address

STEM = "https://a.example/"


@pytest.mark.parametrize("read", [link_address, source_address])
def test_two_thousand_characters_are_the_most(read: object) -> None:
    whole = STEM + "x" * (2_000 - len(STEM))
    assert link_address(whole) == source_address(whole) == whole
    assert read(whole + "x") is None  # type: ignore[operator]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("https:\\\\a.example\\b", "https://a.example/b"),
        ("/a\\b?c=\\d", "/a/b?c=\\d"),
        ("/a\\b#\\d?e", "/a/b#\\d?e"),
        ("?c=\\d", "?c=\\d"),
        ("#\\d", "#\\d"),
    ],
)
def test_backslashes_are_slashes_before_the_question_and_the_fragment_alone(typed: str, read: str) -> None:
    assert as_read(typed) == read
