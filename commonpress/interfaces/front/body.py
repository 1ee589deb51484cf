"""A stored body as a page shows it. All here works on the sanitiser's own output, where every tag has one form."""

import re
from collections.abc import Mapping
from html import unescape

from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from commonpress.domain.stories.links import relabelled
from commonpress.engines.lib.html import with_embeds
from commonpress.engines.media.models import Picture
from commonpress.engines.media.templatetags.pictures import picture

IMAGE = re.compile(rf'<img (?:[^<>]*?src="{re.escape(settings.MEDIA_URL)}(?P<name>[^"]*)")?[^<>]*>')
ALT = re.compile(r'alt="([^"]*)"')
MEASURE = "(min-width: 48rem) 42rem, 100vw"  # how wide a picture of the body stands
TABLE = re.compile(r"<table[^<>]*>|</table>")


def as_shown(stored: str, rel: str = "", pictures: Mapping[str, Picture] | None = None) -> SafeString:
    """The body with players to click for, tables that scroll by themselves, and pictures that wait to be seen.

    ``rel`` is what links that leave the site say, when it is another than the stored one; ``pictures`` are those of
    ``pictures_in``, where the caller has them.
    """
    known = pictures_in(stored) if pictures is None else pictures
    shown = with_pictures(with_own_scroll(with_embeds(stored)), known)
    return mark_safe(relabelled(shown, rel) if rel else shown)  # noqa: S308 (it passed the sanitiser)


def pictures_in(stored: str) -> dict[str, Picture]:
    """Our own pictures that stand in a body, by name. One query, none without pictures."""
    named = {match["name"] for match in IMAGE.finditer(stored) if match["name"]}
    return {one.name: one for one in Picture.objects.filter(name__in=named)} if named else {}


def with_own_scroll(html: str) -> str:
    """A wide table scrolls in its own box, so that the page does not; the box can be reached by keyboard."""
    label = escape(_("Table"))
    opening = f'<div class="wide" role="group" tabindex="0" aria-label="{label}">'
    return TABLE.sub(
        lambda match: f"{match[0]}</div>" if match[0][1] == "/" else f"{opening}{match[0]}", html
    )


def with_pictures(html: str, known: Mapping[str, Picture]) -> str:
    """Each picture in every format and width there is, waiting until it is near."""
    return IMAGE.sub(lambda match: shown(match, known), html)


def shown(match: re.Match[str], known: Mapping[str, Picture]) -> str:
    found = known.get(match["name"] or "")
    if found is None:
        return match[0].replace("<img ", '<img loading="lazy" decoding="async" ', 1)
    alt = ALT.search(match[0])
    return picture(found, sizes=MEASURE, lazy=True, alt=unescape(alt[1]) if alt else "")
