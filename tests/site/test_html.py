"""The pages are HTML as the standard has it, judged by html-validate.

Its recommended rules are all on but three (htmlvalidate.json), which judge taste and not HTML: trailing whitespace,
which templates leave and compression takes; the length of a title, which is the headline's; and the case of the doctype.
"""

import json
import re
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string

from tests.site import pages
from tests.site.paper import ROOT, Server
from tools import node

VALIDATE = ROOT / "node_modules/html-validate/bin/html-validate.mjs"
TOUCHING = re.compile(r"[^<>]*</(?:a|span|strong|time)><(?:a|span|strong|time)\b[^>]*>[^<\s][^<]*")
CONFIG = Path(__file__).parent / "htmlvalidate.json"


def test_every_kind_of_page_is_valid_html(server: Server, tmp_path: Path) -> None:
    for kind, path in pages.ALL.items():
        (tmp_path / f"{kind}.html").write_bytes(fetched(server.url + path))
    assert complaints(tmp_path) == []


def test_words_beside_each_other_do_not_touch(server: Server) -> None:
    """Read out, copied, or in a reader's own style there are no gaps but spaces."""
    for path in pages.ALL.values():
        main = fetched(server.url + path).decode().partition("<main")[2].partition("</main>")[0]
        assert TOUCHING.findall(main) == [], path


def test_the_page_for_a_broken_server_is_valid_html(tmp_path: Path) -> None:
    (tmp_path / "500.html").write_text(render_to_string("front/500.html", {}), encoding="utf-8")
    assert complaints(tmp_path) == []


def test_the_judge_sees_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "bad.html").write_text("<!doctype html><html lang=en><title>x</title><p><div>x</p>")
    assert complaints(tmp_path)


def fetched(address: str) -> bytes:
    try:
        with urllib.request.urlopen(address) as answer:
            content: bytes = answer.read()
    except urllib.error.HTTPError as refusal:
        content = refusal.read()
    return content


def complaints(folder: Path) -> list[str]:
    """What html-validate says of all pages in ``folder``."""
    files = [str(path) for path in sorted(folder.glob("*.html"))]
    done = node.run(
        str(VALIDATE), "--config", str(CONFIG), "--formatter", "json", *files, capture_output=True, cwd=ROOT
    )
    assert done.stdout, done.stderr
    return [told(page, message) for page in json.loads(done.stdout) for message in page["messages"]]


def told(page: dict[str, Any], message: dict[str, Any]) -> str:
    name = Path(page["filePath"]).name
    return f"{name}:{message['line']} {message['ruleId']}: {message['message']} {message.get('selector', '')}"
