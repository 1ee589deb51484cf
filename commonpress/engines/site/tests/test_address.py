"""Addresses put together without asking Django are those it would give."""

import pytest
from django.urls import NoReverseMatch, reverse

from commonpress.engines.site.address import address_of, around_one


@pytest.mark.parametrize(
    ("view", "given"),
    [
        ("talk-write", 7),
        ("talk-write", 123_456_789),
        ("topic", "ferry"),
        ("topic", "a"),
        ("section", "local-news"),
        ("author", "ben"),
        ("year", 2026),
        ("topic", "bărci"),
        ("home", None),
    ],
)
def test_what_is_put_together_is_what_django_gives(view: str, given: str | int | None) -> None:
    taken = [] if given is None else [given]
    try:
        usual = reverse(view, args=taken)
    except NoReverseMatch:
        with pytest.raises(NoReverseMatch):
            address_of(view, *taken)
        return
    assert address_of(view, *taken) == usual


def test_a_year_is_no_plain_number() -> None:
    assert around_one("year", is_number=True) is None
    assert around_one("topic", is_number=True) is None or address_of("topic", 3) == reverse("topic", args=[3])


def test_a_view_that_is_nowhere_is_a_mistake() -> None:
    assert around_one("nowhere", is_number=False) is None
    with pytest.raises(NoReverseMatch):
        address_of("nowhere", "ferry")
