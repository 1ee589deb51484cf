"""One running paper for the attacks that need the program itself, behind TLS as far as its proxy says."""

import json
from collections.abc import Iterator

import pytest

from tests.attacks.line import Target
from tests.site import paper


@pytest.fixture(scope="session")
def target(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Target]:
    folder = tmp_path_factory.mktemp("attacks") / f"attacks_{worker_id}"
    paper.fresh_database(folder.name)
    places = json.loads(paper.run_module("tests.attacks.fill", folder).strip().splitlines()[-1])
    with paper.served(folder, folder.parent / "log") as server:
        yield Target(server, folder, places)
    assert "Traceback" not in server.log.read_text()
