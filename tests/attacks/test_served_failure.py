"""A failure of the program itself, on a server that has one: what readers and programs are told, and what the log knows."""

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.attacks.line import Target, Told, ask
from tests.site import paper

CANARY = "canary-7f3a"
ROOM = f"""
from django.apps import AppConfig

class Broken(AppConfig):
    name = "broken"

    def ready(self):
        from commonpress.engines.site import private
        from commonpress.interfaces.api import gate
        from commonpress.interfaces.front import frame

        def fail(*_, **__):
            raise RuntimeError("{CANARY} at /srv/paper")

        gate.limited = frame.render = private.render = fail
"""


@pytest.fixture
def broken(target: Target, tmp_path: Path) -> Iterator[paper.Server]:
    """The paper served once more, by a version with a room that spoils every page."""
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "__init__.py").touch()
    (tmp_path / "broken" / "apps.py").write_text(ROOM)
    (tmp_path / "broken_settings.py").write_text(
        "from commonpress.config.settings import *\nINSTALLED_APPS = [*INSTALLED_APPS, 'broken.apps.Broken']\n"
    )
    (tmp_path / "sitecustomize.py").write_text(
        "import os\nos.environ['DJANGO_SETTINGS_MODULE'] = 'broken_settings'\n"
    )
    with paper.served(target.folder, tmp_path / "log", "--no-errands", PYTHONPATH=str(tmp_path)) as server:
        yield server


def test_whoever_meets_a_failure_is_told_a_reference_that_the_log_knows_and_nothing_else(
    broken: paper.Server, target: Target
) -> None:
    token = {"authorization": f"Bearer {target.places['token']}"}
    for path in (
        "/",
        "/search/?q=tide",
        "/api/",
        target.places["story"],
        "/api/v1/sections/",
        "/api/v1/me/",
    ):
        answer = ask(broken, path, host="paper.example", **token)
        assert answer.status == 500, (path, answer.status)
        assert "public" not in answer["cache-control"], path
        for word in (CANARY, "RuntimeError", "Traceback", "site-packages", "/srv/paper", str(target.folder)):
            assert word.encode() not in answer.body, (path, word)
        reference = told_in(answer)
        assert reference == answer["x-request-id"], path
        lines = known(broken, reference)
        assert any(CANARY in line.get("exception", "") for line in lines), (path, lines)
    assert (
        ask(target.server, "/", host="paper.example").status == 200
    )  # the same paper, served by what is whole


def told_in(answer: Told) -> str:
    if answer["content-type"].startswith("text/html"):
        (found,) = re.findall(rb"<code>(\w+)</code>", answer.body)
        return str(found.decode())
    return str(json.loads(answer.body)["reference"])


def known(server: paper.Server, reference: str) -> list[dict[str, str]]:
    """What stands in the log under it, as soon as it does."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        lines = [json.loads(line) for line in server.log.read_text().splitlines() if line.startswith("{")]
        if found := [line for line in lines if reference in (line.get("reference"), line.get("request"))]:
            return found
        time.sleep(0.2)
    return []
