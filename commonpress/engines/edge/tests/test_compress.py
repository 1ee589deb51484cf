import brotli
import pytest

from commonpress.engines.edge import compress


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("", ""),
        ("br", "br"),
        ("GZIP", "gzip"),
        ("gzip;q=0.1, br ; q = 0.2", "br"),
        ("br;q=0, gzip;q=0.000", ""),
        ("br;q=1.2.3", ""),
        ("br;q=., gzip", "gzip"),
        ("br;q=high, gzip", "gzip"),
        ("*, deflate", ""),
        ("identity", ""),
    ],
)
def test_the_best_coding_that_is_wanted_is_chosen(accepted: str, coding: str) -> None:
    assert compress.choose(accepted) == coding


@pytest.mark.parametrize(
    ("kind", "length", "worthwhile"),
    [
        ("text/html; charset=utf-8", compress.WORTHWHILE, True),
        ("text/html", compress.WORTHWHILE - 1, False),
        ("application/rss+xml", compress.WORTHWHILE, True),
        ("image/jpeg", 1_000_000, False),
        ("", 1_000_000, False),
    ],
)
def test_only_words_of_some_length_are_worth_it(kind: str, length: int, worthwhile: bool) -> None:
    assert compress.is_worthwhile(kind, length) is worthwhile


@pytest.mark.parametrize(
    ("length", "bits"), [(0, 16), (65_535, 16), (65_536, 17), (300_000, 19), (10**9, 22)]
)
def test_brotlis_window_is_as_large_as_the_page_within_bounds(length: int, bits: int) -> None:
    assert compress.window(length) == bits


@pytest.mark.parametrize("length", [10, 65_535, 65_536, 300_000])
def test_a_page_comes_back_from_its_window(length: int) -> None:
    body = bytes(n * n % 251 for n in range(length))
    assert brotli.decompress(compress.compress(body, "br")) == body
