"""Look at every page: contact sheets under build/look/, and what a machine can see.

    python -m tools.look                          every page, in English and in Romanian
    python -m tools.look 'desk|studio' ro         pages whose name matches, in one language

The list of pages is tests/matrix.py, so a new route cannot be forgotten, and what tools/look_paper.py adds to it. The paper
is The Lantern with its desk; it is kept under build/look for the next look: delete that when the demonstration changed.
"""

import io
import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

from tests.conftest import QUIET
from tests.site.pages import SEE_ALL
from tests.site.paper import Server, copy, environment, served
from tools.look_see import SEEN, SEND_BAD
from tools.system import find_chromium

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "look"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
CATALOGUE = ROOT / "commonpress" / "locale" / "ro" / "LC_MESSAGES" / "django.po"
LANGUAGES = ("en", "ro")
SCALES = {320: 1.0, 768: 0.6, 1440: 0.6}  # how much of a picture's size is left on the sheet
TALLEST = 2600  # CSS pixels of a page that stand on a sheet
GAP = 16
PRINTED = "#print"  # after an address: as it comes out of a printer
BAD = "#bad"  # after an address: its form is sent as nobody should, and the answer is shown
AXE_RUN = """async () => (await axe.run(document, {
  resultTypes: ["violations"], rules: {"target-size": {enabled: true}},
})).violations"""
OPEN_ALL = "document.querySelectorAll('main details').forEach((one) => { one.open = true })"


@dataclass
class Shown:
    """One page, in one language: where it is, who opens it, and what was found."""

    name: str
    who: str
    path: str
    found: list[str] = field(default_factory=list)
    pictures: dict[tuple[str, int], Image.Image] = field(default_factory=dict)


def main(pattern: str = "", only: str = "") -> int:
    kept = BUILD / "paper"
    if not (kept / "pages.json").exists():
        shutil.rmtree(kept, ignore_errors=True)
        run("commonpress", kept, "demo", "--desk", str(kept))
        run("tools.look_paper", kept, str(kept))
    bad = 0
    for language in [only] if only else LANGUAGES:
        home = BUILD / f"paper-{language}"
        if not (home / "pages.json").exists():
            shutil.rmtree(home, ignore_errors=True)
            copy(kept, home)
            for left in ("mails", "shown"):
                shutil.rmtree(home / left, ignore_errors=True)
        told = json.loads(run("tools.look_paper", home, str(home), language).splitlines()[-1])
        with served(home, BUILD / f"{language}.log") as server:
            bad += look(server, language, told, pattern, home / "shown")
    return int(bad > 0)


def run(module: str, home: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environment(home), check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def look(server: Server, language: str, told: dict[str, Any], pattern: str, files: Path) -> int:
    """Every page of one language; answers on how many of them something was found."""
    (BUILD / language).mkdir(parents=True, exist_ok=True)
    bad = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=QUIET)
        people = {
            who: signed_in(browser, server, told["sessions"], who)
            for who in ("stranger", "ben", "ada", "olga", "cleo", "keyed")
        }
        people["stranger"].route(
            "**/look-*/", lambda route: route.fulfill(path=files / f"{slug(route.request.url)}.html")
        )
        for name, who, path in told["pages"]:
            if not re.search(pattern, name):
                continue
            shown = Shown(name, who, path)
            try:
                open_page(people[who], server, language, shown)
            except Error as error:
                shown.found.append(f"did not open: {error.message[:200]}")
            if len(shown.pictures) == 2 * len(SCALES):
                sheet(shown).save(BUILD / language / f"{name}.png")
            for line in dict.fromkeys(shown.found):
                print(f"{language} {name}: {line}", flush=True)
            bad += bool(shown.found)
        browser.close()
    return bad


def slug(address: str) -> str:
    return address.rstrip("/").rpartition("/look-")[2]


def signed_in(browser: Browser, server: Server, sessions: dict[str, str], who: str) -> BrowserContext:
    context = browser.new_context(
        reduced_motion="reduce", timezone_id="Europe/Bucharest", locale="en-GB", bypass_csp=False
    )
    context.set_default_timeout(20_000)
    if who in sessions:
        context.add_cookies([{"name": sessions["name"], "value": sessions[who], "url": server.url}])
    return context


def open_page(context: BrowserContext, server: Server, language: str, shown: Shown) -> None:
    page = context.new_page()
    hearing = [True]  # until axe is let in, which breaks the policy itself when it measures
    page.on("console", lambda said: heard(said.type, said.text, shown) if hearing else None)
    page.on("pageerror", lambda error: shown.found.append(f"script: {error}"))
    try:
        for width in SCALES:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme="light")
            if width == 320:
                page.goto(server.url + shown.path.partition("#")[0])
                if shown.path.endswith(BAD):
                    with page.expect_navigation():
                        page.evaluate(SEND_BAD)
                page.evaluate(OPEN_ALL)
                page.evaluate(SEE_ALL)
                if shown.path.endswith(
                    PRINTED
                ):  # after the pictures came: those print leaves out never would
                    page.emulate_media(media="print")
            english = untranslated(language) if width == 320 else []
            shown.found += [f"{width}: {line}" for line in page.evaluate(SEEN, [width, english])]
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                shown.pictures[scheme, width] = picture(page)
        hearing.clear()
        if not shown.name.startswith("mail-"):  # a letter has no landmarks
            judge(page, shown)
    finally:
        page.close()


def heard(kind: str, text: str, shown: Shown) -> None:
    refused = "Failed to load resource" in text and "status of 4" in text
    if kind in {"error", "warning"} and not refused:
        shown.found.append(f"console: {text[:200]}")


def picture(page: Page) -> Image.Image:
    high = page.evaluate("document.documentElement.scrollHeight")
    width = page.evaluate("innerWidth")
    shot = page.screenshot(
        full_page=True, clip={"x": 0, "y": 0, "width": width, "height": min(high, TALLEST)}
    )
    return Image.open(io.BytesIO(shot))


def judge(page: Page, shown: Shown) -> None:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for one in page.evaluate(AXE_RUN):
            shown.found += [
                f"axe: {scheme}: {one['id']}: {node['target']} {node['html'][:120]}" for node in one["nodes"]
            ]


def sheet(shown: Shown) -> Image.Image:
    """Day above night, the telephone left, the desk right."""
    rows = []
    for scheme in ("light", "dark"):
        row = [smaller(shown.pictures[scheme, width], scale) for width, scale in SCALES.items()]
        rows.append(row)
    wide = sum(one.width for one in rows[0]) + GAP * (len(SCALES) + 1)
    high = sum(max(one.height for one in row) for row in rows) + GAP * 3
    whole = Image.new("RGB", (wide, high), "#7f8f9f")
    y = GAP
    for row in rows:
        x = GAP
        for one in row:
            whole.paste(one, (x, y))
            x += one.width + GAP
        y += max(one.height for one in row) + GAP
    return whole


def smaller(image: Image.Image, scale: float) -> Image.Image:
    if scale == 1:
        return image
    return image.resize((round(image.width * scale), round(image.height * scale)), Image.Resampling.LANCZOS)


def untranslated(language: str) -> list[str]:
    """English texts of the catalogue that read otherwise in Romanian, without those that take words in."""
    if language != "ro":
        return []
    found = re.findall(r'^msgid "(.+)"\nmsgstr "(.+)"$', CATALOGUE.read_text(encoding="utf-8"), re.MULTILINE)
    return [before for before, after in found if before != after and "%" not in before and "\\" not in before]


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
