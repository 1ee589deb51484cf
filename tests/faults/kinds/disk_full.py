"""The disk is full: that of the database, then that of the pictures. Whoever reads goes on; whoever writes is told."""

import contextlib
import io
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.faults import disks
from tests.faults.asks import CSRF
from tests.faults.hurt import hurt
from tests.faults.judge import Verdict
from tests.faults.load import Load, Served
from tests.faults.stand import Paper, on_sqlite, scratch

MEGABYTES = 24


def run(is_long: bool) -> list[Verdict]:
    return [of_the_database(20.0 if is_long else 6.0), of_the_pictures()]


def of_the_database(seconds: float) -> Verdict:
    with scratch() as base, disks.small(base / "disk", MEGABYTES) as disk:
        paper = Paper(disk / "paper")
        paper.beside = base
        facts = paper.fill()
        with paper.served() as server:
            return hurt("disk full, database", server, facts, disks.full(disk), seconds)


def of_the_pictures() -> Verdict:
    verdict = Verdict("disk full, pictures")
    with (
        scratch() as base,
        disks.small(base / "media", 4) as media,
        on_sqlite(COMMONPRESS_MEDIA_ROOT=str(media)) as (paper, facts),
        paper.served() as server,
    ):
        before = files(media)
        with disks.full(media):
            refused = upload(server, facts)
            left = files(media) - before - {"ballast"}
        taken = upload(server, facts)
    verdict.figures = {"while full": refused, "half files left": len(left), "afterwards": taken}
    verdict.must(refused[0] in (503, 507), f"an upload to a full disk was answered {refused}")
    verdict.must(not left, f"half files were left: {sorted(left)[:3]}")
    verdict.must(taken[0] == 200, f"after room was made an upload was answered {taken}")
    return verdict


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def upload(server: Served, facts: dict[str, Any], size: int = 900) -> tuple[int, float]:
    """Status and seconds of sending a noisy picture, which cannot be made small."""
    body, boundary = form_of(picture(size))
    load = Load(server.url, facts)
    headers = {
        "Content-Type": f"multipart/form-data; boundary={boundary}",
        "Cookie": f"session={facts['sessions']['ben']}; csrf={CSRF}",
        "Accept": "application/json",
    }
    began = time.monotonic()
    answer = load.exchange("POST", "/studio/pictures/", body, headers)  # type: ignore[arg-type]
    return (answer.status if answer else 0, round(time.monotonic() - began, 2))


def form_of(picture: bytes) -> tuple[bytes, str]:
    boundary = "a-boundary-of-the-tests"
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{CSRF}\r\n'
    head += f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n'
    head += "Content-Type: image/png\r\n\r\n"
    return head.encode() + picture + f"\r\n--{boundary}--\r\n".encode(), boundary


def picture(size: int) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.effect_noise((size, size), 90).save(out, "PNG")
    return out.getvalue()


@contextlib.contextmanager
def covered(folder: Path) -> Iterator[None]:
    """Another, empty disk that cannot be written lies over ``folder``."""
    with disks.small(folder, 1, "ro"):
        yield
