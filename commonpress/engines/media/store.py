import hashlib
import logging
from typing import Protocol

from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac

from commonpress.engines.events.record import record
from commonpress.engines.lib import clock
from commonpress.engines.media import bucket, files, guard, refused
from commonpress.engines.media.models import Picture
from commonpress.engines.media.prepare import Prepared, prepare

log = logging.getLogger(__name__)

MAX_BYTES = 20_000_000  # a telephone's largest photograph and some room
Words = dict[str, str | bool]


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


def store(
    data: bytes | Readable,
    *,
    alt: str = "",
    credit: str = "",
    licence: str = "",
    licence_url: str = "",
    is_decorative: bool = False,
    owner: str = "",
    by: str = "",
    is_guarded: bool = False,
    max_bytes: int = MAX_BYTES,
) -> Picture:
    """Keep a picture, made anew from what was sent, and record ``picture.stored``. Raises ``Refused``.

    The same picture of the same owner is kept once: the first row is returned, with words it lacks filled in, and is
    guarded only as long as every call asked for it.
    ``owner`` and ``by`` are opaque subjects such as "member:7". A guarded picture is nobody's but its owner's until it
    stands somewhere (``guard.py``). Texts are cut at the length of their column.
    """
    words: Words = {
        "alt": alt[:500],
        "credit": credit[:200],
        "licence": licence[:80],
        "licence_url": licence_url[:300],
        "is_decorative": is_decorative,
    }
    prepared = prepare(_read(data, max_bytes))
    sha256 = hashlib.sha256(prepared.data).hexdigest()
    known = Picture.objects.filter(sha256=sha256, owner=owner).order_by("pk").first()
    name = known.name if known else _name(prepared, sha256, owner)
    _keep_file(name, prepared.data, is_guarded=is_guarded)
    guarded: Words = {"is_guarded": is_guarded}
    picture = known or _keep_row(prepared, name, sha256, owner, words | guarded, by)
    if picture.is_guarded and not is_guarded:
        _let_everybody_see(picture)
    return _fill_in(picture, words, by)


def _read(data: bytes | Readable, limit: int) -> bytes:
    found = data if isinstance(data, bytes) else data.read(limit + 1)
    if len(found) > limit:
        raise refused.too_heavy(limit)
    return found


def _name(prepared: Prepared, sha256: str, owner: str) -> str:
    """The same for the same picture of the same owner, and not to be guessed by one who has the picture."""
    digest = salted_hmac("media.name", f"{owner}\n{sha256}", algorithm="sha256").hexdigest()
    return f"{digest[:2]}/{digest[2:32]}.{files.ENDINGS[prepared.format]}"


def _keep_file(name: str, data: bytes, *, is_guarded: bool) -> None:
    # Before the row, so that no row ever lacks its file. A file without a row is swept up later (health.py).
    try:
        if not files.there(name):
            files.keep(name, data, held=is_guarded)
    except bucket.StoreProblem as problem:
        log.error("media: %s", problem)
        raise refused.away() from None


def _keep_row(prepared: Prepared, name: str, sha256: str, owner: str, words: Words, by: str) -> Picture:
    picture = Picture(
        name=name,
        sha256=sha256,
        format=prepared.format,
        width=prepared.width,
        height=prepared.height,
        bytes=len(prepared.data),
        colour=prepared.colour,
        owner=owner,
        created_at=clock.now(),
        **words,
    )
    try:
        with transaction.atomic():
            picture.save(force_insert=True)
            record("picture.stored", picture.subject, by=by)
    except IntegrityError:  # sent twice at once: the other one was first
        return Picture.objects.get(name=name)
    return picture


def _let_everybody_see(picture: Picture) -> None:
    """It is kept anew as everybody's, such as the paper's logo."""
    Picture.objects.filter(pk=picture.pk).update(is_guarded=False)
    picture.is_guarded = False
    guard.settle(picture)


def _fill_in(picture: Picture, words: Words, by: str) -> Picture:
    lacking = [field for field, value in words.items() if value and not getattr(picture, field)]
    if lacking:
        for field in lacking:
            setattr(picture, field, words[field])
        with transaction.atomic():
            picture.save(update_fields=lacking)
            record("picture.described", picture.subject, stale=[picture.subject], by=by)
    return picture
