"""One running paper for the attacks that need the program itself, behind TLS as far as its proxy says."""

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.attacks.line import Target
from tests.site import paper


@pytest.fixture(scope="session")
def target(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Target]:
    folder = tmp_path_factory.mktemp("attacks") / f"attacks_{worker_id}"
    paper.fresh_database(folder.name)
    done = subprocess.run(
        [sys.executable, "-m", "tests.attacks.fill", str(folder)],
        cwd=paper.ROOT,
        env=paper.environment(folder),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    places = json.loads(done.stdout.strip().splitlines()[-1])
    with paper.served(folder, folder.parent / "log") as server:
        yield Target(server, folder, places)
    assert "Traceback" not in server.log.read_text()
