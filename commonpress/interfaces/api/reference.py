"""The description of the API, laid out for a page."""

from dataclasses import dataclass, field
from typing import Any

METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True)
class Row:
    """A parameter, a field of a body, or an answer."""

    name: str
    kind: str
    about: str
    is_required: bool = False


@dataclass(frozen=True)
class Operation:
    anchor: str
    method: str
    path: str
    summary: str
    about: str
    needs_token: bool
    parameters: list[Row]
    fields: list[Row]
    answers: list[Row]


@dataclass
class Part:
    name: str
    operations: list[Operation] = field(default_factory=list)


def parts(schema: dict[str, Any]) -> list[Part]:
    """The operations under their headings, in the order they were written."""
    found: dict[str, Part] = {}
    for path, methods in schema["paths"].items():
        for method in METHODS:
            if method in methods:
                name = methods[method]["tags"][0]
                found.setdefault(name, Part(name)).operations.append(
                    operation(schema, path, method, methods[method])
                )
    return list(found.values())


def operation(schema: dict[str, Any], path: str, method: str, told: dict[str, Any]) -> Operation:
    return Operation(
        anchor=told["operationId"],
        method=method.upper(),
        path=path,
        summary=told["summary"],
        about=told.get("description", ""),
        needs_token="security" in told,
        parameters=[row(one["name"], one["schema"], one["required"]) for one in told["parameters"]],
        fields=fields(schema, told.get("requestBody")),
        answers=[
            Row(str(code), kind_of(content(one)), one.get("description", ""))
            for code, one in told["responses"].items()
        ],
    )


def fields(schema: dict[str, Any], body: dict[str, Any] | None) -> list[Row]:
    if not body:
        return []
    shape = resolved(schema, content(body))
    required = set(shape.get("required", []))
    return [row(name, one, name in required) for name, one in shape.get("properties", {}).items()]


def content(told: dict[str, Any]) -> dict[str, Any]:
    found: list[dict[str, Any]] = list(told.get("content", {}).values())
    return dict(found[0].get("schema", {})) if found else {}


def resolved(schema: dict[str, Any], shape: dict[str, Any]) -> dict[str, Any]:
    name = shape.get("$ref", "").rpartition("/")[2]
    return dict(schema["components"]["schemas"][name]) if name else shape


def row(name: str, shape: dict[str, Any], is_required: bool) -> Row:
    return Row(name, kind_of(shape), shape.get("description", ""), is_required)


def kind_of(shape: dict[str, Any]) -> str:
    """The type in a word or two: "string", "list of Card", "integer or null"."""
    if "anyOf" in shape:
        return " or ".join(kind_of(one) for one in shape["anyOf"])
    if "$ref" in shape:
        return str(shape["$ref"]).rpartition("/")[2]
    if shape.get("type") == "array":
        return f"list of {kind_of(shape.get('items', {}))}"
    if "enum" in shape:
        return " | ".join(map(str, shape["enum"]))
    return str(shape.get("format") or shape.get("type", ""))
