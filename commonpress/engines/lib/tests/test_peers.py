"""Whom a request comes from, as peers and proxies write it."""

import pytest

from commonpress.engines.lib.peers import is_trusted, networks, seen_through, without_port

TRUSTED = networks(["10.0.0.0/8", "::1", " ", ""])


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("192.0.2.1:8000", "192.0.2.1"),
        ("192.0.2.1", "192.0.2.1"),
        ("[2001:db8::1]:8000", "2001:db8::1"),
        ("[2001:db8::1]", "2001:db8::1"),
        ("2001:db8::1", "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1"),
    ],
)
def test_an_address_is_read_without_port_brackets_and_zone(written: str, address: str) -> None:
    assert without_port(written) == address


@pytest.mark.parametrize("words", ["unknown", "", "evil.example", "10.0.0.999"])
def test_words_that_are_no_address_are_nobody_trusted(words: str) -> None:
    assert not is_trusted(words, TRUSTED)


def test_the_chain_is_read_from_the_right_up_to_the_first_stranger() -> None:
    said = {"x-forwarded-for": "1.2.3.4, 198.51.100.7:99, 10.1.1.1", "x-forwarded-proto": " HTTPS "}
    assert seen_through("10.0.0.1:5", said, TRUSTED) == ("198.51.100.7", True)
    assert seen_through("192.0.2.9:5", said, TRUSTED) == ("192.0.2.9", False)
    assert seen_through("10.0.0.1:5", said, ()) == ("10.0.0.1", False)


def test_a_chain_of_proxies_alone_is_the_first_of_them() -> None:
    assert seen_through("10.0.0.1:5", {"x-forwarded-for": "10.0.0.2, 10.0.0.3"}, TRUSTED) == (
        "10.0.0.2",
        False,
    )
    assert seen_through("10.0.0.1:5", {}, TRUSTED) == ("10.0.0.1", False)


def test_of_a_header_that_came_twice_the_last_is_read() -> None:
    twice = [("X-Forwarded-For", "1.2.3.4"), ("x-forwarded-for", "5.6.7.8")]
    assert seen_through("10.0.0.1:5", twice, TRUSTED) == ("5.6.7.8", False)


def test_what_is_no_network_is_told() -> None:
    with pytest.raises(ValueError, match="nonsense"):
        networks(["nonsense"])


def test_a_network_may_be_written_by_any_of_its_addresses() -> None:
    assert is_trusted("10.9.9.9", networks(["10.1.2.3/8"]))
