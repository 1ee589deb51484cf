import pytest

from commonpress.engines.lib.public import refusal

INSIDE = """
0.0.0.0 0.1.2.3 10.1.2.3 100.64.0.1 100.100.100.200 127.0.0.1 127.255.255.254 168.63.129.16 169.254.169.254
172.16.0.1 172.31.255.255 192.0.0.1 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.19.255.255 198.51.100.1
203.0.113.9 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255
:: ::1 ::7f00:1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 64:ff9b::7f00:1 64:ff9b::808:808 64:ff9b:1::1 100::1 2001::1
2001:0:7f00:1:: 2001:2::1 2001:10::1 2001:20::1 2001:db8::1 2002:7f00:1:: 2002:808:808:: 2620:4f:8000::1
3ffe::1 3fff::1 4000::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%lo fec0::1 ff02::1 2606:4700::1%lo
"""


@pytest.mark.parametrize("address", INSIDE.split())
def test_no_address_inside_is_public(address: str) -> None:
    assert refusal(address, 443) is not None


@pytest.mark.parametrize(
    "address",
    ["1.1.1.1", "8.8.8.8", "100.128.0.1", "172.32.0.1", "223.255.255.1", "2606:4700::1111", "2a00:1450::1"],
)
def test_the_public_web_is(address: str) -> None:
    assert refusal(address, 80) is None
    assert refusal(address, 443) is None
    assert refusal(address, 8080) is not None


def test_a_name_is_not_an_address() -> None:
    assert refusal("localhost", 80) is not None
