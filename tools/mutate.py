"""Break the code that guards, in one place after the other: do its tests notice? Ends with 1 below 85 of a hundred.

python -m tools.mutate                     some places of every file below
python -m tools.mutate peers public --all  every place of some files

Each mutant lives in a process of its own: the finder below gives Python the broken source, no file is changed, and
Django is started once for all of them.
"""

import ast
import importlib.abc
import importlib.util
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent
LEAST = 85  # of a hundred
PLACES = 25  # of one file, spread evenly, unless all are asked for
SECONDS = 120  # a mutant that takes longer has been noticed: it hangs
LIB, EDGE, MEDIA = "commonpress/engines/lib", "commonpress/engines/edge", "commonpress/engines/media"
# A file and the tests that look at it.
FILES = {
    f"{LIB}/html.py": (f"{LIB}/tests/test_clean.py", f"{LIB}/tests/test_read.py"),
    f"{LIB}/addresses.py": (f"{LIB}/tests/test_clean.py",),
    f"{LIB}/embeds.py": (f"{LIB}/tests/test_embeds.py",),
    f"{LIB}/hidden.py": (f"{LIB}/tests/test_hidden.py",),
    f"{LIB}/public.py": (f"{LIB}/tests/test_public.py", f"{LIB}/tests/test_http.py"),
    f"{LIB}/peers.py": (f"{LIB}/tests/test_peers.py", f"{EDGE}/tests/test_bridge.py"),
    f"{LIB}/http.py": (f"{LIB}/tests/test_http.py",),
    f"{EDGE}/bridge.py": (f"{EDGE}/tests/test_bridge.py", f"{EDGE}/tests/test_too_large.py"),
    f"{EDGE}/compress.py": (f"{EDGE}/tests/test_compress.py", f"{EDGE}/tests/test_public.py"),
    f"{MEDIA}/prepare.py": (f"{MEDIA}/tests/test_prepare.py",),
    f"{MEDIA}/files.py": (
        f"{MEDIA}/tests/test_store.py",
        f"{MEDIA}/tests/test_serve.py",
        f"{MEDIA}/tests/test_guard.py",
    ),
}
SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult,
}  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    chosen = [path for path in FILES if not names(arguments) or Path(path).stem in names(arguments)]
    noticed = tried = 0
    for path in chosen:
        found = [mutant(path, number) for number in places(path, all_of_them="--all" in arguments)]
        survived = [where for where, source in found if not is_noticed(path, source)]
        noticed, tried = noticed + len(found) - len(survived), tried + len(found)
        print(f"{path}: {len(found) - len(survived)} of {len(found)} noticed", flush=True)
        for where in survived:
            print(f"    not noticed: {where}", flush=True)
    score = 100 * noticed / max(tried, 1)
    print(f"make mutate: {noticed} of {tried} noticed, {score:.1f} of a hundred.")
    return 0 if score >= LEAST else 1


def names(arguments: Sequence[str]) -> set[str]:
    return {each for each in arguments if not each.startswith("--")}


def places(path: str, *, all_of_them: bool) -> list[int]:
    """Numbers of the nodes that can be broken, spread evenly."""
    found = [number for number, node in enumerate(list(ast.walk(parsed(path)))) if broken(node)]
    return found[:: 1 if all_of_them else max(1, -(-len(found) // PLACES))]


def mutant(path: str, number: int) -> tuple[str, str]:
    """Where, and the whole source with that one place changed."""
    tree = parsed(path)
    node = list(ast.walk(tree))[number]
    before = ast.unparse(node) if isinstance(node, ast.expr) else ""
    broken(node)
    where = f"line {getattr(node, 'lineno', 0)}: {before or type(node).__name__}"
    return where, ast.unparse(ast.fix_missing_locations(tree))


def parsed(path: str) -> ast.Module:
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))


def broken(node: ast.AST) -> bool:
    """Change the node a little; whether that could be done. Docstrings and annotations stay as they are."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in SWAPS:
        node.ops[0] = SWAPS[type(node.ops[0])]()  # type: ignore[call-overload]
    elif isinstance(node, ast.BoolOp | ast.BinOp) and type(node.op) in SWAPS:
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mult) and is_of_words(node):
            return False
        node.op = SWAPS[type(node.op)]()  # type: ignore[assignment]
    elif isinstance(node, ast.If | ast.IfExp | ast.While):
        node.test = ast.UnaryOp(ast.Not(), node.test)
    elif isinstance(node, ast.Return) and node.value and not isinstance(node.value, ast.Constant):
        node.value = ast.Constant(None)
    elif isinstance(node, ast.Constant) and type(node.value) is int:
        node.value += 1
    elif isinstance(node, ast.Constant) and type(node.value) is bool:
        node.value = not node.value
    else:
        return False
    return True


def is_of_words(node: ast.BinOp) -> bool:
    """Strings are joined with "+" too; taking one from the other only raises."""
    return any(
        isinstance(each, ast.Constant) and isinstance(each.value, str) for each in (node.left, node.right)
    )


class Broken(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Gives one module another source."""

    def __init__(self, name: str, source: str) -> None:
        self.name, self.source = name, source

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        del path, target
        if fullname != self.name:
            return None
        origin = str(ROOT / (fullname.replace(".", "/") + ".py"))
        spec = importlib.util.spec_from_loader(fullname, self, origin=origin)
        if spec:
            spec.has_location = True
        return spec

    def get_source(self, fullname: str) -> str:
        del fullname
        return self.source


def is_noticed(path: str, source: str) -> bool:
    """Run the file's tests over the broken source, in a child that ends with the first failure."""
    child = os.fork()
    if child == 0:
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        signal.alarm(SECONDS)
        sys.meta_path.insert(0, Broken(path.removesuffix(".py").replace("/", "."), source))
        os._exit(tested(FILES[path]))
    _pid, status = os.waitpid(child, 0)
    return status != 0


def tested(tests: Sequence[str]) -> int:
    import pytest

    own = [
        *("-x", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", "-p", "no:playwright"),
        "--hypothesis-seed=0",
    ]
    return int(pytest.main([*own, *(str(ROOT / test) for test in tests)]))


if __name__ == "__main__":
    os.environ.setdefault("COMMONPRESS_HOME", str(ROOT / "build" / "test-home"))
    Path(os.environ["COMMONPRESS_HOME"]).mkdir(parents=True, exist_ok=True)
    import django.test  # noqa: F401 (once, for all children)
    import lxml.html  # noqa: F401
    import pytest  # noqa: F401

    sys.exit(main(sys.argv[1:]))
