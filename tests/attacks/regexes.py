"""Our own regular expressions, and strings that are as bad for each as strings built from its own parts can be."""

import ast
import importlib
import pkgutil
import re
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, product
from pathlib import Path
from typing import Any

import commonpress

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    import sre_parse  # the only reader of expressions there is

ROOT = Path(commonpress.__file__).parent
METHODS = frozenset({"search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"})
MOST_LETTERS = 5  # of one expression, that strings are made of
# Expressions that never meet a stranger's long text, and why.
ELSEWHERE = {
    "commonpress.engines.lib.hidden.END": "reads the few characters before a find",
    "commonpress.engines.site.look.AROUND": "reads our own style sheets",
}
TAIL = "\x01"  # what hardly any expression expects at the end


@dataclass(frozen=True)
class Use:
    """One expression and one way in which the code asks it."""

    where: str
    pattern: re.Pattern[str]
    method: str

    def ask(self, text: str) -> None:
        if self.method in {"sub", "subn"}:
            self.pattern.sub("", text)
        elif self.method == "finditer":
            deque(self.pattern.finditer(text), maxlen=0)
        else:
            getattr(self.pattern, self.method)(text)


def uses() -> list[Use]:
    """Of every module of the package but migrations and tests."""
    found: dict[tuple[str, str, str], Use] = {}
    for module in pkgutil.walk_packages([str(ROOT)], "commonpress."):
        if ".tests" in module.name or ".migrations" in module.name or module.name.endswith("__main__"):
            continue
        for use in of_module(module.name):
            found[use.where, use.pattern.pattern, use.method] = use
    return list(found.values())


def of_module(name: str) -> Iterator[Use]:
    path = ROOT.parent / (name.replace(".", "/") + ".py")
    path = path if path.exists() else path.with_suffix("") / "__init__.py"
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = {key: value for key, value in vars(importlib.import_module(name)).items() if is_text(value)}
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        func = call.func
        if not isinstance(func, ast.Attribute) or func.attr not in METHODS:
            continue
        pattern = inline(call) if isinstance(func.value, ast.Name) and func.value.id == "re" else None
        if isinstance(func.value, ast.Name) and f"{name}.{func.value.id}" not in ELSEWHERE:
            pattern = named.get(func.value.id, pattern)
        if pattern:
            yield Use(f"{name}:{call.lineno}", pattern, func.attr)


def is_text(value: Any) -> bool:
    return isinstance(value, re.Pattern) and isinstance(value.pattern, str)


def inline(call: ast.Call) -> re.Pattern[str] | None:
    """``re.sub(r"…", …)``: the expression, when it is written out."""
    first = call.args[0] if call.args else None
    if isinstance(first, ast.Constant) and isinstance(first.value, str):
        return re.compile(first.value)
    return None


def worst(pattern: re.Pattern[str], length: int) -> Iterator[str]:
    """Each of its letters, and each two of them, over and over, after what the expression begins with; and a tail."""
    letters = alphabet(pattern)
    pairs = [a + b for a, b in product(letters[:3], repeat=2) if a != b]
    for begin in dict.fromkeys(["", beginning(pattern)]):
        for unit in [*letters, *pairs, beginning(pattern) or "x"]:
            yield begin + unit * (length // len(unit)) + TAIL


def alphabet(pattern: re.Pattern[str]) -> list[str]:
    found = list(dict.fromkeys(walk(sre_parse.parse(pattern.pattern, pattern.flags))))
    return [*found[:MOST_LETTERS], *(one for one in ("a", " ", "<") if one not in found[:MOST_LETTERS])]


def nothing(_: Any) -> list[str]:
    return []


def walk(parsed: Any) -> Iterator[str]:
    for kind, value in parsed:
        yield from LETTERS.get(str(kind), nothing)(value)


CATEGORIES = {"CATEGORY_DIGIT": "0", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a"}


def repeated(value: Any) -> Iterator[str]:
    return walk(value[2])


# What letters a part of an expression stands for, or is made of.
LETTERS: dict[str, Callable[[Any], Iterable[str]]] = {
    "LITERAL": lambda value: [chr(value)],
    "NOT_LITERAL": lambda value: [chr(value)],
    "RANGE": lambda value: [chr(value[0])],
    "CATEGORY": lambda value: [CATEGORIES.get(str(value), "a")],
    "IN": lambda value: walk(part for part in value if str(part[0]) != "NEGATE"),
    "ANY": lambda _: ["a"],
    "BRANCH": lambda value: chain.from_iterable(map(walk, value[1])),
    "SUBPATTERN": lambda value: walk(value[-1]),
    "MAX_REPEAT": repeated,
    "MIN_REPEAT": repeated,
    "POSSESSIVE_REPEAT": repeated,
    "ASSERT": lambda value: walk(value[1]),
    "ASSERT_NOT": lambda value: walk(value[1]),
}


def beginning(pattern: re.Pattern[str]) -> str:
    """The letters every match begins with, one for each part that is not a choice of none."""
    text = ""
    parsed: Any = sre_parse.parse(pattern.pattern, pattern.flags)
    for kind, value in parsed:
        if str(kind) not in {"LITERAL", "IN", "SUBPATTERN", "MAX_REPEAT", "MIN_REPEAT", "BRANCH"}:
            break
        text += next(iter(LETTERS.get(str(kind), nothing)(value)), "")
    return text
