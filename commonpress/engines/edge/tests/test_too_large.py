"""What is larger than any view takes, told to Django in a way no reader can imitate."""

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from commonpress.engines.edge import bridge, too_large
from commonpress.engines.edge.tests.people import Headers, Protocol, Scope, run


def environ(body: bytes, headers: dict[str, str]) -> dict[str, Any]:
    scope = Scope("POST", "/studio/", headers=Headers(headers))
    return run(lambda: too_large.environ_of(scope, Protocol(body), ()))


def test_a_request_is_marked_without_its_body(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bridge, "LARGEST_BODY", 3)
    found = environ(b"words", {})
    assert found[too_large.MARK] is True
    assert found["wsgi.input"].read() == b""
    small = environ(
        b"abc", {"content-length": "3", "commonpress.too_large": "1", "commonpress-too-large": "1"}
    )
    assert too_large.MARK not in small
    assert small["wsgi.input"].read() == b"abc"


def test_the_marked_one_never_reaches_its_view(db: None) -> None:
    def view(_request: HttpRequest) -> HttpResponse:
        return HttpResponse("taken")

    guarded = too_large.refuse_the_too_large(view)
    assert guarded(RequestFactory().post("/studio/")).content == b"taken"
    refused = guarded(RequestFactory().post("/studio/", **{too_large.MARK: True}))  # type: ignore[arg-type]
    assert (refused.status_code, b"taken" in refused.content) == (413, False)
