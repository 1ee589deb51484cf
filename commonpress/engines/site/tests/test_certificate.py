import os
import ssl
from typing import Any

import pytest

from commonpress.engines.events import readers, signs
from commonpress.engines.lib import http
from commonpress.engines.lib.tests.servers import CERTIFICATE, says, serving
from commonpress.engines.site import certificate


def anywhere(_address: str, _port: int) -> None:
    return None


def test_the_end_of_a_good_certificate_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    trusting = ssl.create_default_context(cafile=os.fspath(CERTIFICATE))
    monkeypatch.setattr(http, "trust", lambda: trusting)
    with serving(says("X: y"), tls=True) as server:
        facts = certificate.seen(f"https://localhost:{server.port}", anywhere)
    assert list(facts) == ["until"]
    assert certificate.days_left(facts["until"]) > 30


def test_what_a_browser_would_refuse_is_said() -> None:
    with serving(says("X: y"), tls=True) as server:
        facts = certificate.seen(f"https://localhost:{server.port}", anywhere)
    assert list(facts) == ["wrong"]
    assert "self-signed" in facts["wrong"].replace(" ", "-")


def test_of_an_address_that_leads_nowhere_nothing_is_known() -> None:
    assert list(certificate.seen("https://127.0.0.1:9")) == ["unknown"]
    assert list(certificate.seen("https://localhost", lambda *_: "not for us")) == ["unknown"]


def test_the_worker_looks_every_six_hours_where_there_is_tls(
    db: None, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def seen(address: str) -> dict[str, str]:
        asked.append(address)
        return {"until": "2099-01-01T00:00:00+00:00"}

    monkeypatch.setattr(certificate, "seen", seen)
    tick = readers.paced(certificate.tick, certificate.EVERY_SECONDS)
    settings.BEHIND_TLS, settings.BASE_URL = False, "https://paper.example"
    assert tick() is False
    assert asked == []
    settings.BEHIND_TLS = True
    tick = readers.paced(certificate.tick, certificate.EVERY_SECONDS)
    tick()
    tick()
    assert asked == ["https://paper.example"]
    sign = signs.last(certificate.SIGN)
    assert sign
    assert sign.facts == {"until": "2099-01-01T00:00:00+00:00"}
