"""Pictures in a bucket that all machines share (``COMMONPRESS_MEDIA=s3://…``). Everything lies under its stored name.

The bucket itself must be nobody's to read: pictures of drafts lie in it as well. Readers get them through ``serve.py``.
"""

from collections.abc import Iterator
from typing import NamedTuple

from django.conf import settings

from commonpress.engines.lib.s3 import Access, Bucket, StoreProblem, Thing

ATTEMPTS = 2  # somebody waits for the answer
__all__ = ["StoreProblem", "everything", "get", "has", "is_used", "put", "remove"]


class Found(NamedTuple):
    data: bytes
    changed: float


def is_used() -> bool:
    return bool(settings.MEDIA)


def ours() -> Bucket:
    return Bucket.at(settings.MEDIA, Access(**settings.S3, attempts=ATTEMPTS))


def has(name: str) -> bool:
    return ours().look(name) is not None


def get(name: str) -> Found:
    """Raises ``FileNotFoundError`` and ``StoreProblem``."""
    data, changed = ours().dated(name)
    return Found(data, changed.timestamp())


def put(name: str, data: bytes, kind: str) -> None:
    ours().put(name, data, kind=kind)


def remove(name: str) -> None:
    ours().remove(name)


def everything() -> Iterator[Thing]:
    return ours().all()
