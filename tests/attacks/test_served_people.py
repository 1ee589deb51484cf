"""Lines of the list about people, on the running server: who may what, whoever asks however."""

import re
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest

from tests.attacks.fill import PASSWORD
from tests.attacks.line import Target, through_the_proxy
from tests.attacks.served import FORM, called, given, opens, sent, signed_in
from tests.attacks.test_led_away import BEFORE, leads_away
from tests.matrix import NOT_COOKIES, PRIVATE

SIGN_IN = "/account/sign-in/"


@pytest.fixture(scope="module")
def olga(target: Target) -> str:
    """The cookies of the owner, who may most."""
    done, cookies = signed_in(target, "olga")
    assert done.status == 302
    assert opens(target, "/admin/health/", cookies).status == 200
    return cookies


def test_line_11_no_form_is_taken_from_another_site(target: Target, olga: str) -> None:
    token = re.search(r"__Host-csrf=([^;]+)", olga)
    assert token
    asked = 0
    for key, expected in PRIVATE.items():
        if key in NOT_COOKIES or key.startswith(("api/", "^api/")) or "^" in key or expected[-2] == "m":
            continue
        path = "/" + re.sub(r"<[^>]+>", "1", key)
        here = {"cookie": olga, "content_type": FORM}
        assert through_the_proxy(target.server, path, "POST", b"a=b", **here).status == 403, path
        evil = {"origin": "https://evil.example", "x_csrftoken": token[1]}
        assert through_the_proxy(target.server, path, "POST", b"a=b", **here, **evil).status == 403, path
        asked += 1
    assert asked > 50


def test_line_12_nobody_is_signed_out_by_an_address(target: Target, olga: str) -> None:
    assert opens(target, "/account/sign-out/", olga).status == 405
    assert opens(target, "/account/", olga).status == 200


def test_line_13_what_is_bens_is_missing_for_cleo(target: Target) -> None:
    draft, cookies = target.places["draft"], signed_in(target, "cleo")[1]
    for path in ("/me/stories/{}/", "/me/stories/{}/findings/", "/me/stories/{}/decisions/"):
        there, nowhere = (called(target, "cleo", "GET", path.format(number)) for number in (draft, 999999))
        assert (there.status, there.body) == (nowhere.status, nowhere.body), path
        assert there.status == 404, path
        assert given(target, "ben", "GET", path.format(draft)) is not None
    for path in ("/studio/{}/", "/studio/{}/write/", "/studio/{}/preview/", "/studio/{}/history/"):
        assert [opens(target, path.format(number), cookies).status for number in (draft, 999999)] == [
            404,
            404,
        ], path
    for who in ("cleo", "ben"):
        assert called(target, who, "GET", "/desk/stories/").status == 403
    assert opens(target, "/desk/", cookies).status == 403
    assert opens(target, "/sponsors/", cookies).status == 403


def test_line_20_no_spelling_leads_away_whoever_is_signed_in(target: Target, olga: str) -> None:
    for before in BEFORE:
        for path in (
            f"{SIGN_IN}?next={quote(before + 'evil.example/')}",
            quote(f"{before}evil.example/account"),
        ):
            path = path if path.startswith("/") else f"/{path}"
            answer = opens(target, path, olga)
            assert answer.status < 500, path
            assert not leads_away(answer["location"]), (path, answer["location"])


def test_line_21_no_answer_tells_who_has_an_account(target: Target) -> None:
    own = re.compile(
        rb'name="(?:csrfmiddlewaretoken|challenge)" value="[^"]*"|data-challenge="[^"]*"|\w+@example\.org'
    )
    for number, (path, field) in enumerate(
        ((SIGN_IN, "login"), ("/account/password/forgotten/", "email"), ("/account/code/", "email"))
    ):
        told = []
        for who in ("ben", "nobody"):
            words = {field: f"{who}@example.org", "password": "wrong"}
            answer, _ = sent(target, path, words, reader=f"203.0.113.{number}")
            told.append((answer.status, answer["location"], own.sub(b"", answer.body)))
        assert told[0] == told[1], path


def test_line_22_guessing_ends_wherever_it_comes_from_and_shuts_nobody_out(target: Target) -> None:
    """Twelve wrong guesses at Dan's password from twelve homes: the thirteenth, which is right, is not let in either."""
    _, cookies = signed_in(target, "dan", reader="192.0.2.200")
    for number in range(12):
        guessed, _ = signed_in(target, "dan", "wrong", f"192.0.2.{number}")
        assert guessed.status in {200, 429}
    assert signed_in(target, "dan", PASSWORD, "192.0.2.100")[0].status != 302
    assert opens(target, "/account/", cookies).status == 200


SLIPPED = {
    "is_staff": True, "author": 1, "authors": [1], "state": "published", "id": 1, "slug": "admin", "score": 1, "views": 9,
    "published_at": "2026-01-01T00:00:00Z", "sponsor_id": 1, "ground": "editor",
}  # fmt: skip


def test_line_23_no_field_is_slipped_in(target: Target) -> None:
    before = given(target, "cleo", "GET", "/me/stories/")
    for name, value in SLIPPED.items():
        body = {"section": "harbour", "headline": "x", name: value}
        assert called(target, "cleo", "POST", "/me/stories/", body).status == 422, name
    assert given(target, "cleo", "GET", "/me/stories/") == before
    words = {"name": "Cleo", "handle": "cleo", "words": "", "links": "", "language": ""}
    more = {"role": "owner", "is_staff": "on", "is_superuser": "on", "trust": "9"}
    _, cookies = signed_in(target, "cleo")
    done, cookies = sent(target, "/account/profile/", {**words, **more}, cookies)
    assert done.status == 302
    assert opens(target, "/desk/", cookies).status == 403
    assert opens(target, "/admin/health/", cookies)["location"].startswith("/admin/login/")


def test_line_24_nobody_passes_the_desk(target: Target) -> None:
    for number in (target.places["draft"], target.places["waits"]):
        for verb, body in (("publish", {}), ("schedule", {"at": "2030-01-01T00:00:00Z"})):
            answer = called(target, "ben", "POST", f"/desk/stories/{number}/{verb}/", body)
            assert answer.status == 403, (number, verb)
    waits = f"/me/stories/{target.places['waits']}/"
    version = given(target, "ben", "GET", waits)["version"]
    assert called(target, "ben", "PATCH", waits, {"version": version, "headline": "Other"}).status == 409
    assert given(target, "ben", "GET", waits)["state"] == "submitted"


def test_line_25_a_prepared_session_is_nobodys_and_one_that_ended_opens_nothing(target: Target) -> None:
    prepared = "__Host-session=" + "p" * 32
    words = {"login": "cleo@example.org", "password": PASSWORD}
    done, cookies = sent(target, SIGN_IN, words, prepared)
    assert done.status == 302
    assert "p" * 32 not in cookies
    assert opens(target, "/account/", prepared)["location"].startswith(SIGN_IN)
    token = re.search(r"__Host-csrf=([^;]+)", cookies)
    assert token
    here = {
        "cookie": cookies,
        "content_type": FORM,
        "x_csrftoken": token[1],
        "origin": "https://paper.example",
    }
    assert through_the_proxy(target.server, "/account/sign-out/", "POST", b"a=b", **here).status == 302
    assert opens(target, "/account/", cookies)["location"].startswith(SIGN_IN)


def test_line_38_one_of_eight_publishes(target: Target) -> None:
    """What is published then has no canary in it: it is given other words first."""
    path = f"/desk/stories/{begun(target, 'Eight at once')}/publish/"
    with ThreadPoolExecutor(8) as pool:
        codes = sorted(pool.map(lambda _: called(target, "ada", "POST", path, {}).status, range(8)))
    assert codes == [200, *[409] * 7]


def begun(target: Target, headline: str) -> int:
    draft = given(
        target,
        "ben",
        "POST",
        "/me/stories/",
        {"section": "harbour", "headline": headline, "body": "<p>x</p>"},
    )
    given(target, "ben", "POST", f"/me/stories/{draft['id']}/submit/", {"version": draft["version"]})
    return int(draft["id"])


def test_line_48_the_password_alone_opens_nothing_of_whom_has_a_second_step(target: Target) -> None:
    done, cookies = signed_in(target, "dora")
    assert done["location"].startswith("/account/second-step/authenticate/")
    for path in ("/account/", "/studio/", "/account/tokens/", "/account/sessions/"):
        assert opens(target, path, cookies)["location"].startswith(SIGN_IN), path
    assert opens(target, "/me/", cookies).status == 204
