"""What the server loads before it forks: the API where programs come, and no more than that where none do."""

import pytest
from django.db import OperationalError

from commonpress.config import server
from commonpress.domain.members.models import Member
from commonpress.interfaces.api import tokens

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The modules that are asked for, instead of loading them."""
    asked: list[str] = []
    monkeypatch.setattr(server, "import_module", asked.append)
    return asked


def test_the_api_is_loaded_where_somebody_holds_a_token(ben: Member, loaded: list[str]) -> None:
    server.load_for_programs()
    assert loaded == []
    token, _words = tokens.make(ben, "Phone", ["read"])
    server.load_for_programs()
    assert loaded == ["commonpress.interfaces.api.service_urls"]
    tokens.revoke(token, by=ben)
    server.load_for_programs()
    assert len(loaded) == 1


def test_a_database_that_is_away_keeps_no_server_from_starting(
    loaded: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> bool:
        raise OperationalError

    monkeypatch.setattr(tokens, "are_held", away)
    server.load_for_programs()
    assert loaded == []
