"""What one first view of a page makes Chromium fetch, in bytes as they travel, and how much its layout moves.

python -m benchmarks.probes.weight http://127.0.0.1:8000/2026/11/a-story/
"""

import json
import sys
from collections import Counter
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page, sync_playwright

from tools.system import find_chromium

PHONE = {"width": 390, "height": 844}
SETTLE = 1500  # milliseconds after the last request, for late shifts
KINDS = ("Document", "Stylesheet", "Script", "Font", "Image")
WATCH_SHIFTS = """
window.shift = 0;
new PerformanceObserver(list => list.getEntries().forEach(entry => {
  if (!entry.hadRecentInput) window.shift += entry.value;
})).observe({type: "layout-shift", buffered: true});
"""


def main(address: str) -> dict[str, Any]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport=PHONE)  # type: ignore[arg-type]
        seen = watch(page)
        page.add_init_script(WATCH_SHIFTS)
        page.goto(address, wait_until="networkidle")
        page.wait_for_timeout(SETTLE)
        found = {
            **seen.answer(address),
            "shift": page.evaluate("window.shift"),
            "cookies": len(page.context.cookies()),
        }
        browser.close()
    return found


class watch:  # noqa: N801 (used like a function)
    """Listens to the browser's own account of the network (CDP); bodies only, headers left out."""

    def __init__(self, page: Page) -> None:
        self.kinds: dict[str, str] = {}
        self.heads: dict[str, float] = {}
        self.addresses: list[str] = []
        self.bytes: Counter[str] = Counter()
        protocol = page.context.new_cdp_session(page)
        protocol.on("Network.responseReceived", self.begin)
        protocol.on("Network.loadingFinished", self.finish)
        protocol.send("Network.enable")

    def begin(self, event: dict[str, Any]) -> None:
        if event["response"]["url"].startswith("data:"):
            return
        self.kinds[event["requestId"]] = event["type"]
        self.heads[event["requestId"]] = event["response"]["encodedDataLength"]
        self.addresses.append(event["response"]["url"])

    def finish(self, event: dict[str, Any]) -> None:
        request = event["requestId"]
        if request in self.kinds:
            self.bytes[self.kinds[request]] += round(event["encodedDataLength"] - self.heads[request])

    def answer(self, address: str) -> dict[str, Any]:
        foreign = [one for one in self.addresses if urlsplit(one).netloc != urlsplit(address).netloc]
        return {kind: self.bytes[kind] for kind in KINDS} | {
            "requests": len(self.addresses),
            "foreign": len(foreign),
        }


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1])))
