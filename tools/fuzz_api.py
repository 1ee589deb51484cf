"""Send the API what nobody means to send, made by schemathesis from the API's own description.

    python -m tools.fuzz_api              a short run
    python -m tools.fuzz_api 200          so many examples for each operation

schemathesis is large and stays out of the lock file: it gets an environment of its own under ``build/``. The paper is made
for the run and thrown away after it. Ends with 0 when nothing was found.
"""

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from tests.site.paper import Server, environment, served

ROOT = Path(__file__).resolve().parent.parent
OWN = ROOT / "build" / "fuzz-venv"
PINNED = "schemathesis==4.32.5"
EXAMPLES = "20"
# Ours has no sequences of requests to discover (no links), and its limits would only slow the run down.
PHASES = "examples,coverage,fuzzing"


def main(examples: str = EXAMPLES) -> int:
    program = installed()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "paper"
        token = filled(home)
        with served(home, Path(folder) / "log") as server:
            return run(program, server, token, examples)


def installed() -> Path:
    program = OWN / "bin" / "schemathesis"
    if not program.exists():
        print(f"Installing {PINNED} into {OWN.relative_to(ROOT)} …", flush=True)
        venv.create(OWN, with_pip=True)
        subprocess.run([OWN / "bin" / "pip", "install", "--quiet", PINNED], check=True)
    return program


def filled(home: Path) -> str:
    """A new paper with a section, a story in each state and a token of the owner's, whose words are answered."""
    told = subprocess.run(
        [sys.executable, "-m", "tools.fuzz_paper", str(home)],
        cwd=ROOT,
        env=environment(home),
        check=True,
        capture_output=True,
        text=True,
    )
    return told.stdout.strip().splitlines()[-1]


def run(program: Path, server: Server, token: str, examples: str) -> int:
    command = [
        str(program),
        *("--config-file", str(ROOT / "tools" / "schemathesis.toml")),
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
    sys.exit(main(*sys.argv[1:2]))
