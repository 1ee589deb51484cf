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
