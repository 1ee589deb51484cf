"""``provider``: a real OpenID Connect provider on this machine, for the tests of signing in with an account elsewhere.

OpenID Connect Core 1.0, the code flow with PKCE (RFC 7636): discovery, keys, token, userinfo. Its people are what a test
says they are; the browser's part, agreeing at the provider, is ``agree``.
"""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings as django_settings

from commonpress.config.accounts import elsewhere

CLIENT, SECRET = "the-paper", "kept by both"
Person = dict[str, Any]


class Provider:
    """Who agreed gets a code; a code is good once, for the client, address and verifier it was asked with."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.codes: dict[str, tuple[dict[str, str], Person]] = {}
        self.people: dict[str, Person] = {}
        self.refused: list[str] = []

    def agree(self, target: str, person: Person) -> str:
        """What the browser is sent back to when ``person`` agrees at the address ``target``."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(target).query).items()}
        assert (asked["client_id"], asked["response_type"]) == (CLIENT, "code")
        assert asked["code_challenge_method"] == "S256"
        code = f"code-{len(self.codes)}"
        self.codes[code] = (asked, person)
        back = urlsplit(asked["redirect_uri"])
        return f"{back.path}?code={code}&state={asked['state']}"

    def discovery(self) -> dict[str, Any]:
        ends = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
        return {name: f"{self.address}/{name}" for name in ends} | {
            "issuer": self.address,
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def keys(self) -> dict[str, Any]:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [public | {"kid": "one", "alg": "RS256", "use": "sig"}]}

    def token(self, form: dict[str, str]) -> dict[str, Any] | None:
        asked, person = self.codes.pop(form.get("code", ""), ({}, {}))
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        proof = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        fits = (
            asked
            and (form.get("client_id"), form.get("client_secret")) == (CLIENT, SECRET)
            and form.get("redirect_uri") == asked["redirect_uri"]
            and proof == asked["code_challenge"]
        )
        if not fits:
            self.refused.append(form.get("code", ""))
            return None
        access = f"access-{form['code']}"
        self.people[access] = person
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 300, **person}
        words = jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "one"})
        return {"access_token": access, "token_type": "Bearer", "expires_in": 300, "id_token": words}


def handler_of(house: dict[str, Provider]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            provider = house["provider"]
            if self.path == "/.well-known/openid-configuration":
                self.say(provider.discovery())
            elif self.path == "/jwks_uri":
                self.say(provider.keys())
            else:
                bearer = self.headers.get("Authorization", "").removeprefix("Bearer ")
                self.say(provider.people.get(bearer))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.say(house["provider"].token({name: each[0] for name, each in parse_qs(body).items()}))

        def say(self, words: dict[str, Any] | None) -> None:
            body = json.dumps(words or {"error": "invalid_grant"}).encode()
            self.send_response(200 if words else 400)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Silence: what went wrong is in ``refused``."""

    return Handler


@pytest.fixture
def provider(settings: Any, monkeypatch: pytest.MonkeyPatch, db: None) -> Iterator[Provider]:
    """A provider that the paper knows as "city"."""
    house: dict[str, Provider] = {}
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(house))
    house["provider"] = Provider(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    for name, value in {
        "": "city",
        "_CITY_NAME": "The city",
        "_CITY_ID": CLIENT,
        "_CITY_SECRET": SECRET,
        "_CITY_URL": house["provider"].address,
    }.items():  # as an operator names it in paper.env
        monkeypatch.setenv(f"COMMONPRESS_OIDC{name}", value)
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {**django_settings.SOCIALACCOUNT_PROVIDERS["openid_connect"], "APPS": elsewhere()}
    }
    yield house["provider"]
    server.shutdown()
    server.server_close()
