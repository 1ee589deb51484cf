"""What a member sends again and again is held back: each address that takes something has its limit, and spends it."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from commonpress.domain.members import may
from commonpress.domain.members.models import Member
from commonpress.domain.stories.cobyline import offer_byline
from commonpress.domain.stories.correct import Wording
from commonpress.domain.stories.draft import begin
from commonpress.engines.media.store import store
from commonpress.engines.media.tests.make import jpeg
from commonpress.engines.site import limits, options
from commonpress.interfaces.studio.propose import digest
from tests.matrix import HELD, PRIVATE
from tests.test_matrix import World, address, world

__all__ = ["world"]
EDITORS_ALONE = ("sponsors/", "desk/")
Send = dict[str, Any]


def takes(answers: str) -> bool:
    """Whether a member who is neither editor nor owner may send there."""
    return not set(answers.split()[1][1:3]) <= {"m", "f"}


def test_every_address_that_takes_something_of_a_member_has_its_limit() -> None:
    found = {
        key
        for key, answers in PRIVATE.items()
        if takes(answers) and not key.startswith((*EDITORS_ALONE, "api/")) and not key.endswith("hide/")
    }
    missing = found - HELD.keys()
    assert not missing, f"say in tests/matrix.py what holds a member back there: {sorted(missing)}"
    assert not HELD.keys() - PRIVATE.keys()
    named = {limit for limit in HELD.values() if " " not in limit}
    assert named - {"account.archive"} <= may.LIMITS.keys()


def test_each_limit_grows_with_trust() -> None:
    for newcomer, known, trusted in may.LIMITS.values():
        assert newcomer.per == known.per == trusted.per
        assert newcomer.most <= known.most <= trusted.most


def sends(world: World) -> dict[str, Send]:
    """Something right to send to each address whose limit has a name. Ben sends it."""
    draft, published = world["draft"], world["published"]
    text = {"headline": "Draft", "body": "<p>Words.</p>", "language": "en", "section": draft.section.pk}
    looked = digest(Wording(text["headline"], "", text["body"]))
    return {
        "account/profile/": {"name": "Ben Writes", "handle": "ben", "language": "en"},
        "account/invitations/": {},
        "account/data/archive/": {},
        "studio/new/": {"section": draft.section.slug, "language": "en"},
        "studio/pictures/": {"file": SimpleUploadedFile("a.jpg", jpeg())},
        "studio/pictures/<int:pk>/": {"alt": "A boat"},
        "studio/offers/<int:pk>/": {"do": "accept"},
        "studio/<int:pk>/write/": {**text, "seen": draft.seen, "do": "save"},
        "studio/<int:pk>/people/": {"do": "ask", "which": "cleo"},
        "studio/<int:pk>/history/": {"version": "1", "seen": draft.seen},
        "studio/<int:pk>/correct/": {
            **text,
            "seen": published.seen,
            "note": "It was not.",
            "looked": looked,
            "do": "send",
            "weight": "substance",
        },
        "studio/<int:pk>/take-back/": {},
        "studio/<int:pk>/appeal/<int:decision>/": {"words": "It is not."},
        "talk/muted/<slug:handle>/": {"do": "mute"},
        "talk/comment/<int:pk>/edit/": {"text": "I saw it as well."},
        "talk/comment/<int:pk>/react/": {"kind": "agree"},
        "talk/<int:story>/": {"text": "I saw it too."},
        "account/tokens/": {"name": "x", "scopes": ["read"]},
        "notices/read/": {"up_to": "1"},
        "notices/settings/": {"rhythm": "24"},
        "decision/<int:pk>/": {"do": "appeal", "words": "It is not."},
        "flag/": {"subject": published.subject, "reason": "false", "words": "No."},
    }


def elsewhere(world: World, ben: Member, cleo: Member) -> dict[str, str]:
    """Where what the matrix asks for is not Ben's to send to."""
    picture = store(jpeg(), owner=ben.subject, is_guarded=True)
    mine = begin(cleo, world["draft"].section, "en")
    offer = offer_byline(mine, "ben", by=cleo)
    return {
        "studio/pictures/<int:pk>/": f"/studio/pictures/{picture.pk}/",
        "studio/offers/<int:pk>/": f"/studio/offers/{offer.pk}/",
        "studio/<int:pk>/appeal/<int:decision>/": (
            f"/studio/{world['decision'].subject[6:]}/appeal/{world['decision'].pk}/"
        ),
        "talk/muted/<slug:handle>/": "/talk/muted/cleo/",
        "talk/comment/<int:pk>/react/": f"/talk/comment/{world['said'].pk}/react/",
    }


def test_each_of_them_spends_its_limit_and_says_so_when_it_is_spent(
    world: World, ben: Member, cleo: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere_of = elsewhere(world, ben, cleo)
    options.change({"invitations_of_newcomers": 5})
    client, password = Client(), "harbour-light-1862"
    client.post("/account/sign-in/", {"login": ben.email, "password": password})
    client.post("/account/again/", {"password": password})
    spent: list[str] = []

    def allow(action: str, who: str, **_limit: Any) -> bool:
        spent.append(action)
        return False

    monkeypatch.setattr(may, "allow", allow)
    monkeypatch.setattr(limits, "allow", allow)
    wrong = []
    for key, sent in sends(world).items():
        spent.clear()
        with transaction.atomic():
            answer = client.post(elsewhere_of.get(key) or address(key, world), sent)
            transaction.set_rollback(True)
        if spent[-1:] != [HELD[key]] or answer.status_code >= 500:
            wrong.append((key, list(spent), answer.status_code))
    assert not wrong
    assert {key for key, limit in HELD.items() if " " not in limit} == sends(world).keys()
