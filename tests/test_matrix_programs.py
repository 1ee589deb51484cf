"""Every call of the API with the token of everybody: who gets what, and that nobody gets at what is another's.

tests/test_matrix.py asks the same addresses without a token. Bodies are the least that the description asks for, so that a
call is refused for whose it is and not for what it lacks.
"""

import json
from typing import Any

import pytest
from django.test import Client

from commonpress.engines.lib import clock
from commonpress.interfaces.api.models import Token
from commonpress.interfaces.api.tokens import START, digest_of
from tests.matrix_programs import CALLS, THINGS
from tests.test_matrix import World, asked, letter, world

__all__ = ["world"]
NAMED = {"section": "harbour", "handle": "cleo", "kind": "thanks", "at": "2099-01-01T00:00:00Z"}
MEMBERS = ("cleo", "ben", "ada", "olga", "dan")


@pytest.fixture
def described(client: Client, db: None) -> dict[str, Any]:
    told: dict[str, Any] = client.get("/api/openapi.json").json()
    return told


def calls(described: dict[str, Any]) -> dict[str, Any]:
    """Of each call what the description says, by its method and its address."""
    return {
        f"{method.upper()} {path.removeprefix('/api/v1')}": told
        for path, methods in described["paths"].items()
        for method, told in methods.items()
    }


def test_every_call_is_in_the_matrix_and_nothing_else(described: dict[str, Any]) -> None:
    assert calls(described).keys() == CALLS.keys(), "add the new call to tests/matrix_programs.py"


def test_everybodys_program_gets_what_the_matrix_says(
    world: World, described: dict[str, Any], ada: Any, ben: Any, cleo: Any, dan: Any, owner: Any
) -> None:
    people = {"cleo": cleo, "ben": ben, "ada": ada, "olga": owner, "dan": dan}
    for name, member in people.items():
        Token.objects.create(
            member=member,
            name=name,
            scopes=list(Token.Scope.values),
            start=START,
            digest=digest_of(words_of(name)),
            made_at=clock.now(),
        )
    wrong = []
    for call, told in calls(described).items():
        got = "".join(answer(call, least_of(told, described), name, world) for name in MEMBERS)
        if got != CALLS.get(call):
            wrong.append(f'    "{call}": "{got}",')
    assert not wrong, "\n" + "\n".join(wrong)


def words_of(name: str) -> str:
    return f"{START}{name * 10}"


def answer(call: str, body: Any, name: str, world: World) -> str:
    method, path = call.split(" ")
    thing = next((thing for part, thing in THINGS.items() if path.startswith(part)), "")
    if "{" in path:
        before, _, rest = path.partition("{")
        path = f"{before}{world[thing].pk if thing in world else 1}{rest.partition('}')[2]}"
    path += "?q=ferry" if path == "/search/" else ""
    how: dict[str, Any] = {"headers": {"authorization": f"Bearer {words_of(name)}"}}
    if method != "GET":
        how |= {"data": json.dumps(body), "content_type": "application/json"}
    response = asked(Client(), method, f"/api/v1{path}", **how)
    return "u" if response.status_code == 422 else letter(response)


def least_of(told: dict[str, Any], described: dict[str, Any]) -> Any:
    content = told.get("requestBody", {}).get("content", {})
    return least(content["application/json"]["schema"], described) if "application/json" in content else {}


def least(schema: dict[str, Any], described: dict[str, Any]) -> Any:
    """The smallest thing that is of this shape."""
    if "$ref" in schema:
        return least(described["components"]["schemas"][schema["$ref"].rpartition("/")[2]], described)
    if "anyOf" in schema:
        return least(schema["anyOf"][0], described)
    if "enum" in schema:
        return schema["enum"][0]
    if schema.get("type") == "object":
        fields = schema.get("properties", {})
        return {
            name: NAMED.get(name) or least(fields[name], described) for name in schema.get("required", [])
        }
    return {"integer": 1, "boolean": True, "array": []}.get(schema.get("type", ""), "x")
