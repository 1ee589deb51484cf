"""One mutant in a process of its own, which reads the broken file as Python reads any other. Ends as its tests do.

python -m tools.mutate_anew FILE NUMBER < names of tests
"""

import importlib.abc
import importlib.util
import sys
from collections.abc import Sequence
from pathlib import Path
from types import CodeType, ModuleType

import pytest

from tools.guards import ROOT
from tools.mutants import Mutant


def main(path: str, number: str) -> int:
    mutant = Mutant(Path(path), int(number))
    sys.meta_path.insert(0, Broken(mutant))
    wanted = sys.stdin.read().split("\n")
    files = sorted({name.partition("::")[0] for name in wanted})
    arguments = ["-x", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", "--hypothesis-seed=0", "--reuse-db"]
    return int(pytest.main([*arguments, *files], plugins=[Only(wanted)]))


class Only:
    """A plugin of pytest: these tests alone, in this order."""

    def __init__(self, wanted: Sequence[str]) -> None:
        self.order = {name: number for number, name in enumerate(wanted)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = sorted(
            (item for item in items if item.nodeid in self.order), key=lambda item: self.order[item.nodeid]
        )


class Broken(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Gives one module another source."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant
        self.name = ".".join(mutant.path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        del path, target
        if fullname != self.name:
            return None
        spec = importlib.util.spec_from_loader(fullname, self, origin=str(self.mutant.path))
        if spec:
            spec.has_location = True
        return spec

    def is_package(self, fullname: str) -> bool:
        del fullname
        return self.mutant.path.name == "__init__.py"

    def get_code(self, fullname: str) -> CodeType:
        del fullname
        return self.mutant.compiled()

    def get_source(self, fullname: str) -> str:
        del fullname
        return self.mutant.path.read_text(encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
