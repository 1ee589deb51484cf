"""``{% picture story.picture sizes="(min-width: 60rem) 40rem, 100vw" class="lead" lazy=False %}``"""

from collections.abc import Iterable

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
    return format_html(
        "<picture{}>{}<img{}></picture>",
        flatatt(attributes),
        _sources(picture, sizes or FULL),
        flatatt(_img(picture, sizes or FULL, lazy=lazy, alt=picture.alt if alt is None else alt)),
    )


def _sources(picture: Picture, sizes: str) -> SafeString:
    kinds = [kind for kind in SOURCES if kind != picture.format and address.copies_in(picture, kind)]
    return format_html_join(
        "",
        '<source type="{}" srcset="{}" sizes="{}">',
        ((SOURCES[kind], _srcset(address.copies_in(picture, kind)), sizes) for kind in kinds),
    )


def _img(picture: Picture, sizes: str, *, lazy: bool, alt: str) -> dict[str, str | int]:
    loading = {"loading": "lazy"} if lazy else {"fetchpriority": "high"}
    plain = address.plain_images(picture)
    several = {"srcset": _srcset(plain), "sizes": sizes} if len(plain) > 1 else {}
    return {
        "src": address.picture_url(picture, FALLBACK_WIDTH),
        **several,
        "width": picture.width,
        "height": picture.height,
        "alt": "" if picture.is_decorative else alt,
        **loading,
        "decoding": "async",
    }


def _srcset(images: Iterable[address.Image]) -> str:
    return ", ".join(f"{image.url} {image.width}w" for image in images)
