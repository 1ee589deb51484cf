"""Pictures in a store that speaks S3: what one node takes in, the other gives out; and the store is away for a while."""

import logging
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from commonpress.engines.lib.s3 import Access, Bucket
from tests.faults.asks import text_of
from tests.faults.judge import ANSWER_SECONDS, Verdict, strain
from tests.faults.kinds.disk_full import upload
from tests.faults.kinds.media import status
from tests.faults.load import Load
from tests.machines.network import address
from tests.machines.stand import Stand, standing

PORT = 9000
KEYS: dict[str, Any] = {"key": "olga", "secret": "harbour-light", "region": "us-east-1"}


class Store:
    """Among the crowd. What it holds outlives that it is away."""

    def __init__(self) -> None:
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        self.url = f"http://{address('crowd')}:{PORT}"
        self.open()

    def open(self) -> None:
        from moto.server import ThreadedMotoServer

        self.server = ThreadedMotoServer(ip_address=address("crowd"), port=PORT, verbose=False)
        self.server.start()

    def close(self) -> None:
        listening = self.server._server
        self.server.stop()
        if listening:
            listening.server_close()  # else the kernel goes on taking calls for it


def run(is_long: bool) -> Iterator[Verdict]:
    name = f"b-{secrets.token_hex(6)}"
    settings = {f"S3_{word.upper()}": value for word, value in KEYS.items()}
    settings |= {"MEDIA": f"s3://{name}/paper", "S3_ENDPOINT": f"http://{address('crowd')}:{PORT}"}
    with standing(settings=settings) as (stand, facts):
        store = Store()
        try:
            bucket = Bucket.at(settings["MEDIA"], Access(endpoint=store.url, **KEYS))
            bucket._client.create_bucket(Bucket=name)
            yield shared(stand, facts, store, bucket)
        finally:
            store.close()


def shared(stand: Stand, facts: dict[str, Any], store: Store, bucket: Bucket) -> Verdict:
    here, there = stand.nodes["node-a"], stand.nodes["node-b"]
    verdict = Verdict("pictures in S3 across nodes")
    taken = [upload(here, facts), upload(here, facts, size=500)]
    first, second = (f"/media/{name}" for name in stand.inside("pictures"))
    shown = [status(node, facts, first) for node in (there, here)]
    for drawn in there.folder.glob(f"media/**/{Path(second).name}"):
        drawn.unlink()  # its worker may have made the smaller copies
    store.close()
    kept, gone = status(there, facts, first), status(there, facts, second)
    refused, text = upload(there, facts, size=400), saved(there, facts)
    store.open()
    back = [status(there, facts, second), upload(there, facts, size=410)]
    verdict.figures = {
        "uploads at one node": taken,
        "shown by the other, and by the one": shown,
        "in the bucket": sum(1 for _ in bucket.all()),
        "store away: a picture this node has shown before": kept,
        "store away: another one": gone,
        "store away: an upload": refused,
        "store away: a text": text,
        "store back: that picture, an upload": back,
    }
    answers = [*taken, *shown, kept, *back]
    verdict.must({each[0] for each in answers} == {200}, f"not all were answered well: {answers}")
    # 422: the picture's own error says that the store does not answer.
    verdict.must(refused[0] in (422, 503) and gone[0] in (404, 503), f"without a store: {refused}, {gone}")
    verdict.must(text == 200, f"a text without a store was answered {text}")
    slowest = max(seconds for _, seconds in [*shown, kept, gone, refused, *back])
    verdict.must(slowest < ANSWER_SECONDS * strain(), f"an answer took {slowest:.1f} s")
    return verdict


def saved(node: Any, facts: dict[str, Any]) -> int:
    load, draft = Load(node.url, facts), facts["drafts"][0]
    form = text_of(load, draft["headline"], "Kept 1", draft["seen"], "autosave")
    headers = {"Accept": "application/json"}
    answer = load.ask("autosave", "POST", f"/studio/{draft['pk']}/write/", form, who="ben", headers=headers)
    return answer.status if answer else 0
