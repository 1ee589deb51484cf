"""The program itself, under many readers at once. On PostgreSQL its processes once shared the parent's connections."""

import urllib.request
from concurrent.futures import ThreadPoolExecutor

from tests.site import pages
from tests.site.paper import Server


def test_many_readers_at_once_are_all_answered(server: Server) -> None:
    addresses = [server.url + path for path in pages.FOUND.values()] * 4
    with ThreadPoolExecutor(8) as many:
        assert set(many.map(status, addresses)) == {200}
    assert "Traceback" not in server.log.read_text()


def status(address: str) -> int:
    with urllib.request.urlopen(address, timeout=30) as answer:
        return int(answer.status)
