"""People before the running server: signed in by form, or with their token."""

import json
import re
from typing import Any
from urllib.parse import urlencode

from tests.attacks.fill import PASSWORD
from tests.attacks.line import Target, Told, ask, through_the_proxy

ORIGIN = {"origin": "https://paper.example", "referer": "https://paper.example/"}
FORM = "application/x-www-form-urlencoded"


def called(target: Target, who: str, method: str, path: str, body: Any = None) -> Told:
    """An answer of the API to somebody's program."""
    sent = b"" if body is None else json.dumps(body).encode()
    token = f"Bearer {target.places[who]}"
    return ask(
        target.server,
        f"/api/v1{path}",
        method,
        sent,
        host="paper.example",
        content_type="application/json",
        authorization=token,
    )


def given(target: Target, who: str, method: str, path: str, body: Any = None) -> Any:
    answer = called(target, who, method, path, body)
    assert 200 <= answer.status < 300, (answer.status, answer.body[:500])
    return json.loads(answer.body)


def cookies_of(answer: Told, before: str = "") -> str:
    kept = dict(part.split("=", 1) for part in before.split("; ") if part)
    for line in answer.headers.get("set-cookie", []):
        name, _, value = line.partition(";")[0].partition("=")
        kept[name] = value
    return "; ".join(f"{name}={value}" for name, value in kept.items())


def sent(
    target: Target, path: str, words: dict[str, str], cookies: str = "", reader: str = "198.51.100.7"
) -> tuple[Told, str]:
    """A form filled in by a browser behind the proxy, with its token; and the cookies the browser has then."""
    here = {"x_forwarded_for": reader} | ({"cookie": cookies} if cookies else {})
    form = through_the_proxy(target.server, path, **here)
    cookies = cookies_of(form, cookies)
    token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', form.body)
    assert token, (path, form.status)
    body = urlencode({**words, "csrfmiddlewaretoken": token[1].decode()}).encode()
    here = {"x_forwarded_for": reader, "cookie": cookies, "content_type": FORM, **ORIGIN}
    answer = through_the_proxy(target.server, path, "POST", body, **here)
    return answer, cookies_of(answer, cookies)


def signed_in(
    target: Target, who: str, password: str = PASSWORD, reader: str = "198.51.100.7"
) -> tuple[Told, str]:
    return sent(
        target, "/account/sign-in/", {"login": f"{who}@example.org", "password": password}, "", reader
    )


def opens(target: Target, path: str, cookies: str) -> Told:
    return through_the_proxy(target.server, path, cookie=cookies)
