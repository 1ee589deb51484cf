"""Behind nginx that keeps pages itself, with the configuration that docs/operating/cdn.md shows."""

import contextlib
import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.site import pages, paper
from tests.site.asking import ask
from tests.site.paper import Server
from tests.site.test_edge import cookies_of
from tools.postgres import die_with_parent
from tools.system import find_nginx

DOCS = paper.ROOT / "docs" / "operating" / "cdn.md"
AROUND = """
daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log warn;
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    add_header X-Kept $upstream_cache_status always;
{server}
}}
"""


@pytest.fixture(scope="module")
def front(english: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with nginx_before(english, tmp_path_factory.mktemp("nginx")) as address:
        yield address


@contextlib.contextmanager
def nginx_before(server: Server, folder: Path) -> Iterator[str]:
    """The address of an nginx in front of the paper."""
    nginx, port = find_nginx(), paper.free_port()
    if not nginx:
        pytest.skip("no nginx: `apt-get install nginx-light`")
    (folder / "nginx.conf").write_text(
        AROUND.format(folder=folder, server=configuration(folder, port, server))
    )
    process = subprocess.Popen(
        [nginx, "-c", str(folder / "nginx.conf"), "-p", str(folder), "-e", str(folder / "error.log")],
        preexec_fn=die_with_parent,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}", process, folder)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(paper.STOP_LIMIT)


def configuration(folder: Path, port: int, server: Server) -> str:
    """The documented one, on a port of ours and without TLS."""
    shown = re.search(r"```nginx\n(.*?)```", DOCS.read_text(), re.DOTALL)
    assert shown
    replaced = {
        "/var/cache/nginx/paper": f"{folder}/cache",
        "listen 443 ssl": f"listen 127.0.0.1:{port}",
        "http://127.0.0.1:8000": server.url,
    }
    text = shown[1]
    for before, after in replaced.items():
        assert before in text
        text = text.replace(before, after)
    return text


def wait_for(url: str, process: "subprocess.Popen[bytes]", folder: Path) -> None:
    until = time.monotonic() + paper.START_LIMIT
    while not paper.is_open(url):
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"nginx did not open: {(folder / 'error.log').read_text()[-2000:]}")
        time.sleep(0.05)


def test_it_keeps_public_pages_in_each_coding_and_passes_the_same_bytes_on(
    front: str, english: Server
) -> None:
    for coding in ("br", "gzip", "identity"):
        first = ask(front, "/by/tom-hartley/", accept_encoding=coding)
        second = ask(front, "/by/tom-hartley/", accept_encoding=coding)
        direct = ask(english, "/by/tom-hartley/", accept_encoding=coding)
        assert first.status == second.status == 200
        assert (first.headers["x-kept"], second.headers["x-kept"]) == ("MISS", "HIT"), coding
        assert first.body == second.body == direct.body
        assert second.headers["etag"] == direct.headers["etag"]


def test_what_is_known_is_told_so_and_head_has_no_body(front: str) -> None:
    whole = ask(front, pages.STORY, accept_encoding="gzip")
    known = ask(front, pages.STORY, accept_encoding="gzip", if_none_match=whole.headers["etag"])
    assert (known.status, known.body) == (304, b"")
    assert ask(front, pages.STORY, "HEAD", accept_encoding="gzip").body == b""


def test_it_keeps_nothing_private_and_no_error(front: str, english: Server) -> None:
    cookies = cookies_of(english, "irina-dobrescu@lantern.example")
    for _ in range(2):
        mine = ask(front, "/me/", cookie=cookies)
        assert (mine.status, mine.headers["x-kept"]) == (200, "MISS")
        assert ask(front, "/me/").status == 204
        assert ask(front, "/nothing/like/this/").headers["x-kept"] == "MISS"


def test_a_signed_in_reader_gets_the_kept_page_and_no_cookie(front: str, english: Server) -> None:
    cookies = cookies_of(english, "irina-dobrescu@lantern.example")
    stranger = ask(front, "/corrections/")
    member = ask(front, "/corrections/", cookie=cookies)
    assert member.headers["x-kept"] == "HIT"
    assert member.body == stranger.body
    assert member.cookies == ()


def test_when_the_paper_is_away_nothing_goes_out_whose_time_is_over(papers: Path, tmp_path: Path) -> None:
    """It may have been withdrawn meanwhile, and nginx would not know."""
    asked = "/search/?q=ferry"  # is kept for two seconds
    with contextlib.ExitStack() as stack:
        with paper.served(papers / "ro", tmp_path / "log") as server:
            address = stack.enter_context(nginx_before(server, tmp_path))
            kept = [ask(address, asked).headers for _ in range(2)]
        assert kept[0]["cache-control"].endswith("s-maxage=2")
        time.sleep(3.1)  # nginx counts whole seconds
        late = ask(address, asked)
    assert late.status == 502, late.headers
