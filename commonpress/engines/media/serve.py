import os
import stat
from typing import BinaryIO

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from commonpress.engines.media import files

YEAR_SECONDS = 31_536_000
# Should a file ever be taken for a page, it may neither run nor load anything.
POLICY = "sandbox; default-src 'none'"


def serve(request: HttpRequest, name: str) -> HttpResponseBase:
    """Answer a stored picture, to be kept for ever: its name stands for its bytes. Anything else is 404."""
    if request.method not in {"GET", "HEAD"}:
        return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
    file = _open(name)
    if file is None:
        return _not_found()
    found = os.fstat(file.fileno())
    headers = _headers(name, found)
    bare = HttpResponse(headers=headers)
    answer = get_conditional_response(
        request, etag=headers["ETag"], last_modified=int(found.st_mtime), response=bare
    )
    if answer is not bare or request.method == "HEAD":
        file.close()
        return answer or bare
    # FileResponse guesses a type from the file unless it is told one apart from the other headers.
    return FileResponse(file, content_type=headers.pop("Content-Type"), headers=headers)


def _open(name: str) -> BinaryIO | None:
    """The regular file of a stored name, never through a link; nothing when there is none."""
    try:
        handle = os.open(files.path_of(name), os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        return None
    return os.fdopen(handle, "rb")


def _headers(name: str, found: os.stat_result) -> dict[str, str]:
    stem, _, ending = name.rpartition(".")
    return {
        "Content-Type": files.TYPES[ending],
        "Content-Length": str(found.st_size),
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": f"public, max-age={YEAR_SECONDS}, immutable",
        "Last-Modified": http_date(found.st_mtime),
        "ETag": f'"{stem.replace("/", "")}-{ending}-{found.st_size:x}"',
    }


def _not_found() -> HttpResponse:
    headers = {"Cache-Control": "no-store", "Content-Security-Policy": POLICY}
    return HttpResponse(b"Not found\n", status=404, content_type="text/plain", headers=headers)
