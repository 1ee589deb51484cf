"""The links of a text that lead out of the paper, with their domains and where they stand."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from commonpress.engines.checks.finding import Span
from commonpress.engines.checks.matter import Matter
from commonpress.engines.lib import html

BARE = re.compile(r"(?<![\w@./-])(?:https?://|www\.)[^\s<>\"'()]{4,300}", re.I)
MOST = 200  # links of one text that are looked at
# Second-level names that many owners share, where the name a person registers is one label longer.
SHARED = frozenset("co com org net gov edu ac or ne go blogspot github wordpress".split())
SHORTENERS = frozenset(
    "bit.ly tinyurl.com t.co goo.gl ow.ly is.gd v.gd buff.ly cutt.ly rb.gy rebrand.ly shorturl.at t.ly tiny.cc bl.ink "
    "lnkd.in s.id soo.gd clck.ru qr.ae adf.ly shorte.st ouo.io linktr.ee t.me wa.me".split()
)
SELLING = frozenset(
    "best top cheap deal deals offer offers casino cazino bet bets pariuri loan loans credit credite cash money bonus "
    "slots win crypto coin coins invest forex essay essays paper seo links traffic promo shop store buy vip slim diet keto "
    "pills iptv stream "
    "streams vpn dating singles replica watches discount sale cupon coupon rapid ieftin gratis online".split()
)


@dataclass(frozen=True)
class Outside:
    """``span`` is where the link's words stand in the body's plain text, None for words nobody sees."""

    href: str
    domain: str
    text: str
    span: Span | None


def links(matter: Matter, own: str = "") -> list[Outside]:
    """Links of the body, then addresses that stand in the text without being links; none to the domain ``own``."""
    found: list[Outside] = []
    at = 0
    for link in html.links(matter.body)[:MOST]:
        place = matter.text.find(link.text, at) if link.text else -1
        span = Span("body", place, place + len(link.text)) if place >= 0 else None
        at = place if place >= 0 else at
        found.append(Outside(link.href, domain_of(link.href), link.text, span))
    for match in list(BARE.finditer(matter.text))[:MOST]:
        address = match[0].rstrip(".,;:!?")
        href = address if "://" in address else f"http://{address}"
        if all(not link.span or link.span.start != match.start() for link in found):
            span = Span("body", match.start(), match.start() + len(address))
            found.append(Outside(href, domain_of(href), address, span))
    return [link for link in found if link.domain and link.domain != own]


def domain_of(address: str) -> str:
    """The name a person registers, in small letters: "example.co.uk" of "https://www.shop.example.co.uk/x". Empty if none.

    A guess by the shape of the name, without a list of all registries: it may keep one label too many, never too few of
    those that two owners share.
    """
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").rstrip(".").lower()
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not host:
        return ""
    labels = host.split(".")
    if host.replace(".", "").isdigit() or ":" in host:
        return host
    keep = 3 if len(labels) > 2 and labels[-2] in SHARED else 2
    return ".".join(labels[-keep:])


def sells(domain: str) -> bool:
    """A name put together to be found: a word of the trade among its parts."""
    return any(part in SELLING for part in re.split(r"[-.]", domain.rpartition(".")[0]))


def shortens(domain: str) -> bool:
    return domain in SHORTENERS
