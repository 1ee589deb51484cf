"""Copy the files of all pictures into a bucket, and compare each. Repeated, it copies what is still missing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.conf import settings

from commonpress.engines.lib.s3 import Access, Bucket, StoreProblem
from commonpress.engines.media import bucket as held
from commonpress.engines.media import files
from commonpress.engines.media.models import Picture
from commonpress.interfaces.transfer.problem import ImportProblem

Progress = Callable[[int, int, str], None]


@dataclass
class Copied:
    files: int = 0
    new: int = 0
    missing: int = 0


def copy(address: str, *, progress: Progress = lambda *_: None) -> Copied:
    """Raises ``ImportProblem``. The folder stays as it is."""
    if held.is_used():
        raise ImportProblem(
            "the pictures lie in a bucket already. Backups and archives bring them to another place."
        )
    try:
        target = Bucket.at(address, Access(**settings.S3, attempts=5))
        there = {thing.name: thing.size for thing in target.all()}
        done, total = Copied(), Picture.objects.count()
        for number, name in names():
            one(target, name, there, done)
            progress(number, total, name)
    except (ValueError, StoreProblem) as problem:
        raise ImportProblem(str(problem)) from None
    return done


def names() -> Iterator[tuple[int, str]]:
    for number, picture in enumerate(Picture.objects.order_by("pk").iterator(), start=1):
        for name in picture.files:
            yield number, name


def one(target: Bucket, name: str, there: dict[str, int], done: Copied) -> None:
    try:
        data = files.here(name).read_bytes()
    except FileNotFoundError:
        done.missing += 1
        return
    if there.get(name) != len(data):
        target.put(name, data, kind=files.type_of(name))
        done.new += 1
    if target.get(name) != data:
        raise ImportProblem(f"{name} came out otherwise in the bucket. Delete it there, and run this again.")
    done.files += 1
