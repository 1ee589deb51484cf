import pytest

from commonpress.engines.edge import keys
from commonpress.engines.edge.tests.people import Edge

PUBLIC = frozenset({"page"})


@pytest.fixture
def all_is_public(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every address but those under /private is a public page that knows one parameter."""
    monkeypatch.setattr(keys, "parameters_of", lambda path: None if path.startswith("/private") else PUBLIC)


@pytest.fixture
def edge(all_is_public: None, monkeypatch: pytest.MonkeyPatch) -> Edge:
    return Edge(monkeypatch)
