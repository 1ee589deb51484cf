"""What the operator sets outside the browser: environment variables, or the file ``paper.env`` of the paper's folder."""

import os
from pathlib import Path

from environs import Env

HOME = Path(os.environ.get("COMMONPRESS_HOME", ".")).resolve()

env = Env(prefix="COMMONPRESS_")
if (HOME / "paper.env").exists():
    env.read_env(str(HOME / "paper.env"), recurse=False)
