"""A stored body as a page shows it. All here works on the sanitiser's own output, where every tag has one form."""

import re

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from commonpress.engines.lib.html import with_embeds

TABLE = re.compile(r"<table[^<>]*>|</table>")


def as_shown(stored: str) -> SafeString:
    """The body with players to click for, tables that scroll by themselves, and pictures that wait to be seen."""
    return mark_safe(with_lazy_pictures(with_own_scroll(with_embeds(stored))))  # noqa: S308 (it passed the sanitiser)


def with_own_scroll(html: str) -> str:
    """A wide table scrolls in its own box, so that the page does not; the box can be reached by keyboard."""
    label = escape(_("Table"))
    opening = f'<div class="wide" role="group" tabindex="0" aria-label="{label}">'
    return TABLE.sub(
        lambda match: f"{match[0]}</div>" if match[0][1] == "/" else f"{opening}{match[0]}", html
    )


def with_lazy_pictures(html: str) -> str:
    return html.replace("<img ", '<img loading="lazy" decoding="async" ')
