"""The API's own description, walked with what nobody means to send: never a 5xx, and only what the description says."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Story
from commonpress.domain.stories.submit import submit
from commonpress.interfaces.api.service import description
from commonpress.interfaces.api.tests.conftest import Program

SCHEMA = description()  # made once: that takes longer than a request
OPERATIONS = [
    (path, method, told) for path, methods in SCHEMA["paths"].items() for method, told in methods.items()
]
ANYWHERE = {405, 413}  # said by the frame around every operation
HOSTILE = [
    *(
        "",
        "\x00",
        "a\x00b",
        "\u202e",
        "\ud800",
        "%",
        "'",
        '"',
        "{{7*7}}",
        "{0.__class__}",
        "a" * 5000,
        "../../etc",
        "-1",
        "1e9",
    ),
    *(
        "<script>alert(1)</script>",
        "ﷺ" * 50,
        "published",
        "harbour",
        "2030-01-01T00:00:00Z",
        "0",
        "9" * 40,
        "null",
        "ro",
    ),
]
scalars = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(max_size=20),
    st.integers(),
    st.floats(allow_nan=True),
    st.booleans(),
    st.none(),
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@pytest.fixture
def numbers(make_story: Callable[..., Story], owner: Member) -> list[str]:
    """Stories that are there, and numbers that are none."""
    draft = make_story(published=False, authors=[owner])
    waiting = submit(make_story(published=False, authors=[owner]), by=owner)
    out = make_story(authors=[owner])
    return [
        *(str(story.pk) for story in (draft, waiting, out)),
        "0",
        "-1",
        "x",
        str(2**63),
        "1" * 30,
        "%00",
        "1.5",
        "٣",
    ]


@settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(data=st.data())
def test_nothing_that_is_sent_breaks_anything(data: st.DataObject, numbers: list[str], olga: Program) -> None:
    path, method, told = data.draw(st.sampled_from(OPERATIONS))
    for parameter in told["parameters"]:
        if parameter["in"] == "path":
            path = path.replace(
                f"{{{parameter['name']}}}", quote(data.draw(st.sampled_from(numbers)), safe="%")
            )
    query = {
        one["name"]: data.draw(scalars)
        for one in told["parameters"]
        if one["in"] == "query" and data.draw(st.booleans())
    }
    body = data.draw(body_for(told))
    with transaction.atomic():
        response = olga.client.generic(
            method.upper(),
            f"{path}?{urlencode(query, errors='replace')}",
            data=body,
            content_type="application/json",
            headers={"authorization": f"Bearer {olga.words}"},
        )
        transaction.set_rollback(True)
    assert response.status_code in {*told["responses"], *ANYWHERE} or is_no_address(path), (
        response.status_code,
        path,
        body,
    )
    if response.status_code >= 400:
        assert response.headers["Content-Type"] == "application/problem+json"
        assert json.loads(response.content)["remedy"]


def body_for(told: dict[str, Any]) -> Any:
    """A body of the right fields with wrong values, any JSON at all, or no JSON."""
    fields = fields_of(told)
    shaped = st.fixed_dictionaries({}, optional=dict.fromkeys(fields, values))
    as_json = st.one_of(shaped, values).map(lambda value: json.dumps(value).encode())
    return st.one_of(as_json, as_json, st.binary(max_size=30))


def fields_of(told: dict[str, Any]) -> list[str]:
    content = told.get("requestBody", {}).get("content", {}).get("application/json")
    if not content:
        return []
    name = content["schema"]["$ref"].rpartition("/")[2]
    return list(SCHEMA["components"]["schemas"][name]["properties"])


def is_no_address(path: str) -> bool:
    """With a number that holds a slash or nothing at all, there is no operation behind the address."""
    return "//" in path


@pytest.fixture
def olga(owner: Member, settings: Any, program: Callable[..., Program]) -> Program:
    settings.API_CALLS_A_MINUTE = 1_000_000
    return program(owner)


def test_the_frame_around_it_says_no_in_the_same_way(db: None) -> None:
    for path in ("/api/v1/", "/api/v2/stories/", "/api/v1/stories/1/../2/", "/api/x" + "y" * 2000):
        response = Client().get(path)
        assert response.headers["Content-Type"] == "application/problem+json"
