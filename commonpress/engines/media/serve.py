import logging
import os
import stat
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from commonpress.engines.media import bucket, files, guard

log = logging.getLogger(__name__)

YEAR_SECONDS = 31_536_000
# Should a file ever be taken for a page, it may neither run nor load anything.
POLICY = "sandbox; default-src 'none'"


def serve(request: HttpRequest, name: str) -> HttpResponseBase:
    """Answer a stored picture, to be kept for ever: its name stands for its bytes. Anything else is 404.

    A guarded picture (``guard.py``) is answered to those who may see it, and kept by nobody.
    """
    if request.method not in {"GET", "HEAD"}:
        return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
    if not files.NAME.fullmatch(name):
        return _not_found()
    if bucket.is_used():
        return _of_the_bucket(request, name)
    file = _open(files.shown_path(name))
    return _held(request, name) if file is None else _for_everybody(request, name, file)


def _of_the_bucket(request: HttpRequest, name: str) -> HttpResponseBase:
    """One query each: a copy on this machine cannot know that another has just hidden the picture."""
    picture = guard.picture_of(name)
    closed = picture if picture and not guard.is_open(picture) else None
    if closed and not guard.may_see(request, closed):
        return _not_found()
    try:
        file = _open(files.here(name))
    except bucket.StoreProblem as problem:
        log.error("media: %s", problem)
        return _away()
    except OSError:
        file = None
    if file is None:
        return _not_found()
    return _for_some(request, name, file) if closed else _for_everybody(request, name, file)


def _for_everybody(request: HttpRequest, name: str, file: BinaryIO) -> HttpResponseBase:
    found = os.fstat(file.fileno())
    headers = _headers(name, found) | _shared(name, found)
    bare = HttpResponse(headers=headers)
    answer = get_conditional_response(
        request, etag=headers["ETag"], last_modified=int(found.st_mtime), response=bare
    )
    if answer is not bare or request.method == "HEAD":
        file.close()
        return answer or bare
    return _whole(file, headers)


def _held(request: HttpRequest, name: str) -> HttpResponseBase:
    """The same answer for "may not" as for "is not"."""
    file = _open(files.held_path(name))
    picture = guard.picture_of(name) if file else None
    if file is None or picture is None:
        return _not_found()
    if guard.is_open(picture):  # its files are on their way
        guard.settle(picture)
        return _for_everybody(request, name, file)
    if not guard.may_see(request, picture):
        file.close()
        return _not_found()
    return _for_some(request, name, file)


def _for_some(request: HttpRequest, name: str, file: BinaryIO) -> HttpResponseBase:
    headers = _headers(name, os.fstat(file.fileno())) | {"Cache-Control": "private, no-store"}
    if request.method == "HEAD":
        file.close()
        return HttpResponse(headers=headers)
    return _whole(file, headers)


def _whole(file: BinaryIO, headers: dict[str, str]) -> FileResponse:
    # FileResponse guesses a type from the file unless it is told one apart from the other headers.
    return FileResponse(file, content_type=headers.pop("Content-Type"), headers=headers)


def _open(path: Path) -> BinaryIO | None:
    """A regular file, never through a link; nothing when there is none."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        return None
    return os.fdopen(handle, "rb")


def _headers(name: str, found: os.stat_result) -> dict[str, str]:
    return {
        "Content-Type": files.type_of(name),
        "Content-Length": str(found.st_size),
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
    }


def _shared(name: str, found: os.stat_result) -> dict[str, str]:
    """What caches may do with it, and under which tag they are told to forget it should it be withdrawn."""
    stem, _, ending = name.rpartition(".")
    tags = {"Surrogate-Key": guard.tag_of(name)} if settings.SURROGATE_KEYS else {}
    return {
        "Cache-Control": f"public, max-age={YEAR_SECONDS}, immutable",
        "Last-Modified": http_date(found.st_mtime),
        "ETag": f'"{stem.replace("/", "")}-{ending}-{found.st_size:x}"',
        "Cache-Tag": guard.tag_of(name),
        **tags,
    }


def _away() -> HttpResponse:
    headers = {"Cache-Control": "no-store", "Retry-After": "30", "Content-Security-Policy": POLICY}
    return HttpResponse(b"Not now\n", status=503, content_type="text/plain; charset=utf-8", headers=headers)


def _not_found() -> HttpResponse:
    headers = {"Cache-Control": "no-store", "Content-Security-Policy": POLICY}
    return HttpResponse(b"Not found\n", status=404, content_type="text/plain; charset=utf-8", headers=headers)
