"""The pictures' store is gone for a while: an empty disk that cannot be written lies in its place."""

import time
from typing import Any

from tests.faults.hurt import hurt
from tests.faults.judge import Verdict
from tests.faults.kinds.disk_full import covered, upload
from tests.faults.load import Load, Served
from tests.faults.stand import on_sqlite


def run(is_long: bool) -> list[Verdict]:
    with on_sqlite() as (paper, facts), paper.served() as server:
        first = upload(server, facts)
        media = paper.folder / "media"
        held = next(str(path.relative_to(media)) for path in media.rglob("*") if path.is_file())
        name = held.removeprefix("held/")
        with covered(media):
            refused = upload(server, facts, size=400)
            gone = status(server, facts, f"/media/{name}")
        back = upload(server, facts, size=410)
        verdict = hurt("pictures' store gone", server, facts, covered(media), 20.0 if is_long else 5.0)
        shown = status(server, facts, f"/media/{name}")
    verdict.figures |= {"upload while gone": refused, "picture while gone": gone, "upload afterwards": back}
    verdict.must(first[0] == 200 == back[0], f"uploads were answered {first} before and {back} afterwards")
    verdict.must(refused[0] == 503, f"an upload without a store was answered {refused}")
    verdict.must(gone[0] in (404, 503) and gone[1] < 5, f"a picture without a store was answered {gone}")
    verdict.must(shown[0] == 200, f"afterwards the picture was answered {shown}")
    return [verdict]


def status(server: Served, facts: dict[str, Any], path: str) -> tuple[int, float]:
    """As Ben gets it: a picture of his that stands in no story yet is nobody else's."""
    began = time.monotonic()
    answer = Load(server.url, facts).exchange(
        "GET", path, None, {"Cookie": f"session={facts['sessions']['ben']}"}
    )
    return (answer.status if answer else 0, round(time.monotonic() - began, 2))
