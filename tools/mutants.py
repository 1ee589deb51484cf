"""Places of a file that can be broken, and the file broken there."""

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from types import CodeType

from tools.guards import ROOT

PLACES = 25  # of one file, spread evenly: the same ones each time
SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult,
}  # fmt: skip


class Mutant:
    """A file broken in one place. ``lines`` are those of the place: a test that never comes there cannot notice."""

    def __init__(self, path: Path, number: int) -> None:
        self.path, self.number = path, number
        self.tree = parsed(path)
        node = list(ast.walk(self.tree))[number]
        first = getattr(node, "lineno", 0)
        self.lines = range(first, getattr(node, "end_lineno", first) + 1)
        before = ast.unparse(node).partition("\n")[0] if isinstance(node, ast.expr) else ""
        self.where = f"line {first}: {before or type(node).__name__}"
        broken(node)
        ast.fix_missing_locations(self.tree)

    def compiled(self) -> CodeType:
        return compile(self.tree, str(self.path), "exec")

    def changed(self) -> list[tuple[CodeType, CodeType]] | None:
        """The functions in which it differs, outermost first; nothing when no function can just get the other code."""
        found = list(differing(compile(parsed(self.path), str(self.path), "exec"), self.compiled()))
        return found if all(old.co_freevars == new.co_freevars for old, new in found) else None


def places(path: Path, most: int = PLACES) -> list[int]:
    """Numbers of the nodes that can be broken, ``most`` of them at most."""
    found = breakable(path)
    return found[:: max(1, -(-len(found) // most))]


def drawn(path: Path, most: int) -> list[int]:
    """So many of them by lot, which falls the same each time."""
    found = breakable(path)
    lot = Random(str(path.relative_to(ROOT / "commonpress")))
    return lot.sample(found, min(most, len(found)))


def breakable(path: Path) -> list[int]:
    return [number for number, node in enumerate(list(ast.walk(parsed(path)))) if broken(node)]


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


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


def differing(old: CodeType, new: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    """Pairs of functions that differ, and those within them; none when the difference is not within a function."""
    for before, after in zip(inner(old), inner(new), strict=False):
        if is_function(before) and unlike(before, after):
            yield before, after
        yield from differing(before, after)


def inner(code: CodeType) -> Sequence[CodeType]:
    return [each for each in code.co_consts if isinstance(each, CodeType)]


def is_function(code: CodeType) -> bool:
    """And no class body, which is run once, as the module is."""
    return bool(code.co_flags & 1)  # CO_OPTIMIZED


def unlike(old: CodeType, new: CodeType) -> bool:
    return own(old) != own(new) or any(
        unlike(before, after) for before, after in zip(inner(old), inner(new), strict=False)
    )


def own(code: CodeType) -> tuple[object, ...]:
    """What a function does itself; 1 and True are not the same here."""
    plain = [(type(each), each) for each in code.co_consts if not isinstance(each, CodeType)]
    return code.co_code, code.co_names, len(inner(code)), repr(plain)
