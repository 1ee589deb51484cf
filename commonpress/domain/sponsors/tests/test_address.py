import pytest

from commonpress.domain.sponsors.address import fault


@pytest.mark.parametrize(
    "address",
    [
        "https://bakery.example/",
        "http://bakery.example/a?b=c#d",
        "https://pâine.example/",
        "https://8.8.8.8/",
    ],
)
def test_the_public_web_is_led_to(address: str) -> None:
    assert fault(address) == ""


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)//https://a.example",
        "data:text/html,x",
        "ftp://bakery.example/",
        "//bakery.example/",
        "bakery",
        "https://",
        "https://bakery.example\\@127.0.0.1/",
        "https://bakery.example@evil.example/",
        "https://bakery.example/\n",
        "https://bak\tery.example/",
        "https://bakery.example/\u202egnp",
        "https://[::1",
    ],
)
def test_what_is_no_plain_web_address_is_refused(address: str) -> None:
    assert "whole address" in fault(address)


@pytest.mark.parametrize(
    "host",
    ["localhost", "127.0.0.1", "10.0.0.8", "169.254.169.254", "[::1]", "[::ffff:127.0.0.1]", "127.1", "2130706433",
     "0x7f000001", "0x7f.1", "router", "printer.local", "wiki.internal", "nas.lan", "１２７.0.0.1", "localhost.",
     "bakery.example:22"],
)  # fmt: skip
def test_a_private_host_is_refused(host: str) -> None:
    assert "private network" in fault(f"https://{host}/")


def test_an_endless_address_is_refused() -> None:
    assert "500" in fault("https://bakery.example/" + "a" * 1_000_000)
