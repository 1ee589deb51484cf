from typing import Any

import pytest
from django.test import Client

from commonpress.engines.checks.desk_models import Domain, Phrase
from commonpress.engines.events.models import Event

pytestmark = pytest.mark.django_db

PHRASES, DOMAINS = "/admin/checks/phrase/add/", "/admin/checks/domain/add/"


def test_the_owner_adds_a_phrase_which_is_kept_folded(client: Client, owner: Any) -> None:
    client.force_login(owner)
    assert client.post(PHRASES, {"words": " Reducere  MARE* ", "strength": "clear"}).status_code == 302
    assert Phrase.objects.get().words == "reducere mare*"
    assert Event.objects.filter(kind="phrase.changed").count() == 1
    assert "reducere mare*" in client.get("/admin/checks/phrase/").content.decode()


def test_a_phrase_that_cannot_work_is_refused_with_the_remedy(client: Client, owner: Any) -> None:
    client.force_login(owner)
    assert (
        "at least three letters" in client.post(PHRASES, {"words": "a*", "strength": "mild"}).content.decode()
    )
    unknown = client.post(PHRASES, {"words": "ferry", "strength": "harmless"}).content.decode()
    assert "is not on it" in unknown
    Phrase.objects.create(words="no deposit", strength="harmless")
    again = client.post(PHRASES, {"words": "No deposit", "strength": "mild"}).content.decode()
    assert "on the list already" in again


def test_the_owner_adds_a_domain_from_a_pasted_address(client: Client, owner: Any) -> None:
    client.force_login(owner)
    sent = {"name": "https://www.Shop.example/offers?x=1", "rule": "blocked"}
    assert client.post(DOMAINS, sent).status_code == 302
    assert Domain.objects.get().name == "shop.example"
    for wrong in ("shop", "no domain.at all", "https://"):
        assert "That is no domain" in client.post(DOMAINS, {**sent, "name": wrong}).content.decode()
    assert "on the list already" in client.post(DOMAINS, {**sent, "name": "shop.example"}).content.decode()


def test_an_editor_cannot_change_the_lists(client: Client, ada: Any) -> None:
    client.force_login(ada)
    for address in (PHRASES, DOMAINS):
        assert client.get(address).status_code in {302, 403}
