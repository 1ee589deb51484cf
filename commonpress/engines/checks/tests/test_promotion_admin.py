from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from commonpress.engines.checks import archive
from commonpress.engines.checks.tests.test_spam import CASINO, FERRY
from commonpress.engines.events.models import Event
from commonpress.engines.site import options

pytestmark = pytest.mark.django_db

SCREEN = "/admin/checks/promotion/"


def test_the_owner_reads_what_verdicts_rest_on(client: Client, owner: Any) -> None:
    client.force_login(owner)
    page = client.get(SCREEN).content.decode()
    assert "Judged by rules and weights that came with the program. So far no decision" in page
    archive.learn(CASINO, "spam")
    archive.learn(replace(FERRY, subject="story:5"), "good")
    assert "So far 2 decisions of this desk are learned." in client.get(SCREEN).content.decode()


def test_the_owner_chooses_the_rules_alone_and_back(client: Client, owner: Any) -> None:
    client.force_login(owner)
    assert client.post(SCREEN, {"promotion_by_rules_alone": "on"}).status_code == 302
    assert options.load().promotion_by_rules_alone
    assert "Judged by rules alone" in client.get(SCREEN).content.decode()
    assert Event.objects.get(kind="site.changed").facts == {"options": ["promotion_by_rules_alone"]}
    assert client.post(SCREEN, {}).status_code == 302
    assert not options.load().promotion_by_rules_alone


def test_an_editor_does_not_choose_what_judges(client: Client, ada: Any) -> None:
    client.force_login(ada)
    assert client.post(SCREEN, {"promotion_by_rules_alone": "on"}).status_code in {302, 403}
    assert not options.load().promotion_by_rules_alone
