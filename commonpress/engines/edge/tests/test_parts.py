from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest

from commonpress.engines.edge import holes, keys, parts, render
from commonpress.engines.edge.bridge import Answer
from commonpress.engines.edge.memory import Memory
from commonpress.engines.edge.page import Page, new_page
from commonpress.engines.edge.public import TAGS
from commonpress.engines.edge.tests.people import HTML, Edge, run

COUNTS: dict[str, str] = {}
SHOWN: dict[str, str] = {}


@pytest.fixture(autouse=True)
def makers() -> Iterator[None]:
    @holes.maker("counts")
    def counts(_: Sequence[str]) -> Mapping[str, str]:
        return COUNTS

    @parts.maker("others")
    def others(subject: str) -> parts.Made:
        if subject not in SHOWN:
            raise parts.Whole
        return parts.Made(f"<b>{SHOWN[subject]} {holes.mark('counts', 'b')}</b>", [f"story:{subject}"])

    assert callable(others), "who makes a part is still there under its own name"
    COUNTS.clear()
    COUNTS.update(a="1", b="2")
    SHOWN.clear()
    SHOWN["7"] = "Rope"
    yield
    for name in ("counts", "others"):
        holes._makers.pop(name)
    parts._makers.pop("others")


def body() -> tuple[bytes, tuple[holes.Hole, ...]]:
    part = f"{parts.begin('others', '7')}<b>Rope {holes.mark('counts', 'b')}</b>{parts.end('7')}"
    return holes.fill(
        f"<p>Ferry {holes.mark('counts', 'a')}</p>{part}<p>{holes.mark('counts', 'b')}</p>".encode()
    )


def page(key: str = "/a/") -> Page:
    filled, found = body()
    tags = frozenset({"story:1", "story:7", "member:3"})
    return new_page(
        key, [*HTML, (TAGS, "x")], filled, tags=tags, holes=found, part_tags=frozenset({"story:7"})
    )


def test_a_part_is_made_anew_and_all_holes_are_filled() -> None:
    filled, found = body()
    assert filled == b"<p>Ferry 1</p><b>Rope 2</b><p>2</p>"
    SHOWN["7"], COUNTS["a"] = "Rope, mended", "33"
    again = parts.renewed(filled, found)
    assert again
    assert again.body == b"<p>Ferry 33</p><b>Rope, mended 2</b><p>2</p>"
    assert set(again.tags) == {"story:7"}
    assert parts.renewed(again.body, again.holes) == again


@pytest.mark.django_db
def test_a_part_that_cannot_be_made_alone_asks_for_the_whole_page(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = render.Made(None, Answer(404, [], b"", None))
    monkeypatch.setattr(render, "make", lambda _django, key, _name: whole if key == "/a/" else None)
    kept = page()
    SHOWN.clear()
    assert parts.renewed(kept.body(), kept.holes) is None
    assert render.renew(None, kept) is whole


@pytest.mark.django_db
def test_a_renewed_page_names_what_stands_on_it_now_and_lives_no_longer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept = page()
    monkeypatch.setitem(parts._makers, "others", lambda _: parts.Made("<b>Tar</b>", ["story:8", "member:3"]))
    made = render.renew(None, kept).page
    assert made
    assert set(made.tags) == {"story:1", "story:8", "member:3"}
    assert set(made.part_tags) == {"story:8"}
    assert dict(made.head)["cache-tag"] == "member:3, story:1, story:8"
    assert made.expires_at == pytest.approx(kept.expires_at, abs=0.5)


@pytest.mark.parametrize(
    ("purges", "is_renewable"),
    [
        ([["story:7", "front"]], True),
        ([["story:7"], ["story:7"]], True),
        ([["story:1"]], False),
        ([["story:7"], ["story:1"]], False),
        ([["story:1"], ["story:7"]], False),
        ([["story:7", "member:3"]], False),
    ],
)
def test_only_a_page_whose_parts_alone_changed_is_renewed(
    purges: list[list[str]], is_renewable: bool
) -> None:
    memory, kept = Memory(1_000_000), page()
    memory.finish(memory.begin("/a/"), kept)
    for tags in purges:
        memory.purge(tags)
    assert kept.stale_since is not None
    assert kept.is_renewable is is_renewable


def test_a_change_of_the_page_while_its_part_is_renewed_is_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    """The race of filling and purging, with a part: what was renewed before the change is not kept."""
    edge = Edge(monkeypatch)

    def renew(_: Any, old: Page, name: str) -> render.Made:
        edge.maker.began.release()
        assert edge.maker.gate.wait(5)
        return render.Made(page(old.key), Answer(200, [], b"", None))

    monkeypatch.setattr(render, "renew", renew)

    async def story() -> None:
        edge.start()
        keys.parameters_of("/")  # imports every view, which may take longer than we wait below
        edge.memory.finish(edge.memory.begin("/"), page("/"))
        edge.maker.gate.clear()
        edge.application.purge(["story:7"])
        asked = edge.application.loop.create_task(edge.ask("/"))
        await edge.until_making()
        edge.application.purge(["story:1"])
        edge.maker.gate.set()
        await asked
        assert edge.maker.made == []
        await edge.ask("/")
        assert edge.maker.made == ["/"]

    run(story)
