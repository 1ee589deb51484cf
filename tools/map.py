"""Write ``docs/map.md``: one line a room, taken from the first line of the room's own docstring.

python -m tools.map             write it
python -m tools.map --check     end with 1 when the file on disk says something else
"""

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MAP = ROOT / "docs" / "map.md"
FLOORS = {
    "interfaces": "show or carry the nouns and own little",
    "domain": "owns the nouns",
    "engines": "serve any noun and know none",
}
HEAD = """# Map

One line a room, from the room's own `__init__.py`; `make map` writes this file. Imports go down only: a room may
use the rooms below it, and `make check` holds it to that. What must travel up travels as an event.
"""


def main(arguments: list[str]) -> int:
    if arguments == ["--check"]:
        return 0 if MAP.exists() and MAP.read_text(encoding="utf-8") == drawn() else 1
    MAP.write_text(drawn(), encoding="utf-8")
    return 0


def drawn() -> str:
    floors = [f"## {floor} ({words})\n\n{rooms_of(floor)}" for floor, words in FLOORS.items()]
    return "\n".join([HEAD, *floors, "## config\n\n" + line(ROOT / "commonpress" / "config", "..")])


def rooms_of(floor: str) -> str:
    return "".join(line(room, "..") for room in rooms(floor))


def rooms(floor: str) -> list[Path]:
    """The rooms of a floor, by name: every folder that is a package."""
    return sorted(path.parent for path in (ROOT / "commonpress" / floor).glob("*/__init__.py"))


def line(room: Path, up: str) -> str:
    return f"- [{room.name}]({up}/{room.relative_to(ROOT)}/): {owns(room)}\n"


def owns(room: Path) -> str:
    """The first line of the room's docstring; empty when it has none (tests/test_rooms.py complains then)."""
    docstring = ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8"))) or ""
    return docstring.partition("\n")[0]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
