"""Put what this project needs into ``.venv`` from the lock files; do nothing when it is there already.

    python3 -m tools.install run     what a paper needs to run
    python3 -m tools.install dev     also what checks, tests and benchmarks need, npm packages included

Knows the standard library only: it is the first thing that runs on a fresh machine. uv installs (seconds); where it
cannot be had, pip does the same from the same file (slower). Hashes are demanded either way.
"""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
TOOLS = ROOT / ".venv-tools"
LOCKS = {"run": "requirements.lock", "dev": "requirements-dev.lock"}
# The development lock holds all of the other.
INCLUDES = {"run": ["run"], "dev": ["dev", "run"]}
OLDEST = (3, 11)
# Guarded, because child processes that draw pictures import it once more.
COMMAND = f"""#!{VENV}/bin/python
import sys

from commonpress.cli import main

if __name__ == "__main__":
    sys.exit(main())
"""


def main(kind: str) -> None:
    refuse_old_python()
    if stamp(kind) != wanted(kind):
        fill(kind)
    if kind == "dev":
        install_npm_packages()


def refuse_old_python() -> None:
    if sys.version_info < OLDEST:
        sys.exit(
            f"Python {sys.version.split()[0]} is too old: install 3.11 or newer, then `make PYTHON=python3.11 …`."
        )


def fill(kind: str) -> None:
    say(f"Installing from {LOCKS[kind]} into .venv …")
    make_venv(VENV)
    install(ROOT / LOCKS[kind])
    link_project()
    for part in INCLUDES[kind]:
        (VENV / f"installed-{part}").write_text(wanted(part))


def make_venv(folder: Path) -> None:
    # Without pip inside: the pip that runs this Python can install into it, and that saves seconds.
    if not (folder / "bin" / "python").exists():
        venv.create(folder, symlinks=True, with_pip=False)


def install(lock: Path) -> None:
    uv = find_uv()
    if uv:
        command = [
            uv,
            "pip",
            "install",
            "-q",
            "--python",
            str(VENV / "bin/python"),
            "--require-hashes",
            "-r",
            str(lock),
        ]
        if subprocess.run(command, check=False).returncode == 0:
            return
        say("uv could not install everything; trying pip.")
    pip_install(VENV, lock)


def find_uv() -> str | None:
    """uv of its own lock file in ``.venv-tools``; ``None`` where it cannot be installed."""
    uv = TOOLS / "bin" / "uv"
    if not uv.exists():
        make_venv(TOOLS)
        try:
            pip_install(TOOLS, ROOT / "requirements-uv.lock", "--only-binary", ":all:")
        except subprocess.CalledProcessError:
            say("uv is not to be had here; pip takes its place (slower).")
    return str(uv) if uv.exists() else None


def pip_install(target: Path, lock: Path, *options: str) -> None:
    pip = [sys.executable, "-m", "pip", "--python", str(target / "bin/python"), "install", "-q", "--no-input"]
    subprocess.run(
        [*pip, "--disable-pip-version-check", *options, "--require-hashes", "-r", str(lock)], check=True
    )


def link_project() -> None:
    """Make ``import commonpress`` and ``.venv/bin/commonpress`` work, without a build."""
    packages = next((VENV / "lib").glob("python3.*/site-packages"))
    (packages / "commonpress-here.pth").write_text(f"{ROOT}\n")
    command = VENV / "bin" / "commonpress"
    command.write_text(COMMAND)
    command.chmod(0o755)


def stamp(kind: str) -> str:
    path = VENV / f"installed-{kind}"
    return path.read_text() if path.exists() else ""


def wanted(kind: str) -> str:
    """What the stamp says when all is in place: the lock's hash, this Python, and where the folder stands."""
    lock = hashlib.sha256((ROOT / LOCKS[kind]).read_bytes()).hexdigest()
    return f"{lock} {sys.version_info[0]}.{sys.version_info[1]} {ROOT}\n"


def install_npm_packages() -> None:
    lock = ROOT / "package-lock.json"
    done = ROOT / "node_modules" / ".installed"
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    if done.exists() and done.read_text() == digest:
        return
    say("Installing from package-lock.json into node_modules …")
    subprocess.run(
        [str(VENV / "bin/python"), "-m", "tools.node", "npm", "ci", "--silent"], cwd=ROOT, check=True
    )
    done.write_text(digest)


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    if sys.argv[1:] not in (["run"], ["dev"]):
        sys.exit(__doc__)
    os.chdir(ROOT)
    try:
        main(sys.argv[1])
    except subprocess.CalledProcessError as failure:
        sys.exit(
            f"Could not install: `{' '.join(map(str, failure.cmd))}` ended with {failure.returncode}; see above."
        )
