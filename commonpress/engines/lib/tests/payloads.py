"""Hostile texts by others, read beside the repository; a control list of our own that is always there."""

import json
import re
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[5] / "shared" / "data"
OWN = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a><svg><a href=/x>y</a></svg></a>",
    "<form action=/login><input name=q><button formaction=javascript:alert(1)>x</button></form>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<p style='position:fixed' id=__proto__ onclick=alert(1) class='gallery x'>x</p>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<base href=//evil.example><a href=x target=_blank>x</a>",
    "<pre>\n\n\nx</pre><b>\u202e\u0338</b><b>\u200b</b>",
]


def shared(name: str) -> str:
    path = DATA / name
    if not path.exists():
        pytest.skip(f"../shared/data/{name} is absent")
    return path.read_text(encoding="utf-8")


def dompurify() -> list[str]:
    found = re.findall(
        r'^\s*"?payload"?:\s*("(?:[^"\\]|\\.)*")', shared("xss/dompurify-expect.mjs"), re.MULTILINE
    )
    return [json.loads(text) for text in found]


def owasp() -> list[str]:
    blocks = re.findall(r"```\w*\n(.*?)```", shared("xss/owasp-filter-evasion.md"), re.DOTALL)
    return blocks + [line for block in blocks for line in block.splitlines()]


def naughty() -> list[str]:
    strings: list[str] = json.loads(shared("naughty-strings.json"))
    return strings
