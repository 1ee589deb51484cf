"""Whom a request really comes from: the peer, or the one a trusted proxy names."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

Networks = tuple[IPv4Network | IPv6Network, ...]


def networks(written: Iterable[str]) -> Networks:
    """Networks as an operator writes them ("10.0.0.0/8", "::1"). Raises ``ValueError`` for what is none."""
    return tuple(ip_network(each.strip(), strict=False) for each in written if each.strip())


def seen_through(
    client: str, headers: Mapping[str, str] | Sequence[tuple[str, str]], trusted: Networks
) -> tuple[str, bool]:
    """The address of whoever asks, and whether the way to us began with TLS as far as a trusted proxy says.

    ``client`` is "address:port" of the peer. ``X-Forwarded-For`` is read from the right, past every trusted proxy; what
    an untrusted peer sends is not looked at. Names in a mapping of ``headers`` are in lower case; of repeated ones the last
    is read.
    """
    address = without_port(client)
    if not trusted or not is_trusted(address, trusted):
        return address, False
    given = headers if isinstance(headers, Mapping) else {name.lower(): value for name, value in headers}
    chain = [
        without_port(each.strip()) for each in given.get("x-forwarded-for", "").split(",") if each.strip()
    ]
    while chain and is_trusted(address, trusted):
        address = chain.pop()
    return address, given.get("x-forwarded-proto", "").strip().lower() == "https"


@lru_cache(maxsize=4096)
def is_trusted(address: str, trusted: Networks) -> bool:
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return any(found in network for network in trusted)


def without_port(client: str) -> str:
    """As "192.0.2.1:8000", "[2001:db8::1]:8000" or a bare address, without brackets, port and zone."""
    if client.startswith("["):
        client = client[1:].partition("]")[0]
    elif client.count(":") == 1:
        client = client.partition(":")[0]
    return client.partition("%")[0]
