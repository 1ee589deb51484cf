"""Programs of the cast: a client that bears a token."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from commonpress.domain.members.models import Member
from commonpress.interfaces.api.tokens import make


class Program:
    """Sends and gets JSON as one member."""

    def __init__(self, member: Member, *scopes: str) -> None:
        self.token, self.words = make(member, "a program", scopes or ("read", "write", "desk"))
        self.client = Client(enforce_csrf_checks=True)

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        sent: dict[str, Any] = (
            {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        )
        headers = {"authorization": f"Bearer {self.words}", **headers}
        return self.client.generic(method, f"/api/v1{path}", headers=headers, **sent)

    def get(self, path: str) -> Any:
        return self("GET", path).json()

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self("POST", path, {} if body is None else body, **headers)


@pytest.fixture
def program() -> Callable[..., Program]:
    return Program
