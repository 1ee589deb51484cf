"""Which addresses of the network an outgoing request may connect to.

``ipaddress.is_global`` is not that list: in Python 3.11 it is true of multicast, of 6to4 and NAT64
spellings of loopback and of site-local addresses. IPv4 is refused by range; IPv6 must be global unicast and
not one of its special ranges, which also refuses every way to write an IPv4 address inside an IPv6 one.
Source: IANA special-purpose address registries, RFC 6890 and its successors.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

PORTS = frozenset({80, 443})
IPV4_REFUSED = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # carriers' shared space, and one cloud's metadata
        "127.0.0.0/8",  # loopback
        "168.63.129.16/32",  # one cloud's host, on an address that looks public
        "169.254.0.0/16",  # link-local, and most clouds' metadata
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # automatic multicast tunnelling
        "192.88.99.0/24",  # 6to4 relay
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarking
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)
IPV6_GLOBAL = IPv6Network("2000::/3")
IPV6_REFUSED = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments: Teredo, benchmarking, ORCHID
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: holds any IPv4 address
        "2620:4f:8000::/48",  # AS112
        "3ffe::/16",  # 6bone, returned
        "3fff::/20",  # documentation
    )
)


def refusal(address: str, port: int) -> str | None:
    """Why not to connect to that numeric address and port; None when it is the public web."""
    if port not in PORTS:
        return f"port {port} is not 80 or 443"
    try:
        public = is_public(ip_address(address))
    except ValueError:  # among them addresses with a zone ("fe80::1%eth0")
        public = False
    return None if public else f"{address} is not a public address"


def is_public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv4Address):
        return not any(address in network for network in IPV4_REFUSED)
    return (
        address in IPV6_GLOBAL
        and address.scope_id is None
        and not any(address in network for network in IPV6_REFUSED)
    )
