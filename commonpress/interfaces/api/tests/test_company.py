"""Names by consent, secret links and texts that wait for the desk: with the guards of the forms."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from commonpress.domain.members.ban import ban
from commonpress.domain.members.models import Decision, Member
from commonpress.domain.stories.models import BylineOffer, Correction, PreviewLink, Proposal, Story
from commonpress.engines.lib import clock
from commonpress.interfaces.api.tests.conftest import Program

Make = Callable[..., Story]
Programs = Callable[..., Program]
AMENDED = {
    "headline": "The ferry is back at one",
    "body": "<p>At one. <script>alert(1)</script></p>",
    "note": "It was one, not noon.",
}


@pytest.fixture
def draft(make_story: Make) -> Story:
    return make_story(published=False)


def handles(people: Any) -> list[str]:
    return [one["handle"] for one in people["authors"]]


def test_cleo_is_asked_reads_it_and_signs(ben: Member, cleo: Member, draft: Story, program: Programs) -> None:
    bens, cleos = program(ben), program(cleo)
    asked = bens.post(f"/me/stories/{draft.pk}/people/", {"handle": "@Cleo"}).json()
    assert handles(asked) == ["ben"], "nobody’s name stands there before they agree"
    assert [one["who"]["handle"] for one in asked["asked"]] == ["cleo"]
    assert cleos("GET", f"/me/stories/{draft.pk}/").status_code == 404
    offer = cleos.get("/me/offers/")[0]
    assert (offer["headline"], offer["by"]["handle"]) == (draft.headline, "ben")
    signed = cleos.post(f"/me/offers/{offer['id']}/accept/")
    assert [one["handle"] for one in signed.json()["authors"]] == ["ben", "cleo"]
    assert handles(bens.get(f"/me/stories/{draft.pk}/people/")) == ["ben", "cleo"]
    left = cleos.post(f"/me/stories/{draft.pk}/leave/")
    assert (left.status_code, left.content) == (204, b"")
    assert cleos("GET", f"/me/stories/{draft.pk}/").status_code == 404
    assert bens.post(f"/me/stories/{draft.pk}/leave/").status_code == 409, "the last name stays"


def test_an_offer_is_refused_by_whom_it_asks_or_taken_back_by_who_asked(
    ben: Member, cleo: Member, dan: Member, draft: Story, program: Programs
) -> None:
    bens, cleos, dans = program(ben), program(cleo), program(dan)
    for refuses in (cleos, bens):
        bens.post(f"/me/stories/{draft.pk}/people/", {"handle": "cleo"})
        offer = BylineOffer.objects.get()
        assert dans.post(f"/me/offers/{offer.pk}/accept/").status_code == 404
        assert dans.post(f"/me/offers/{offer.pk}/refuse/").status_code == 404
        assert bens.post(f"/me/offers/{offer.pk}/accept/").status_code == 404
        assert refuses.post(f"/me/offers/{offer.pk}/refuse/").status_code == 204
        assert refuses.post(f"/me/offers/{offer.pk}/refuse/").status_code == 404
    assert not BylineOffer.objects.exists()


def test_what_is_wrong_with_asking_is_said_at_the_field(
    ben: Member, cleo: Member, ada: Member, draft: Story, program: Programs
) -> None:
    bens, address = program(ben), f"/me/stories/{draft.pk}/people/"
    nobody = bens.post(address, {"handle": "nobody"})
    assert (nobody.status_code, nobody.json()["errors"][0]["field"]) == (422, "body.handle")
    assert bens.post(address, {"handle": ""}).status_code == 422
    assert bens.post(address, {"handle": "cleo", "role": "editor"}).status_code == 422
    assert program(cleo).post(address, {"handle": "cleo"}).status_code == 404
    assert program(ben, "read").post(address, {"handle": "cleo"}).status_code == 403
    ban(ben, reason="Flooding", until=clock.now() + timedelta(days=1), by=ada)
    assert bens.post(address, {"handle": "cleo"}).status_code == 403
    assert not BylineOffer.objects.exists()


def test_a_secret_link_is_made_and_revoked(
    ben: Member, cleo: Member, draft: Story, program: Programs
) -> None:
    bens, cleos = program(ben), program(cleo)
    made = bens.post(f"/me/stories/{draft.pk}/previews/")
    assert made.status_code == 201
    path = urlsplit(made.json()["address"]).path
    assert draft.headline in Client().get(path).content.decode()
    assert bens.get(f"/me/stories/{draft.pk}/people/")["previews"] == [made.json()]
    assert cleos.post(f"/me/stories/{draft.pk}/previews/").status_code == 404
    number = made.json()["id"]
    assert cleos.post(f"/me/previews/{number}/revoke/").status_code == 404
    assert Client().get(path).status_code == 200
    assert bens.post(f"/me/previews/{number}/revoke/").status_code == 204
    assert Client().get(path).status_code == 404
    assert PreviewLink.objects.get().revoked_at


def amend(bens: Program, story: Story) -> Any:
    version = bens.get(f"/me/stories/{story.pk}/")["version"]
    return bens.post(f"/me/stories/{story.pk}/amend/", {"version": version, **AMENDED})


def test_a_newcomers_new_text_waits_and_an_editor_lets_it_out(
    ben: Member, ada: Member, cleo: Member, story: Story, program: Programs
) -> None:
    bens, desk = program(ben), program(ada)
    assert bens("GET", f"/me/stories/{story.pk}/proposal/").status_code == 404
    assert amend(bens, story).json()["headline"] == story.headline, "readers see the old text"
    waiting = bens.get(f"/me/stories/{story.pk}/proposal/")
    assert (waiting["headline"], waiting["body"]) == (AMENDED["headline"], "<p>At one. </p>")
    assert desk.get("/desk/proposals/") == [waiting]
    for nobody in (bens, program(cleo)):
        assert nobody.post(f"/desk/proposals/{waiting['id']}/accept/").status_code == 403
    accepted = desk.post(f"/desk/proposals/{waiting['id']}/accept/")
    assert accepted.json()["headline"] == AMENDED["headline"]
    assert Correction.objects.get().note == AMENDED["note"]
    assert desk.post(f"/desk/proposals/{waiting['id']}/accept/").status_code == 409
    assert desk.get("/desk/proposals/") == []


def test_a_new_text_is_refused_with_words(ben: Member, ada: Member, story: Story, program: Programs) -> None:
    bens, desk = program(ben), program(ada)
    amend(bens, story)
    number = Proposal.objects.get().pk
    refused = desk.post(f"/desk/proposals/{number}/refuse/", {"rule": "false", "words": "It was noon."})
    assert refused.json()["headline"] == story.headline
    decided = Decision.objects.get(action=Decision.Action.REVISION_REFUSED)
    assert (decided.member, decided.by, decided.words) == (ben, ada, "It was noon.")
    assert desk.post("/desk/proposals/999999/refuse/", {"rule": "false"}).status_code == 404
