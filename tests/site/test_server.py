"""The program itself, under many readers at once. On PostgreSQL its processes once shared the parent's connections."""

import json
import urllib.request
from concurrent.futures import ThreadPoolExecutor

from commonpress.engines.edge.bridge import LARGEST_BODY
from tests.site import pages
from tests.site.asking import ask
from tests.site.paper import Server


def test_many_readers_at_once_are_all_answered(server: Server) -> None:
    addresses = [server.url + path for path in pages.FOUND.values()] * 4
    with ThreadPoolExecutor(8) as many:
        assert set(many.map(status, addresses)) == {200}
    assert "Traceback" not in server.log.read_text()


def status(address: str) -> int:
    with urllib.request.urlopen(address, timeout=30) as answer:
        return int(answer.status)


def test_a_body_that_is_too_large_is_answered_with_a_page(english: Server, romanian: Server) -> None:
    body = b"x" * (LARGEST_BODY + 1)
    for paper, words in (
        (english, "That is too large to send"),
        (romanian, "Este prea mare pentru a fi trimis"),
    ):
        answer = ask(paper, "/account/sign-in/", "POST", body)
        assert (answer.status, words in answer.body.decode()) == (413, True)
        assert answer.headers["cache-control"] == "no-store"
        assert not answer.cookies


def test_a_program_that_sends_too_much_gets_a_problem(english: Server) -> None:
    answer = ask(english, "/api/v1/me/pictures/", "POST", b"x" * (LARGEST_BODY + 1))
    assert (answer.status, answer.headers["content-type"]) == (413, "application/problem+json")
    assert "20 MB" in json.loads(answer.body)["remedy"]
