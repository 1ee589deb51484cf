import asyncio
import gzip
import sys
import time
from typing import Any

import brotli
import pytest

from commonpress.engines.edge import hot, keys
from commonpress.engines.edge.tests.people import Edge, Said, run

PUBLIC = frozenset({"page"})


@pytest.fixture(autouse=True)
def all_is_public(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "parameters_of", lambda path: None if path.startswith("/private") else PUBLIC)


@pytest.fixture
def edge(monkeypatch: pytest.MonkeyPatch) -> Edge:
    return Edge(monkeypatch)


def test_a_second_reader_gets_the_page_from_memory(edge: Edge) -> None:
    async def story() -> None:
        edge.start()
        first, second = await edge.ask("/"), await edge.ask("/")
        assert (first.status, first.body) == (200, second.body)
        assert edge.maker.made == ["/"]

    run(story)


def test_a_hundred_readers_at_once_have_one_page_made(edge: Edge) -> None:
    async def story() -> None:
        edge.start()
        edge.maker.gate.clear()
        readers = [asyncio.create_task(edge.ask("/")) for _ in range(100)]
        await edge.until_making()
        edge.maker.gate.set()
        answers = await asyncio.gather(*readers)
        assert edge.maker.made == ["/"]
        assert {answer.status for answer in answers} == {200}

    run(story)


def test_a_reader_who_leaves_takes_nobody_along(edge: Edge) -> None:
    async def story() -> None:
        edge.start()
        edge.maker.gate.clear()
        leaving, staying = asyncio.create_task(edge.ask("/")), asyncio.create_task(edge.ask("/"))
        await edge.until_making()
        leaving.cancel()
        edge.maker.gate.set()
        assert (await staying).status == 200

    run(story)


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
        await asyncio.sleep(0.05)
        assert edge.maker.made == ["/", "/rare/", "/"]
        page = edge.memory.get("/")
        assert page
        assert page.stale_since is None

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


@pytest.mark.parametrize("status", [404, 410, 301, 500])
def test_only_a_page_that_is_there_is_kept(edge: Edge, status: int) -> None:
    async def story() -> None:
        edge.start()
        edge.maker.status = status
        assert (await edge.ask("/")).status == status
        assert len(edge.memory) == 0
        edge.maker.status = 200
        assert (await edge.ask("/")).status == 200

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


def test_a_page_goes_out_in_every_coding_under_its_own_validator(edge: Edge) -> None:
    async def story() -> None:
        edge.start()
        plain = await edge.ask("/")
        packed = {"br": brotli.decompress, "gzip": gzip.decompress}
        for coding, unpack in packed.items():
            answer = await edge.ask("/", accept_encoding=coding)
            assert answer.headers["content-encoding"] == coding
            assert unpack(answer.body) == plain.body
            assert answer.headers["etag"] != plain.headers["etag"]
        assert edge.maker.made == ["/"]

    run(story)


def test_who_has_the_page_is_told_so(edge: Edge) -> None:
    async def story() -> None:
        edge.start()
        etag = (await edge.ask("/")).headers["etag"]
        for wanted in (etag, f"W/{etag}", f'"other", {etag}', "*"):
            answer = await edge.ask("/", if_none_match=wanted)
            assert (answer.status, answer.body) == (304, b"")
            assert answer.headers["etag"] == etag
            assert "content-type" not in answer.headers
        assert (await edge.ask("/", if_none_match='"other"')).status == 200

    run(story)


def test_head_says_the_length_and_no_more(edge: Edge) -> None:
    async def story() -> None:
        edge.start()
        whole = await edge.ask("/", accept_encoding="br")
        head = await edge.ask("/", "HEAD", accept_encoding="br")
        assert (head.status, head.body) == (200, b"")
        assert head.headers["content-length"] == str(len(whole.body))
        assert head.headers["etag"] == whole.headers["etag"]

    run(story)


def test_age_says_how_long_the_words_stand(edge: Edge) -> None:
    async def story() -> None:
        edge.start()
        await edge.ask("/")
        page = edge.memory.get("/")
        assert page
        page.filled_at -= 12
        assert (await edge.ask("/")).headers["age"] == "12"

    run(story)


@pytest.mark.parametrize(
    "asked", ["/?utm_source=x", "/?page=", "/?fbclid=1&utm=2", "/?"], ids=["utm", "blank", "two", "empty"]
)
def test_unknown_parameters_are_dropped(edge: Edge, asked: str) -> None:
    async def story() -> None:
        edge.start()
        await edge.ask("/")
        assert (await edge.ask(asked)).status == 200
        assert edge.maker.made == ["/"]

    run(story)


def test_known_parameters_are_sorted_and_the_last_one_counts(edge: Edge) -> None:
    async def story() -> None:
        edge.start()
        for asked in ("/?page=2", "/?utm=1&page=2", "/?page=1&page=2"):
            await edge.ask(asked)
        assert edge.maker.made == ["/?page=2"]

    run(story)


def test_nothing_but_the_address_reaches_the_key_or_the_maker(edge: Edge) -> None:
    async def story() -> None:
        edge.start()
        first = await edge.ask("/")
        odd = {
            "cookie": "session=1; member=1",
            "x_forwarded_host": "evil.example",
            "x_original_url": "/admin/",
            "x_http_method_override": "POST",
            "accept_language": "ro",
            "authorization": "Bearer x",
        }
        for name, value in odd.items():
            answer = await edge.ask_with("/", {name: value})
            assert (answer.body, answer.headers) == (first.body, first.headers), name
        assert edge.maker.made == ["/"]

    run(story)


def test_only_get_and_head_are_answered_from_memory(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    async def through_django(scope: Any, protocol: Any) -> None:
        asked.append(scope.method)

    async def story() -> None:
        edge.start()
        await edge.ask("/")
        for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS"):
            await edge.ask("/", method)
        await edge.ask("/private/")
        assert asked == ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "GET"]

    monkeypatch.setattr(edge.application, "through_django", through_django)
    run(story)


def test_a_foreign_host_is_handed_to_django(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    async def through_django(scope: Any, protocol: Any) -> None:
        asked.append(scope.headers["host"])

    async def story() -> None:
        edge.start()
        edge.application.hosts = ["paper.example"]
        await edge.ask("/")
        for host in ("evil.example", "paper.example.evil.example", "", "a b"):
            await edge.ask("/", host=host)
        assert (await edge.ask("/", host="paper.example:8000")).status == 200
        assert asked == ["evil.example", "paper.example.evil.example", "", "a b"]

    monkeypatch.setattr(edge.application, "through_django", through_django)
    run(story)


def beacons(answer: int) -> Any:
    return lambda *given: given[-1](answer)


@pytest.mark.parametrize(
    ("body", "length", "status"), [(b"t=x", "3", 204), (b"", "5000", 413), (b"", "x", 413)]
)
def test_a_small_post_is_answered_without_django(
    monkeypatch: pytest.MonkeyPatch, body: bytes, length: str, status: int
) -> None:
    edge = Edge(monkeypatch, direct={"/seen/": beacons(204)})

    async def story() -> None:
        edge.start()
        said: Said = await edge.ask("/seen/", "POST", body=body, content_length=length)
        assert (said.status, said.headers) == (status, {"cache-control": "no-store"})

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
        assert "s-maxage=60" in (await edge.ask("/")).headers["cache-control"]
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
