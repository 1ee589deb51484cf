import asyncio
import gzip
from typing import Any

import brotli
import pytest

from commonpress.engines.edge import bare
from commonpress.engines.edge.tests.people import Edge, Said, run


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
        await edge.ask("/")
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
    all_is_public: None, monkeypatch: pytest.MonkeyPatch, body: bytes, length: str, status: int
) -> None:
    edge = Edge(monkeypatch, direct={"/seen/": beacons(204)})

    async def story() -> None:
        edge.start()
        said: Said = await edge.ask("/seen/", "POST", body=body, content_length=length)
        assert (said.status, said.headers) == (status, dict(bare.EMPTY))

    run(story)
