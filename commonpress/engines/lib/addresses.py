"""Which addresses may stand in a page, read as a browser reads them (WHATWG URL)."""

import re
from urllib.parse import urljoin, urlsplit

IGNORED = re.compile(r"[\t\n\r]")  # browsers drop these anywhere in an address
EDGES = "".join(map(chr, range(33)))
SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
# One @, no comma: a mailto with several readers or headers of its own is a spammer's.
MAIL = re.compile(r"mailto:[^\s@,?&<>\"]+@[^\s@,?&<>\"/]+(\?subject=[^\s&<>\"]*)?", re.IGNORECASE)
LONGEST = 2_000  # characters: what every browser and search engine still takes


def link_address(value: str, base: str | None = None) -> str | None:
    """``value`` when it may be a link: http, https, mailto, root-relative or a fragment; None otherwise."""
    value = as_read(value)
    if value.startswith("#") or MAIL.fullmatch(value):
        return value
    return source_address(value, base)


def source_address(value: str, base: str | None = None) -> str | None:
    """``value`` when it is http, https or root-relative; a relative one is resolved on ``base``."""
    value = as_read(value)
    if not value or len(value) > LONGEST:
        return None
    if base and not SCHEME.match(value):
        value = joined(base, value)
    if value.startswith("//"):
        value = "https:" + value
    return value if value.startswith("/") or is_web(value) else None


def as_read(value: str) -> str:
    """Without what browsers ignore, and with the slashes they see in backslashes."""
    value = IGNORED.sub("", value).strip(EDGES)
    end = min((at for at in (value.find("?"), value.find("#")) if at >= 0), default=len(value))
    return value[:end].replace("\\", "/") + value[end:]


def joined(base: str, value: str) -> str:
    try:
        return urljoin(base, value)
    except ValueError:
        return ""


def is_web(value: str) -> bool:
    """An absolute http or https address of a host, without a name or password (a favourite disguise)."""
    try:
        parts = urlsplit(value)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False
