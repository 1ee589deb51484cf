"""Send the API what nobody means to send, made by schemathesis from the API's own description.

    python -m tools.fuzz_api              a short run
    python -m tools.fuzz_api 200          so many examples for each operation
    python -m tools.fuzz_api 20 lantern   on the demonstration newspaper with sixty submissions before its desk

schemathesis is large and stays out of the lock file: it gets an environment of its own under ``build/``. The paper is made
for the run and thrown away after it. Ends with 0 when nothing was found.
"""

import json
import subprocess
import sys
import tempfile
import urllib.request
import venv
from pathlib import Path
from typing import Any

from tests.site.paper import Server, environment, served

ROOT = Path(__file__).resolve().parent.parent
OWN = ROOT / "build" / "fuzz-venv"
PINNED = "schemathesis==4.32.5"
EXAMPLES = "20"
PATIENCE = 300  # seconds
CONFIG = ROOT / "tools" / "schemathesis.toml"
OFTEN = 0.8  # how often the number in a path is one that there is
# Ours has no sequences of requests to discover (no links), and its limits would only slow the run down.
PHASES = "examples,coverage,fuzzing"


def main(examples: str = EXAMPLES, paper: str = "own") -> int:
    program = installed()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "paper"
        told = filled(home, paper)
        config, token = configured(Path(folder), told["numbers"]), told["token"]
        with served(home, Path(folder) / "log") as server:
            described(server)
            return run(program, server, token, examples, config)


def installed() -> Path:
    program = OWN / "bin" / "schemathesis"
    if not program.exists():
        print(f"Installing {PINNED} into {OWN.relative_to(ROOT)} …", flush=True)
        venv.create(OWN, with_pip=True)
        subprocess.run([OWN / "bin" / "pip", "install", "--quiet", PINNED], check=True)
    return program


def configured(folder: Path, numbers: dict[str, list[int]]) -> Path:
    """Our settings, with the numbers of the things that stand behind each part of the API."""
    path = folder / CONFIG.name
    found = [CONFIG.read_text(encoding="utf-8")]
    for at, (below, known) in enumerate(sorted(numbers.items())):
        found += [f"[dictionaries.n{at}]", f"values = {known}", "", "[[operations]]"]
        found += [f"include-path-regex = {json.dumps(f'^/api/v1/{below}/')}"]
        found += [f'parameters."path.number" = {{ dictionary = "n{at}", probability = {OFTEN} }}', ""]
    path.write_text("\n".join(found), encoding="utf-8")
    return path


def filled(home: Path, paper: str) -> Any:
    """A new paper with a section, a story in each state (or The Lantern too), a token of the owner's and the numbers of
    what there is."""
    told = subprocess.run(
        [sys.executable, "-m", "tools.fuzz_paper", str(home), paper],
        cwd=ROOT,
        env=environment(home),
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(told.stdout.strip().splitlines()[-1])


def described(server: Server) -> None:
    """The first to ask has the description made, which on a busy machine takes longer than schemathesis waits."""
    with urllib.request.urlopen(f"{server.url}/api/openapi.json", timeout=PATIENCE) as answer:
        answer.read()


def run(program: Path, server: Server, token: str, examples: str, config: Path) -> int:
    command = [
        str(program),
        *("--config-file", str(config)),
        "run",
        f"{server.url}/api/openapi.json",
        *("--header", f"Authorization: Bearer {token}"),
        *("--phases", PHASES),
        *("--max-examples", examples),
        *("--request-timeout", "20"),
        *("--wait-for-schema", "60"),  # the first page of a busy machine
        "--no-color",
    ]
    code = subprocess.run(command, cwd=OWN, check=False).returncode
    if "Traceback" in server.log.read_text():
        print(server.log.read_text()[-4000:])
        return 1
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
