from typing import Any

import pytest

from commonpress.engines.edge import figures, handing_on
from commonpress.engines.edge.tests.people import Edge, run
from commonpress.engines.lib import tally as module
from commonpress.engines.lib.tally import Tally


@pytest.fixture
def tally(monkeypatch: pytest.MonkeyPatch) -> Tally:
    """One where nobody else counts."""
    made = Tally()
    monkeypatch.setattr(figures, "tally", made)
    return made


@pytest.fixture
def edge(monkeypatch: pytest.MonkeyPatch, all_is_public: None) -> Edge:
    return Edge(monkeypatch, direct={"/seen/": lambda _body, _headers, _peer, answer: answer(204)})


def counted(tally: Tally) -> dict[str, float]:
    names = [f"{kind} {each}" for kind in module.KINDS for each in module.CLASSES]
    return {name: tally.total(name) for name in [*names, "purges", "pages_purged"] if tally.total(name)}


def test_each_answer_is_counted_once_by_who_gave_it(
    edge: Edge, tally: Tally, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> None:
        edge.start()
        first = await edge.ask("/")
        await edge.ask("/")
        await edge.ask("/", if_none_match=first.headers["etag"])
        await edge.ask("/", "HEAD")
        await edge.ask("/seen/", "POST", body=b"{}", content_length="2")
        await edge.ask("/seen/", "POST", body=b"{}", content_length="99999")
        edge.maker.status = 404
        await edge.ask("/nowhere/")
        edge.application.purge(["site"])
        monkeypatch.setattr(handing_on, "MOST_WAITING", 0)
        assert (await edge.ask("/private/")).status == 503
        edge.application.figures.tell()

    run(story)
    assert counted(tally) == {
        "made 2xx": 1,
        "made 4xx": 1,
        "kept 2xx": 2,
        "kept 3xx": 1,
        "beacon 2xx": 1,
        "beacon 4xx": 1,
        "refused 5xx": 1,
        "purges": 1,
        "pages_purged": 1,
    }
    assert sum(tally.total(f"making {bucket}") for bucket in (*module.BUCKETS, "more")) >= 2
    assert tally.total("pages") == 1
    assert tally.total("page_bytes") > 0


def test_a_worker_goes_on_where_a_dead_one_stopped(edge: Edge, tally: Tally) -> None:
    tally.put("kept 2xx", 40)

    async def story() -> None:
        edge.start()
        for _ in range(3):
            await edge.ask("/")
        edge.application.figures.tell()

    run(story)
    assert tally.total("kept 2xx") == 42


def test_a_page_keeps_no_name_of_a_request(edge: Edge, tally: Tally) -> None:
    said: list[Any] = []

    async def story() -> None:
        edge.start()
        said.extend([await edge.ask("/"), await edge.ask("/")])

    run(story)
    assert len(said[0].headers["x-request-id"]) == 10
    assert "x-request-id" not in said[1].headers
    assert said[0].body == said[1].body
