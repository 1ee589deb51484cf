"""The rooms and their borders: what the import contract cannot say of them."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db.models import ForeignKey, Model

from tools import scripts
from tools.map import FLOORS, ROOT, rooms

pytestmark = pytest.mark.once

PACKAGE = ROOT / "commonpress"
LONGEST = 350  # lines of a file; about 300 is the house's rule, a verb that needs more wants a folder
ROOMS = [room for floor in FLOORS for room in rooms(floor)]
ORDER = [
    "front desk studio account talk api notices syndication sales federation transfer",
    "conversation",
    "sponsors stories",
    "members",
    "checks",
    "edge media readership search",
    "site",
    "events",
    "lib",
]


def contract() -> list[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers: list[str] = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    return layers


def placed(layer: str) -> list[str]:
    return re.findall(r"commonpress\.[\w.]+", layer)


def sources(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*.py")) if "migrations" not in path.parts)


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{name.name}" for name in node.names)


def test_the_contract_has_the_layers_of_the_design() -> None:
    found = [" ".join(name.rpartition(".")[2] for name in placed(layer)) for layer in contract()]
    assert found == ["__main__", "cli", "config", *ORDER]


def test_every_room_that_exists_stands_in_a_layer() -> None:
    known = {name for layer in contract() for name in placed(layer)}
    assert {".".join(room.relative_to(ROOT).parts) for room in ROOMS} <= known


def test_nothing_but_rooms_stands_on_a_floor() -> None:
    for floor in FLOORS:
        strays = {path.name for path in (PACKAGE / floor).iterdir() if not (path / "__init__.py").exists()}
        assert strays <= {"__init__.py", "__pycache__"}, f"{floor}: only rooms stand here"


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_a_room_says_what_it_owns_what_not_and_where_to_start(room: Path) -> None:
    docstring = ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8"))) or ""
    lines = docstring.splitlines()
    assert len(lines) == 4, "one line, an empty one, two lines"
    assert lines[0].endswith(".")
    assert lines[1] == ""
    assert lines[2].startswith("Not here: ")
    assert lines[3].startswith("Start with ")


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_the_place_to_start_exists(room: Path) -> None:
    start = (
        ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8"))) or ""
    ).splitlines()[-1]
    named = re.findall(r"``([\w/.]+)``", start)
    assert named
    assert [name for name in named if not (room / name).exists()] == []


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_no_room_knows_the_configuration(room: Path) -> None:
    above = ("commonpress.config", "commonpress.cli")
    assert [
        f"{path}: {name}" for path in sources(room) for name in imports(path) if name.startswith(above)
    ] == []


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_a_room_keeps_its_tests_beside_its_code(room: Path) -> None:
    assert list((room / "tests").glob("test_*.py"))


def test_no_file_has_outgrown_its_room() -> None:
    folders = [PACKAGE, ROOT / "tests", ROOT / "tools", ROOT / "benchmarks"]
    lengths = {
        path: len(path.read_text(encoding="utf-8").splitlines()) for one in folders for path in sources(one)
    }
    assert {str(path.relative_to(ROOT)): count for path, count in lengths.items() if count > LONGEST} == {}


def test_a_foreign_key_to_another_room_leaves_no_name_there() -> None:
    """``related_name="+"`` keeps the lower room ignorant of the upper one."""
    found = [
        f"{model.__name__}.{field.name}"
        for model, field in foreign_keys()
        if crosses(field) and not hides(field)
    ]
    assert found == []


def foreign_keys() -> Iterator[tuple[type[Model], Any]]:
    ours = [model for model in apps.get_models() if model.__module__.startswith("commonpress.")]
    return (
        (model, field)
        for model in ours
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey)
    )


def crosses(field: Any) -> bool:
    return bool(field.related_model._meta.app_label != field.model._meta.app_label)


def hides(field: Any) -> bool:
    return bool(field.remote_field.hidden)


def test_the_script_of_a_story_page_is_what_its_parts_say() -> None:
    assert scripts.JOINED.read_text(encoding="utf-8") == scripts.joined(), "run: make scripts"
