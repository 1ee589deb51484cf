"""What must not be written anywhere in the program: nothing evaluates what it is given, and no shell is asked."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = [path for path in sorted((ROOT / "commonpress").rglob("*.py")) if "tests" not in path.parts]
EVALUATES = {"eval", "exec", "__import__"}
SHELLS = {"os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput"}
READS_OBJECTS = {"pickle", "marshal", "shelve", "dill", "cloudpickle"}
BAD = """
eval(x)
exec(x)
__import__(x)
os.system(x)
os.popen(x)
subprocess.run(x, shell=True)
subprocess.getoutput(x)
pickle.loads(x)
from pickle import loads
import marshal
yaml.load(x)
Template(x)
engines["django"].from_string(x)
""".strip().splitlines()
GOOD = """
subprocess.run([x, "--all"], check=True)
subprocess.run([x], shell=False)
re.compile(x)
ast.literal_eval(x)
yaml.safe_load(x)
json.loads(x)
render_to_string(x)
""".strip().splitlines()


def runs_words(tree: ast.AST) -> Iterator[str]:
    """Where words become code, a command or an object."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [node.module] if isinstance(node, ast.ImportFrom) else [each.name for each in node.names]
            yield from (name for name in names if name and name.partition(".")[0] in READS_OBJECTS)
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        if called in EVALUATES | SHELLS | {"yaml.load", "Template"} or called.endswith(".from_string"):
            yield called
        if called.partition(".")[0] in READS_OBJECTS:
            yield called
        if any(word.arg == "shell" and ast.unparse(word.value) != "False" for word in node.keywords):
            yield f"{called} with a shell"


def test_nothing_evaluates_what_it_is_given_and_no_shell_is_asked() -> None:
    assert len(FILES) > 400
    found = {
        str(path.relative_to(ROOT)): words
        for path in FILES
        if (words := list(runs_words(ast.parse(path.read_text(encoding="utf-8")))))
    }
    assert found == {}


@pytest.mark.parametrize("line", BAD)
def test_each_way_of_it_would_be_found(line: str) -> None:
    assert list(runs_words(ast.parse(line)))


@pytest.mark.parametrize("line", GOOD)
def test_what_is_harmless_is_left(line: str) -> None:
    assert not list(runs_words(ast.parse(line)))


CLIENTS = {
    "urllib3",
    "requests",
    "httpx",
    "aiohttp",
    "boto3",
    "http.client",
    "urllib.request",
    "nh3",
    "bleach",
}
# Where the program goes out: the guarded client, and two that lead where the owner's settings say. ``elsewhere`` names
# an exception of the library that signs in. The allow-list is in one place; ``hidden`` looks for what it takes away.
ALONE = {
    "engines/lib/http.py": {"http.client", "urllib3"},
    "engines/edge/cdn.py": {"urllib3"},
    "engines/lib/s3.py": {"boto3"},
    "interfaces/account/elsewhere.py": {"requests"},
    "engines/lib/html.py": {"nh3"},
    "engines/lib/hidden.py": {"nh3"},
}


def brought_in(tree: ast.AST) -> set[str]:
    """The clients and sanitisers that a file imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
    return {one for one in CLIENTS if any(f"{name}.".startswith(f"{one}.") for name in names)}


def test_there_is_one_client_for_what_somebody_typed_and_one_allow_list() -> None:
    trees = {
        str(path.relative_to(ROOT / "commonpress")): ast.parse(path.read_text(encoding="utf-8"))
        for path in FILES
    }
    assert {path: found for path, tree in trees.items() if (found := brought_in(tree))} == ALONE
    lists = [
        path
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"Policy", "html.Policy", "nh3.clean"}
    ]
    assert set(lists) == {"engines/lib/html.py"}


@pytest.mark.parametrize(
    "line",
    [
        "import httpx",
        "from urllib.request import urlopen",
        "from urllib import request",
        "import requests as r",
    ],
)
def test_another_client_would_be_found(line: str) -> None:
    assert brought_in(ast.parse(line))
    assert not brought_in(ast.parse("from urllib.parse import urlsplit\nimport http"))
