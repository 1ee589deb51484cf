"""Pictures that are not everybody's: where they stand decides, and the rooms above say who else may see them.

A guarded picture is everybody's as long as one thing that everybody reads shows it. Its files lie accordingly
(``files.HELD``), so that the pictures of the paper are answered without a question to the database. The rows are the
truth; the files follow at the commit, by an errand should the program end in between, and once a day.
"""

import re
from collections.abc import Callable, Iterable
from functools import partial

from django.db import transaction
from django.http import HttpRequest

from commonpress.engines.events.models import Event
from commonpress.engines.events.record import record
from commonpress.engines.media import files
from commonpress.engines.media.models import Picture, Use

# Given a request, a picture and the subjects it stands in.
Lets = Callable[[HttpRequest, Picture, frozenset[str]], bool]
_lets: list[Lets] = []
STORED = re.compile(r"/media/([0-9a-f]{2}/[0-9a-f]{30})")  # a picture in a text, whatever its size


def lets(judge: Lets) -> Lets:
    """Register who may see guarded pictures besides. One that says yes is enough."""
    _lets.append(judge)
    return judge


@transaction.atomic
def note(subject: str, stems: Iterable[str], *, may: Callable[[Picture], bool] = lambda _: True) -> None:
    """The pictures of these stems (``files.NAME``) stand in ``subject`` from now on: those who may read it, see them.

    ``may`` says which of them the writer could see before: knowing a name gives nobody a picture.
    """
    names = names_of(stems)
    if not names:
        return
    new = Picture.objects.filter(is_guarded=True, name__in=names).exclude(uses__subject=subject)
    uses = [Use(picture=picture, subject=subject, is_open=False) for picture in new if may(picture)]
    Use.objects.bulk_create(uses, ignore_conflicts=True)


@transaction.atomic
def show(subject: str, stems: Iterable[str]) -> None:
    """Everybody reads ``subject`` now, with these of the pictures noted there. No query without any.

    What it showed before stays open: the record of its changes shows it.
    """
    names = names_of(stems)
    if not names:
        return
    closed = Use.objects.filter(subject=subject, is_open=False, picture__name__in=names)
    for use in closed.select_related("picture"):
        Use.objects.filter(pk=use.pk).update(is_open=True)
        _changed("picture.shown", use.picture)


@transaction.atomic
def hide(subject: str) -> None:
    """Nobody reads ``subject`` any more. One query when it shows no guarded picture."""
    pictures = list(Picture.objects.filter(uses__subject=subject, uses__is_open=True))
    if pictures:
        Use.objects.filter(subject=subject).update(is_open=False)
    for picture in pictures:
        _changed("picture.hidden", picture)


def stems_in(text: str) -> set[str]:
    """The pictures of a text, by what their names begin with."""
    return set(STORED.findall(text))


def names_of(stems: Iterable[str]) -> list[str]:
    """What the originals may be called."""
    return [f"{stem}.{ending}" for stem in stems for ending in ("jpg", "webp")]


def _changed(kind: str, picture: Picture) -> None:
    record(kind, picture.subject, stale=[picture.subject, tag_of(picture.name)])
    transaction.on_commit(partial(settle, picture), robust=True)


def tag_of(name: str) -> str:
    """The cache tag of a picture's files, which a shared cache may hold for a year."""
    return f"media:{stem_of(name)}"


def stem_of(name: str) -> str:
    """``ab/cdef…`` of a stored name, of a picture or of one of its copies."""
    found = files.NAME.fullmatch(name)
    return found["stem"] if found else ""


def is_open(picture: Picture) -> bool:
    return not picture.is_guarded or picture.uses.filter(is_open=True).exists()


def settle(picture: Picture) -> None:
    """Lay the files where they belong. Safe to run twice."""
    held = not is_open(picture)
    for name in picture.files:
        files.move(name, held=held)


def settle_changed(event: Event) -> None:
    """The errand after ``picture.shown``, ``picture.hidden`` and ``picture.rendered``."""
    picture = Picture.objects.filter(pk=event.subject.partition(":")[2], is_guarded=True).first()
    if picture:
        settle(picture)


def settle_all() -> None:
    """Two queries, and a look at the folder for each guarded picture."""
    shown = set(Use.objects.filter(is_open=True).values_list("picture", flat=True))
    for picture in Picture.objects.filter(is_guarded=True).iterator():
        for name in picture.files:
            files.move(name, held=picture.pk not in shown)


def picture_of(name: str) -> Picture | None:
    """The guarded picture that a stored name is, or is a copy of."""
    return Picture.objects.filter(name__in=names_of([stem_of(name)]), is_guarded=True).first()


def may_see(request: HttpRequest, picture: Picture) -> bool:
    stands_in = frozenset(picture.uses.values_list("subject", flat=True))
    return any(judge(request, picture, stands_in) for judge in _lets)
