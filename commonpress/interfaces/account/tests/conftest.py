"""What the tests of signing in share: a browser-like client, letters that are carried at once, a challenge that passes."""

import re
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from django.test import Client

from commonpress.engines.events import work
from commonpress.engines.lib import clock
from commonpress.engines.site import challenge, options
from tests.postman import Postman

PASSWORD = "harbour-light-1862"
CODE = re.compile(r"^[A-Z0-9]{3,4}-?[A-Z0-9]{3,4}$", re.MULTILINE)

Join = Callable[..., Any]


@pytest.fixture
def mailbox(postman: Postman) -> Callable[[], str]:
    """The text of the newest letter, after the worker carried what waits."""

    def newest() -> str:
        while work.run_due():
            pass
        return postman.words() if postman.came else ""

    return newest


@pytest.fixture
def code(mailbox: Callable[[], str]) -> Callable[[], str]:
    """The code in the newest letter."""

    def found() -> str:
        match = CODE.search(mailbox())
        assert match, mailbox()
        return match[0]

    return found


def passed() -> dict[str, str]:
    """What a browser that worked, and a person who took a moment, send along."""
    if options.paper().challenge_bits > 8:
        options.change({"challenge_bits": 8})
    with clock.frozen(clock.now() - timedelta(seconds=10)):
        asked = challenge.issue()
    proof = next(str(n) for n in count() if challenge.proves(asked["token"], str(n), asked["bits"]))
    return {"challenge": asked["token"], "challenge_proof": proof}


@pytest.fixture
def join(db: None) -> Join:
    """Send the form of joining."""

    def send(client: Client, email: str = "eva@example.org", **more: str) -> Any:
        words = {"name": "Eva Reads", "email": email, "password1": PASSWORD, **passed(), **more}
        return client.post("/account/join/", words)

    return send
