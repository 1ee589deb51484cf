"""Which address of a picture to use where. All begin with ``MEDIA_URL``; feeds and cards add the host."""

from typing import NamedTuple

from django.conf import settings

from commonpress.engines.media.copies import Rendition
from commonpress.engines.media.models import Picture

STRUCTURED = ("1x1", "4x3", "16x9")


class Image(NamedTuple):
    """An address and the size in pixels of what it answers."""

    url: str
    width: int
    height: int


def original(picture: Picture) -> Image:
    return Image(url_of(picture.name), picture.width, picture.height)


def picture_url(picture: Picture, width: int) -> str:
    """The smallest copy any program can show that is at least ``width`` pixels wide, else the largest."""
    wide = [image for image in plain_images(picture) if image.width >= width]
    return wide[0].url if wide else plain_images(picture)[-1].url


def social_image(picture: Picture) -> Image:
    """The crop for social cards (1200 x 630 when the original allows), else the original."""
    return _crop(picture, "social") or original(picture)


def structured_images(picture: Picture) -> list[Image]:
    """The crops search engines ask for (1:1, 4:3, 16:9), else the original."""
    crops = [crop for name in STRUCTURED if (crop := _crop(picture, name))]
    return crops or [original(picture)]


def plain_images(picture: Picture) -> list[Image]:
    """The uncropped copies in the original's format (JPEG, or WebP if clear) and itself, narrow first."""
    copies = copies_in(picture, picture.format)
    return copies if copies and copies[-1].width >= picture.width else [*copies, original(picture)]


def copies_in(picture: Picture, kind: str) -> list[Image]:
    """The uncropped copies in one format, narrow to wide; empty before the worker came by."""
    found = [_image(copy) for copy in picture.renditions if copy["format"] == kind and "crop" not in copy]
    return sorted(found, key=lambda image: image.width)


def url_of(name: str) -> str:
    return f"{settings.MEDIA_URL}{name}"


def _crop(picture: Picture, name: str) -> Image | None:
    return next((_image(copy) for copy in picture.renditions if copy.get("crop") == name), None)


def _image(copy: Rendition) -> Image:
    return Image(url_of(copy["name"]), copy["width"], copy["height"])
