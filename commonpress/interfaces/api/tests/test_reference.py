"""The description for programs and the page for people."""

import subprocess
import sys

import pytest
from django.test import Client

from commonpress.interfaces.api.service import description


def test_the_description_is_openapi_and_sets_no_cookie(db: None, client: Client) -> None:
    response = client.get("/api/openapi.json")
    told = response.json()
    assert told["openapi"] == "3.1.0"
    assert "/api/v1/stories/" in told["paths"]
    assert not response.cookies


def test_every_operation_says_which_errors_it_may_answer(db: None) -> None:
    for path, methods in description()["paths"].items():
        for method, told in methods.items():
            codes = set(told["responses"])
            assert 429 in codes, (path, method)
            if "security" in told:
                assert {401, 403} <= codes
            if "requestBody" in told:
                assert {400, 401, 403, 404, 409, 413, 422} <= codes
            assert all(
                "application/problem+json" in one["content"]
                for code, one in told["responses"].items()
                if code >= 400
            )


def test_the_page_shows_every_operation_and_asks_nobody_else(db: None, client: Client) -> None:
    page = client.get("/api/").content.decode()
    for path in description()["paths"]:
        assert path in page
    assert "https://cdn" not in page
    assert page.count("<script") == 1, "the paper's own"


ASLEEP = """
import subprocess
import sys
import sys
import django
django.setup()
from django.urls import get_resolver, reverse
get_resolver().url_patterns
reverse("tokens")
sys.exit(", ".join({"ninja", "pydantic"} & set(sys.modules)) or None)
"""


@pytest.mark.both
def test_what_programs_need_is_loaded_when_the_first_of_them_comes() -> None:
    done = subprocess.run([sys.executable, "-c", ASLEEP], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
