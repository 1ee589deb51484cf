"""Send the API what nobody means to send, made by schemathesis from the API's own description.

    python -m tools.fuzz_api              a short run
    python -m tools.fuzz_api 200          so many examples for each operation
    python -m tools.fuzz_api 20 lantern   on the demonstration newspaper with sixty submissions before its desk

schemathesis is large and stays out of the lock file: it gets an environment of its own under ``build/``. The paper is made
for the run and thrown away after it. Ends with 0 when nothing was found.
"""

import re
import subprocess
import sys
import tempfile
import urllib.request
import venv
from pathlib import Path

from tests.site.paper import Server, environment, served

ROOT = Path(__file__).resolve().parent.parent
OWN = ROOT / "build" / "fuzz-venv"
PINNED = "schemathesis==4.32.5"
EXAMPLES = "20"
PATIENCE = 300  # seconds
CONFIG = ROOT / "tools" / "schemathesis.toml"
NUMBERS = {"own": 48, "lantern": 130}  # of the things that there are: what is asked for mostly is one of them
# Ours has no sequences of requests to discover (no links), and its limits would only slow the run down.
PHASES = "examples,coverage,fuzzing"


def main(examples: str = EXAMPLES, paper: str = "own") -> int:
    program = installed()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "paper"
        config = configured(Path(folder), NUMBERS[paper])
        token = filled(home, paper)
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


def configured(folder: Path, last: int) -> Path:
    """Our settings with the numbers this paper has."""
    path = folder / CONFIG.name
    values = f"values = {list(range(1, last + 1))}"
    path.write_text(re.sub(r"(?m)^values = \[\]$", values, CONFIG.read_text()))
    return path


def filled(home: Path, paper: str) -> str:
    """A new paper with a section, a story in each state (or The Lantern) and a token of the owner's, whose words are
    answered."""
    told = subprocess.run(
        [sys.executable, "-m", "tools.fuzz_paper", str(home), paper],
        cwd=ROOT,
        env=environment(home),
        check=True,
        capture_output=True,
        text=True,
    )
    return told.stdout.strip().splitlines()[-1]


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
        *("--checks", "all"),
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
