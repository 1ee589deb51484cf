"""What a purge does to the pages that are kept, asked for and being made."""

import asyncio
import sys
import time

import pytest

from commonpress.engines.edge import hot
from commonpress.engines.edge.tests.people import Edge, run

ENOUGH = 1000  # looks, ten milliseconds apart


def test_who_asks_after_a_purge_never_gets_what_began_before_it(edge: Edge) -> None:
    async def story() -> None:
        edge.start()
        edge.maker.tags["/"] = frozenset({"story:1"})
        edge.maker.gate.clear()
        before = asyncio.create_task(edge.ask("/"))
        await edge.until_making()
        edge.application.purge(["story:1"])
        edge.maker.words = b"<p>The ferry sank.</p>"
        after = asyncio.create_task(edge.ask("/"))
        await edge.until_making()
        edge.maker.gate.set()
        assert b"came back" in (await before).body
        assert b"sank" in (await after).body
        assert b"sank" in (await edge.ask("/")).body
        assert len(edge.maker.made) == 2

    run(story)


def test_hot_pages_are_made_again_before_anybody_asks(edge: Edge) -> None:
    async def story() -> None:
        edge.start()
        for _ in range(hot.READ_OFTEN + 1):
            await edge.ask("/")
        await edge.ask("/rare/")
        edge.application.purge(["site"])
        for _ in range(3):
            await edge.until_making()
        assert edge.maker.made == ["/", "/rare/", "/"]
        for _ in range(ENOUGH):
            if (page := edge.memory.get("/")) and page.stale_since is None:
                return
            await asyncio.sleep(0.01)
        raise AssertionError("the new page is not kept")

    run(story)


def test_an_old_page_stands_in_when_nothing_newer_can_be_made(edge: Edge) -> None:
    async def story() -> None:
        edge.start()
        await edge.ask("/")
        edge.application.purge(["site"])
        edge.maker.status = 500
        assert (await edge.ask("/")).status == 200
        made = len(edge.maker.made)
        assert (await edge.ask("/")).status == 200  # and it is not tried again for every reader
        assert len(edge.maker.made) == made

    run(story)


def test_after_a_withdrawal_nothing_stands_in(edge: Edge) -> None:
    async def story() -> None:
        edge.start()
        await edge.ask("/")
        edge.application.purge(["site", "!site"])
        edge.maker.status = 500
        assert (await edge.ask("/")).status == 500

    run(story)


def test_a_page_is_made_anew_when_its_time_is_over(edge: Edge) -> None:
    async def story() -> None:
        edge.start()
        edge.maker.seconds = 0.01
        await edge.ask("/")
        await asyncio.sleep(0.02)
        await edge.ask("/")
        assert len(edge.maker.made) == 2

    run(story)


def test_while_many_pages_are_made_an_old_one_may_go_out_for_less_than_a_second(edge: Edge) -> None:
    async def story() -> None:
        edge.start()
        await edge.ask("/old/")
        edge.application.purge(["site"])
        edge.maker.gate.clear()
        others = [asyncio.create_task(edge.ask(f"/{n}/")) for n in range(edge.application.threads)]
        await edge.until_making()
        assert (await edge.ask("/old/")).status == 200
        page = edge.memory.get("/old/")
        assert page
        assert page.stale_since
        page.stale_since = time.monotonic() - hot.OLD_SECONDS
        late = asyncio.create_task(edge.ask("/old/"))
        await asyncio.sleep(0)
        assert not late.done()
        edge.maker.gate.set()
        await asyncio.gather(late, *others)

    run(story)


def test_when_others_changed_something_nobody_waits_for_it_and_half_a_second_later_all_do(edge: Edge) -> None:
    async def story() -> None:
        edge.start()
        assert "s-maxage=29" in (await edge.ask("/")).headers["cache-control"]
        await edge.until_making()
        edge.maker.gate.clear()
        edge.application.purge(["site"], here=False)
        page = edge.memory.get("/")
        assert page
        page.made_at -= hot.PACE_SECONDS
        old = await edge.ask("/")  # the new one is being made
        assert old.status == 200
        assert old.headers["cache-control"] == "public, max-age=0, s-maxage=0"
        await edge.until_making()
        page.old_until -= hot.OLD_SECONDS
        late = asyncio.create_task(edge.ask("/"))
        await asyncio.sleep(0)
        assert not late.done()
        edge.maker.gate.set()
        await late
        assert edge.maker.made == ["/", "/"]
        assert edge.memory.get("/") is not page

    run(story)


def test_what_others_changed_twice_is_not_old_for_longer(edge: Edge) -> None:
    async def story() -> None:
        edge.start()
        await edge.ask("/")
        page = edge.memory.get("/")
        assert page
        edge.application.purge(["site"], here=False)
        until = page.old_until
        assert 0 < until - time.monotonic() <= hot.OLD_SECONDS
        edge.application.purge(["site"], here=False)
        assert page.old_until == until
        edge.application.purge(["!site"], here=False)  # withdrawn: it may not go out any more
        assert page.old_until <= time.monotonic()

    run(story)


def test_a_paper_that_changes_all_the_time_does_not_only_make_pages(
    edge: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hot, "PAUSE", 1e6)

    async def story() -> None:
        edge.start()
        for path in ("/a/", "/b/"):
            for _ in range(hot.READ_OFTEN + 1):
                await edge.ask(path)
        edge.application.purge(["site"])
        for _ in range(3):
            await edge.until_making()
        await asyncio.sleep(0.05)
        assert len(edge.maker.made) == 3  # one of the two, then a pause

    run(story)


def test_a_page_that_others_change_all_the_time_is_made_a_few_times_a_second(edge: Edge) -> None:
    async def story() -> None:
        edge.start()
        await edge.ask("/")
        for _ in range(50):  # so fast that none of it takes the pace
            edge.application.purge(["site"], here=False)
            assert (await edge.ask("/")).status == 200
        assert edge.maker.made == ["/"]
        page = edge.memory.get("/")
        assert page
        page.made_at -= hot.PACE_SECONDS
        assert (await edge.ask("/")).status == 200  # still the old one; the new one is on its way
        for _ in range(2):
            await edge.until_making()
        assert edge.maker.made == ["/", "/"]

    run(story)


def test_making_pages_does_not_hold_up_the_answers_from_memory(edge: Edge) -> None:
    async def story() -> None:
        before = sys.getswitchinterval()
        try:
            edge.start()
            assert sys.getswitchinterval() < 0.001
        finally:
            sys.setswitchinterval(before)

    run(story)
