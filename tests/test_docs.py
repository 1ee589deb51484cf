"""The docs are true: links lead somewhere, commands exist, and those marked to run are run.

A block opened with ```console run is run line by line in an empty folder, the project's own programs first on the path.
A plain ```console block is for what cannot be run in a test (it serves, or installs): its commands must only exist.
"""

import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools import map as rooms_map
from tools.map import ROOT

pytestmark = pytest.mark.once

LIMIT = 120  # seconds for one command
# Spares each new paper the compressing; tests/test_cli.py makes one that compresses.
PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"
BLOCK = re.compile(r"^```console( run)?\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)")
SOURCE = re.compile(r"<(?:img|a|source)\s[^>]*?(?:src|href|srcset)=\"([^\"\s]+)\"")
ELSEWHERE = re.compile(r"^(?:[a-z]+:|//)")


def pages() -> list[Path]:
    """Every document of the repository, at its root and under docs/ and benchmarks/."""
    return [
        *sorted(ROOT.glob("*.md")),
        *sorted((ROOT / "docs").rglob("*.md")),
        *sorted((ROOT / "benchmarks").glob("*.md")),
    ]


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


def blocks(page: Path, *, runnable: bool) -> Iterator[list[str]]:
    for match in BLOCK.finditer(page.read_text(encoding="utf-8")):
        if bool(match[1]) is runnable:
            yield [
                line[2:].partition("  #")[0].strip()
                for line in match[2].splitlines()
                if line.startswith("$ ")
            ]


def anchors(page: Path) -> set[str]:
    """The names a heading gets where Markdown is shown: small letters, hyphens for spaces, no other signs."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    links = [link for link in [*LINK.findall(text), *SOURCE.findall(text)] if not ELSEWHERE.match(link)]
    assert [link for link in links if not leads_somewhere(page, link)] == []


def leads_somewhere(page: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    if not target.exists() or ROOT not in [target, *target.parents]:
        return False
    return not anchor or target.suffix != ".md" or anchor in anchors(target)


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_every_command_shown_exists(page: Path) -> None:
    commands = [
        command
        for runnable in (True, False)
        for block in blocks(page, runnable=runnable)
        for command in block
    ]
    assert [command for command in commands if not exists(command)] == []


def exists(command: str) -> bool:
    """Of ``make`` the target, of ``commonpress`` the command and its options; other programs are the reader's own."""
    words = [word for word in shlex.split(command) if not re.match(r"^[A-Z_]+=", word)]
    if words and words[0] == "make":
        return all(re.search(rf"^{re.escape(word)}:", makefile(), re.MULTILINE) for word in words[1:])
    if words and Path(words[0]).name == "commonpress":
        return command_exists(words[1:])
    return bool(words)


def makefile() -> str:
    return (ROOT / "Makefile").read_text(encoding="utf-8")


def command_exists(words: list[str]) -> bool:
    import click

    from commonpress.cli import main

    command: click.Command = main
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        found = command.commands.get(words.pop(0)) or command.commands.get(getattr(command, "otherwise", ""))
        if found is None:
            return False
        command = found
    known = {name for option in command.params for name in [*option.opts, *option.secondary_opts]} | {
        "--help",
        "--version",
    }
    return all(word.partition("=")[0] in known for word in words if word.startswith("-"))


@pytest.mark.slow
@pytest.mark.parametrize("page", [page for page in pages() if any(blocks(page, runnable=True))], ids=name_of)
def test_the_commands_marked_to_run_do_run(page: Path, tmp_path: Path) -> None:
    for block in blocks(page, runnable=True):
        for command in block:
            done = run(command, tmp_path)
            assert done.returncode == 0, f"$ {command}\n{done.stdout}{done.stderr}"


def run(command: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    ours = {
        name: value for name, value in os.environ.items() if not name.startswith(("COMMONPRESS_", "DJANGO_"))
    }
    ours["COMMONPRESS_STATIC_STORAGE"] = PLAIN
    ours["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{ours['PATH']}"
    return subprocess.run(
        command, shell=True, cwd=folder, env=ours, capture_output=True, text=True, timeout=LIMIT, check=False
    )


def test_the_map_shows_the_rooms_as_they_are() -> None:
    assert rooms_map.MAP.read_text(encoding="utf-8") == rooms_map.drawn(), "run: make map"


def test_every_target_of_the_makefile_says_what_it_makes() -> None:
    targets = set(re.findall(r"^([a-z]+):", makefile(), re.MULTILINE))
    described = set(re.findall(r"^([a-z]+):.*##", makefile(), re.MULTILINE))
    assert targets == described


def test_make_run_tells_the_accounts_of_the_demonstration() -> None:
    from commonpress.interfaces.transfer import demo

    told = re.search(r"Accounts: (.*)", makefile())
    assert told
    assert [word for word in (demo.OWNER, demo.EDITOR, demo.PASSWORD) if word not in told[1]] == []


def test_every_package_is_there_for_a_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    asked = [
        *project["project"]["dependencies"],
        *(one for extra in project["project"]["optional-dependencies"].values() for one in extra),
        *project["dependency-groups"]["dev"],
    ]
    page = (ROOT / "docs/dependencies.md").read_text()
    assert set(re.findall(r"^\| ([a-z0-9-]+) \|", page, re.M)) - {"package"} == {
        re.split(r"[\[<>=~]", one)[0] for one in asked
    }
