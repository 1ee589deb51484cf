"""security.txt (RFC 9116): whom to tell about a hole in the site."""

import re
from datetime import UTC, datetime, time, timedelta

from commonpress.engines.lib import clock
from commonpress.engines.site.address import absolute
from commonpress.engines.site.models import Page
from commonpress.engines.site.options import Paper
from commonpress.interfaces.syndication.moments import rfc3339

PATH = "/.well-known/security.txt"
VALID = timedelta(days=330)  # the standard asks for less than a year
CONTACT_PAGE = "contact"
MAIL = re.compile(r"[^\s@,;]+@[^\s@,;]+")
ADDRESS = re.compile(r"(?:https://|mailto:|tel:)[^\s,;]+")


def render(paper: Paper) -> str | None:
    """The file; nothing while the owner has named no contact, for a file without one is no security.txt."""
    contacts = addresses(paper.security_contact) or addresses(paper.contact) or contact_page()
    if not contacts:
        return None
    languages = dict.fromkeys([paper.language, *paper.languages])
    lines = [
        *(f"Contact: {address}" for address in contacts),
        f"Expires: {rfc3339(expiry())}",
        f"Preferred-Languages: {', '.join(languages)}",
        f"Canonical: {absolute(PATH)}",
    ]
    return "\n".join(lines) + "\n"


def addresses(written: str) -> list[str]:
    """E-mail addresses, https, mailto and tel addresses in what the owner wrote; all else is left out."""
    found = [mailto(word) for word in re.split(r"[\s,;]+", written)]
    return [address for address in found if ADDRESS.fullmatch(address)]


def mailto(word: str) -> str:
    return f"mailto:{word}" if MAIL.fullmatch(word) and ":" not in word else word


def contact_page() -> list[str]:
    there = Page.objects.filter(slug=CONTACT_PAGE, is_public=True).exists()
    return [absolute(f"/{CONTACT_PAGE}/")] if there else []


def expiry() -> datetime:
    """The same all day, so that the file may be kept."""
    return datetime.combine(clock.now().astimezone(UTC).date(), time(), UTC) + VALID
