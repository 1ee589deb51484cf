"""A story's text for reading far from the site: every address in it is a full one."""

import re
from html import escape, unescape
from urllib.parse import urljoin

# On stored HTML only, which passed the sanitiser: there every tag has one form.
TAG = re.compile(r'<(?:a|img)(?: [^ =>"]+="[^"]*")+>')
ADDRESS = re.compile(r' (href|src)="([^"]*)"')


def absolute_html(body: str, base: str) -> str:
    """``body`` with each ``href`` and ``src`` made absolute on ``base``. Embeds stay what they are stored as: links."""
    return TAG.sub(lambda tag: ADDRESS.sub(lambda found: full(found, base), tag[0]), body)


def full(found: re.Match[str], base: str) -> str:
    return f' {found[1]}="{escape(joined(base, unescape(found[2])))}"'


def joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:  # half an IPv6 address
        return base
