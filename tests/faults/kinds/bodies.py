"""Bodies of 100 MB, and uploads that end in the middle: nothing of them is kept, and no memory is taken for them."""

import time
from typing import Any
from urllib.parse import urlencode

from benchmarks.memory import pss
from tests.faults import raw
from tests.faults.asks import CSRF, text_of
from tests.faults.judge import Verdict
from tests.faults.kinds.disk_full import files, form_of, picture
from tests.faults.load import Load
from tests.faults.stand import Server, descendants, on_sqlite

MEGABYTES = 100
MOST_GROWTH = 50  # MB


def run(is_long: bool) -> list[Verdict]:
    with on_sqlite() as (paper, facts), paper.served() as server:
        return [hundred_megabytes(server), half_sent(server, facts)]


def hundred_megabytes(server: Server) -> Verdict:
    verdict = Verdict("bodies of 100 MB")
    head = (
        f"POST /account/sign-in/ HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nConnection: close\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
    )
    before, statuses, slowest = resident(server), [], 0.0
    for length in (f"Content-Length: {MEGABYTES << 20}\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n"):
        for _ in range(3):
            began = time.monotonic()
            pieces = body(is_chunked="chunked" in length)
            heard = raw.said(server.port, (head + length).encode(), *pieces)
            statuses.append(heard.split(b" ", 2)[1].decode() if heard else "none")
            slowest = max(slowest, time.monotonic() - began)
    growth = (resident(server) - before) / 1e6
    verdict.figures = {
        "answers": sorted(set(statuses)),
        "slowest, with the sending, s": round(slowest, 2),
        "memory grew, MB": round(growth, 1),
    }
    verdict.must(set(statuses) == {"413"}, f"they were answered {statuses}")
    verdict.must(growth < MOST_GROWTH, f"the server grew by {growth:.0f} MB")
    return verdict


def body(*, is_chunked: bool) -> list[bytes]:
    piece = b"x" * (1 << 20)
    if not is_chunked:
        return [piece] * MEGABYTES
    return [b"%x\r\n" % len(piece) + piece + b"\r\n"] * MEGABYTES + [b"0\r\n\r\n"]


def resident(server: Server) -> int:
    """Bytes of the server and its children."""
    return sum(pss(pid) for pid in [server.process.pid, *descendants(server.process.pid)])


def half_sent(server: Server, facts: dict[str, Any]) -> Verdict:
    """A text saved while the line breaks must not take the place of the whole one."""
    verdict = Verdict("half-sent uploads")
    load, draft = Load(server.url, facts), facts["drafts"][0]
    whole = urlencode(
        {**text_of(load, draft["headline"], "Half", draft["seen"], "autosave"), "csrfmiddlewaretoken": CSRF}
    )
    form = whole.replace("standfirst=Half&", "") + "&standfirst=Half and half"
    media = server.paper.folder / "media"
    before = files(media) if media.exists() else set()
    body, boundary = form_of(picture(300))
    sent = 0
    for path, kind, content in (
        (f"/studio/{draft['pk']}/write/", "application/x-www-form-urlencoded", form.encode()),
        ("/studio/pictures/", f"multipart/form-data; boundary={boundary}", body),
    ):
        for cut in (0.3, 0.7, 0.99):
            for is_chunked in (False, True):
                head, piece = cut_off(server, facts, path, kind, content, cut, is_chunked=is_chunked)
                raw.said(server.port, head, piece, is_cut=True)
                sent += 1
    time.sleep(1.0)
    stands = server.paper.run(
        "tests.faults.audit", str(server.paper.folder), "--standfirst", str(draft["pk"])
    )
    left = (files(media) if media.exists() else set()) - before
    verdict.figures = {"cut off": sent, "texts changed": int("Half" in stands), "files left": len(left)}
    verdict.must("Half" not in stands, f"half a text was kept: {stands.strip()}")
    verdict.must(not left, f"half a picture was kept: {sorted(left)[:2]}")
    return verdict


def cut_off(
    server: Server,
    facts: dict[str, Any],
    path: str,
    kind: str,
    content: bytes,
    cut: float,
    *,
    is_chunked: bool,
) -> tuple[bytes, bytes]:
    piece = content[: int(len(content) * cut)]
    length = "Transfer-Encoding: chunked" if is_chunked else f"Content-Length: {len(content)}"
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n{length}\r\nContent-Type: {kind}\r\n"
        f"Accept: application/json\r\nCookie: session={facts['sessions']['ben']}; csrf={CSRF}\r\n\r\n"
    )
    return head.encode(), b"%x\r\n" % len(piece) + piece + b"\r\n" if is_chunked else piece
