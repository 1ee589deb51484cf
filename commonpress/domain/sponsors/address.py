"""Where a click may lead: the public web, by a name or number that every browser reads as we do."""

from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from django.utils.translation import gettext as _

from commonpress.engines.lib.public import PORTS, is_public

LONGEST = 500
# Names that are never on the public net: RFC 6761, 6762, 8375 and 9476, and what offices use in their place.
PRIVATE = (
    "localhost",
    "local",
    "internal",
    "intranet",
    "private",
    "lan",
    "home",
    "corp",
    "home.arpa",
    "alt",
    "onion",
)


def fault(address: str) -> str:
    """What is wrong with an address, in a sentence for a person; empty when nothing is."""
    if len(address) > LONGEST:
        return _("An address has at most %(n)s characters.") % {"n": LONGEST}
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").encode("idna").decode().rstrip("."), parts.port
    except (ValueError, UnicodeError):
        return _("Write a whole address that begins with https://.")
    if not is_plain(address, parts) or not host:
        return _("Write a whole address that begins with https://.")
    if port not in {None, *PORTS} or not is_on_the_public_net(host):
        return _("This address leads to a private network. Write one that every reader can reach.")
    return ""


def is_plain(address: str, parts: SplitResult) -> bool:
    """Nothing in it that one program reads as an end and another does not, and no name before the host."""
    odd = any(sign in address for sign in "\\<>\"' `{}|^") or not address.isprintable()
    return parts.scheme in {"http", "https"} and not odd and "@" not in parts.netloc


def is_on_the_public_net(host: str) -> bool:
    try:
        return is_public(ip_address(host))
    except ValueError:
        pass
    last = host.rpartition(".")[2]
    # Browsers read a name that ends in a number ("127.1", "0x7f000001") as an IPv4 address.
    is_number = last.isdecimal() or last.lower().startswith("0x")
    return "." in host and not is_number and not any(f".{host}".endswith(f".{name}") for name in PRIVATE)
