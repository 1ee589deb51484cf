from typing import Any

import pytest
from django.http import HttpResponse
from django.test import override_settings

from commonpress.engines.edge import render
from commonpress.engines.edge.public import IN_FRONT, finished, tag

pytestmark = pytest.mark.usefixtures("one_connection")

WORDS = "<p>The ferry came back at noon.</p>" * 30


class Django:
    """Answers every question with one response of a public view."""

    def __init__(self, response: HttpResponse) -> None:
        self.response = response
        self.asked: dict[str, Any] = {}

    def __call__(self, environ: dict[str, Any], start: Any) -> HttpResponse:
        from django.core.handlers.wsgi import WSGIRequest

        self.asked = environ
        done = finished(WSGIRequest(environ), self.response)
        start(
            f"{done.status_code} X",
            [*done.items(), *(("Set-Cookie", c.OutputString()) for c in done.cookies.values())],
        )
        return done


def public(**headers: str) -> HttpResponse:
    return tag(HttpResponse(WORDS, headers=headers), ["front", "story:1"])


@override_settings(BASE_URL="https://paper.example")
def test_django_is_asked_for_an_address_and_nothing_else() -> None:
    django = Django(public())
    assert render.make(django, "/search/?q=ferry").page
    asked = {
        name: value
        for name, value in django.asked.items()
        if name.startswith("HTTP_") or name == "QUERY_STRING"
    }
    assert asked == {"HTTP_HOST": "paper.example", "QUERY_STRING": "q=ferry"}
    assert django.asked["wsgi.url_scheme"] == "https"
    assert django.asked[IN_FRONT]


def test_a_page_carries_its_tags_and_one_vary() -> None:
    page = render.make(Django(public()), "/").page
    assert page
    assert set(page.tags) == {"front", "story:1"}
    head = dict(page.head)
    assert head["vary"] == "Accept-Encoding"
    assert head["cache-control"] == "public, max-age=0, s-maxage=29"
    assert "set-cookie" not in head


@override_settings(SURROGATE_KEYS=True)
def test_tags_are_repeated_for_those_who_call_them_surrogate_keys() -> None:
    page = render.make(Django(public()), "/").page
    assert page
    assert dict(page.head)["surrogate-key"] == "front story:1"


def cookie() -> HttpResponse:
    response = public()
    response.set_cookie("session", "secret")
    return response


@pytest.mark.parametrize(
    "response", [cookie(), public(Vary="Cookie"), public(Vary="Accept-Language, Cookie")]
)
def test_an_answer_for_one_person_is_never_kept(response: HttpResponse) -> None:
    made = render.make(Django(response), "/")
    assert made.page is None
    assert made.answer.status == 200


def test_a_page_lives_no_longer_than_its_view_says_and_is_kept_no_longer_in_front() -> None:
    page = render.make(Django(tag(HttpResponse(WORDS), ["front"], seconds=7.5)), "/").page
    assert page
    assert 7 < page.expires_at - page.filled_at <= 7.5
    assert dict(page.head)["cache-control"] == "public, max-age=0, s-maxage=7"


def test_what_is_no_page_is_passed_on_and_not_kept() -> None:
    for status in (404, 410, 500):
        made = render.make(Django(HttpResponse("words", status=status)), "/story/")
        assert made.page is None
        assert (made.answer.status, made.failed) == (status, status == 500)
