"""``{% picture story.picture sizes="(min-width: 60rem) 40rem, 100vw" class="lead" lazy=False %}``"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from django import template
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from commonpress.engines.media import address
from commonpress.engines.media.models import Picture

register = template.Library()
register.simple_tag(address.picture_url, name="picture_url")

FULL = "100vw"
FALLBACK_WIDTH = 960  # for the few browsers that know no srcset
SOURCES = {"avif": "image/avif", "webp": "image/webp"}  # best first
KEPT = 2048  # pictures, about two kilobytes each
Pairs = tuple[tuple[str, Any], ...]


class Shown(NamedTuple):
    """Everything the markup of a picture depends on."""

    name: str
    format: str
    width: int
    height: int
    copies: tuple[Pairs, ...]
    alt: str
    sizes: str
    lazy: bool
    attributes: Pairs


@register.simple_tag
def picture(
    picture: Picture | None,
    sizes: str = FULL,
    lazy: bool = True,
    alt: str | None = None,
    **attributes: str,
) -> SafeString:
    """A ``<picture>`` in every format and width there is; the original alone before the worker came by.

    ``alt`` overrides the picture's own; a decorative picture always has an empty one. Other attributes, such
    as ``class``, go to the outer element. Nothing for no picture.
    """
    if picture is None:
        return SafeString("")
    copies = tuple(tuple(copy.items()) for copy in picture.renditions)
    words = "" if picture.is_decorative else picture.alt if alt is None else alt
    shape = (picture.name, picture.format, picture.width, picture.height, copies)
    return _markup(Shown(*shape, words, sizes or FULL, lazy, tuple(attributes.items())))


@lru_cache(maxsize=KEPT)
def _markup(shown: Shown) -> SafeString:
    """Made of nothing but its key, so that what is kept is never old."""
    copies = [dict(copy) for copy in shown.copies]
    found = Picture(
        name=shown.name, format=shown.format, width=shown.width, height=shown.height, renditions=copies
    )
    return format_html(
        "<picture{}>{}<img{}></picture>",
        flatatt(dict(shown.attributes)),
        _sources(found, shown.sizes),
        flatatt(_img(found, shown)),
    )


def _sources(picture: Picture, sizes: str) -> SafeString:
    kinds = [kind for kind in SOURCES if kind != picture.format and address.copies_in(picture, kind)]
    return format_html_join(
        "",
        '<source type="{}" srcset="{}" sizes="{}">',
        ((SOURCES[kind], _srcset(address.copies_in(picture, kind)), sizes) for kind in kinds),
    )


def _img(picture: Picture, shown: Shown) -> dict[str, str | int]:
    loading = {"loading": "lazy"} if shown.lazy else {"fetchpriority": "high"}
    plain = address.plain_images(picture)
    several = {"srcset": _srcset(plain), "sizes": shown.sizes} if len(plain) > 1 else {}
    return {
        "src": address.picture_url(picture, FALLBACK_WIDTH),
        **several,
        "width": picture.width,
        "height": picture.height,
        "alt": shown.alt,
        **loading,
        "decoding": "async",
    }


def _srcset(images: Iterable[address.Image]) -> str:
    return ", ".join(f"{image.url} {image.width}w" for image in images)
