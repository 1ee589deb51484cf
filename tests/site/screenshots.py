"""Shows every kind of page to people: three widths, by day and by night, whole.

    python -m tests.site.screenshots http://127.0.0.1:8000 build/screenshots

Made for the demonstration newspaper; a kind of page the paper does not have is told and left out.
"""

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.conftest import QUIET
from tests.site import pages
from tools.system import find_chromium

WIDTHS = (320, 768, 1440)
HEIGHT = 900


def main(address: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=QUIET)
        for width in WIDTHS:
            page = browser.new_page(viewport={"width": width, "height": HEIGHT}, reduced_motion="reduce")
            for kind, path in pages.ALL.items():
                shoot(page, address.rstrip("/") + path, folder / f"{kind}-{width}")
            page.close()
        browser.close()


def shoot(page: Page, address: str, name: Path) -> None:
    """One file a theme: ``name-light.png`` and ``name-dark.png``."""
    answer = page.goto(address)
    if answer and answer.status == 404 and not name.name.startswith("404"):
        print(f"no such page: {address}")
        return
    page.evaluate(pages.SEE_ALL)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.screenshot(path=f"{name}-{scheme}.png", full_page=True)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], Path(sys.argv[2]))
