"""A page that a real Chromium fetches or renders ahead is counted when its reader opens it, and not before.

Under Playwright nothing is rendered ahead, so the browser runs by itself: the page presses its own link when it is told to.
"""

import os
import subprocess
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import NamedTuple

import pytest

from tests.conftest import QUIET
from tests.test_seen_browser import MOST, RIPE, SCRIPT
from tools.postgres import die_with_parent
from tools.system import find_chromium

pytestmark = [pytest.mark.browser, pytest.mark.once]

HEAD = "<!doctype html><title>A page</title>"
RULES = """<script type="speculationrules">
  {"%s": [{"source": "list", "urls": ["/story/"], "eagerness": "immediate"}]}
</script>"""
LINK = """<a href="/story/">A story</a>
<script>fetch("/told/").then(() => document.querySelector("a").click())</script>"""
STORY = """<script>
  if (document.prerendering) fetch("/rendered/");
  document.addEventListener("prerenderingchange", () => fetch("/opened/"));
</script><script src="/seen.js" defer></script><p data-seen="one">A story.</p>"""


class Asked(NamedTuple):
    path: str
    purpose: str
    at: float


class Paper:
    """Serves a page that leads to a story; ``asked`` holds what the browser wanted and when."""

    def __init__(self, rule: str) -> None:
        self.asked: list[Asked] = []
        self.may_open = Event()
        paper = self
        pages = {
            "/": ("text/html", HEAD + RULES % rule + LINK),
            "/story/": ("text/html", HEAD + STORY),
            "/seen.js": ("text/javascript", SCRIPT.read_text()),
        }

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                paper.asked.append(Asked(self.path, self.headers.get("Sec-Purpose") or "", time.monotonic()))
                if self.path == "/told/":
                    paper.may_open.wait(MOST)
                kind, text = pages.get(self.path, ("text/plain", ""))
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.end_headers()
                self.wfile.write(text.encode())

            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                self.do_GET()

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def server_bind(self) -> None:  # without asking the network for our name
                self.socket.bind(self.server_address)
                self.server_address = self.socket.getsockname()
                self.server_name, self.server_port = "paper", self.server_address[1]

        self.server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/"
        Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def first(self, path: str) -> Asked | None:
        return next((one for one in list(self.asked) if one.path == path), None)

    def hear(self, path: str) -> Asked:
        until = time.monotonic() + 2 * MOST
        while not (found := self.first(path)):
            assert time.monotonic() < until, (path, self.asked)
            time.sleep(0.02)
        return found


@pytest.fixture
def chromium(tmp_path: Path) -> list[str]:
    """The command of a browser that nobody drives."""
    found = os.environ.get("COMMONPRESS_TEST_CHROMIUM") or find_chromium()
    if not found:
        pytest.skip("no Chromium: `apt-get install chromium`, or name one in COMMONPRESS_TEST_CHROMIUM")
    return [found, "--headless=new", f"--user-data-dir={tmp_path}", *QUIET]


@pytest.mark.parametrize(
    ("rule", "ahead", "opened"),
    [("prefetch", "/story/", "/seen.js"), ("prerender", "/rendered/", "/opened/")],
)
def test_what_was_fetched_ahead_counts_when_it_is_opened(
    rule: str, ahead: str, opened: str, chromium: list[str]
) -> None:
    paper = Paper(rule)
    process = subprocess.Popen([*chromium, paper.url], stderr=subprocess.DEVNULL, preexec_fn=die_with_parent)
    try:
        fetched = paper.hear(ahead)
        assert rule in fetched.purpose, "the browser says so, and beacon.py would leave it out"
        time.sleep(RIPE)
        assert paper.first(opened) is None
        assert paper.first("/seen/") is None
        paper.may_open.set()
        seen = paper.hear("/seen/")
        assert seen.purpose == ""
        assert seen.at - paper.hear(opened).at >= 1 - 0.1  # a second in view; the requests race by a little
        assert [one.path for one in paper.asked].count("/story/") == 1, "what was fetched ahead was opened"
    finally:
        process.terminate()
        process.wait(MOST)
        paper.server.shutdown()
        paper.server.server_close()
