"""The least an application on the same server can do: the same answers from a dictionary, and nothing else.

``BENCH_PAGES`` names the folder of pages that nginx serves too; ``heads.json`` there holds the headers of each.
"""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

FOLDER = Path(os.environ["BENCH_PAGES"])
PAGES = {
    path: ([(name, value) for name, value in head], (FOLDER / f"{path[1:]}index.html.br").read_bytes())
    for path, head in json.loads((FOLDER / "heads.json").read_text())
}


async def rsgi(scope: Any, protocol: Any) -> None:
    head, body = PAGES[scope.path]
    protocol.response_bytes(200, head, body)


def wsgi(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
    head, body = PAGES[environ["PATH_INFO"]]
    start("200 OK", head)
    return [body]
