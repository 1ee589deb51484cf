"""A real browser that tells what ran in it and whom it asked.

The policy of the pages is switched off here (``bypass_csp``): it would hide what the sanitiser let through. Whether the
policy stands is asked in test_headers.py.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from html import escape
from typing import Any

from tests.conftest import PATIENCE
from tests.signing import by_session

# What a payload calls is told instead of shown; when a document is there, whatever waits for a hand gets one.
HOOK = """(() => {
  const told = (name) => () => { console.debug("RAN", name); return null; };
  for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = told(name);
  const provoke = () => {
    for (const one of document.querySelectorAll("*")) {
      for (const { name, value } of [...one.attributes]) {
        if (name.startsWith("on")) one.dispatchEvent(new Event(name.slice(2)));
        const plain = value.replace(/[\\s\\u0000-\\u001f]/g, "").toLowerCase();
        if (plain.startsWith("javascript:") && one.click) one.click();
      }
    }
  };
  addEventListener("load", provoke);
})();"""
AT_ONCE = 100  # documents in frames of one page


class Watched:
    """A page of a browser: ``ran`` is what was called in it, ``asked`` are addresses elsewhere than ``home``."""

    def __init__(self, page: Any, home: str) -> None:
        self.page = page
        self.home = home
        self.ran: list[str] = []
        self.asked: list[str] = []
        page.on("console", self.heard)
        page.route("**/*", self.judge)

    def heard(self, message: Any) -> None:
        if message.text.startswith("RAN"):
            self.ran.append(f"{message.text} at {self.page.url}")

    def judge(self, route: Any) -> None:
        """Nothing leaves the machine, and what wanted to is remembered."""
        address: str = route.request.url
        if address.startswith((f"{self.home}/", "data:", "blob:")):
            route.continue_()
            return
        self.asked.append(address)
        route.abort()

    def sign_in(self, member: Any) -> None:
        by_session(self.page, self.home, member)
        # The hint, which tells scripts that somebody is signed in.
        self.page.context.add_cookies([{"name": "member", "value": "1", "url": self.home}])

    def open(self, path: str) -> None:
        self.page.goto(self.home + path)

    def show(self, documents: Iterable[str]) -> None:
        """All of them, each in a frame of its own that cannot lead the page away."""
        waiting = list(documents)
        for start in range(0, len(waiting), AT_ONCE):
            frames = "".join(
                f'<iframe sandbox="allow-scripts allow-same-origin" srcdoc="{escape(one)}"></iframe>'
                for one in waiting[start : start + AT_ONCE]
            )
            self.page.set_content(f"<!doctype html>{frames}", wait_until="load")
        self.page.set_content("<!doctype html>")


@contextmanager
def watched(browser: Any, home: str = "http://127.0.0.1:9") -> Iterator[Watched]:
    context = browser.new_context(bypass_csp=True, locale="en-GB", reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    context.add_init_script(HOOK)
    try:
        yield Watched(context.new_page(), home)
    finally:
        context.close()
