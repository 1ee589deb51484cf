"""Writing through the API: the verbs of the studio, with their guards and records."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from commonpress.domain.members.ban import ban
from commonpress.domain.members.models import Member
from commonpress.domain.stories.decline import decline
from commonpress.domain.stories.models import Section, Story
from commonpress.engines.events.models import Event
from commonpress.engines.lib import clock
from commonpress.engines.media.models import Picture
from commonpress.interfaces.api.tests.conftest import Program

Make = Callable[..., Story]
Programs = Callable[..., Program]

TEXT = {"headline": "The ferry is back", "body": "<p>At noon. <script>alert(1)</script></p>"}


@pytest.fixture
def mine(ben: Member, section: Section, program: Programs) -> Program:
    return program(ben)


def test_ben_begins_writes_on_and_sends_in(mine: Program) -> None:
    begun = mine.post("/me/stories/", {"section": "harbour", "topics": ["Ferry"], **TEXT})
    assert begun.status_code == 201
    draft = begun.json()
    assert (draft["state"], draft["body"], draft["topics"]) == ("draft", "<p>At noon. </p>", ["Ferry"])
    change = {"version": draft["version"], "standfirst": "Repaired at last."}
    changed = mine("PATCH", f"/me/stories/{draft['id']}/", change).json()
    assert (changed["headline"], changed["standfirst"]) == ("The ferry is back", "Repaired at last.")
    sent = mine.post(f"/me/stories/{draft['id']}/submit/", {"version": changed["version"]})
    assert sent.json()["state"] == "submitted"
    kinds = list(Event.objects.filter(subject=f"story:{draft['id']}").values_list("kind", flat=True))
    assert "story.begun" in kinds
    assert "story.submitted" in kinds
    assert mine.get("/me/stories/")["stories"][0]["id"] == draft["id"]
    back = mine.post(f"/me/stories/{draft['id']}/take-back/")
    assert back.json()["state"] == "draft"


def test_two_writers_get_both_texts(mine: Program) -> None:
    draft = mine.post("/me/stories/", {"section": "harbour", **TEXT}).json()
    address = f"/me/stories/{draft['id']}/"
    mine("PATCH", address, {"version": draft["version"], "headline": "Hers"})
    clash = mine("PATCH", address, {"version": draft["version"], "headline": "His"})
    assert clash.status_code == 409
    told = clash.json()
    assert (told["current"]["headline"], told["yours"]["headline"]) == ("Hers", "His")
    merged = mine("PATCH", address, {"version": told["current"]["version"], "headline": "Theirs"})
    assert merged.status_code == 200


SLIPPED: list[dict[str, Any]] = [
    *({"is_staff": True}, {"author": 1}, {"authors": [1]}, {"state": "published"}, {"id": 1}),
    *({"published_at": "2026-01-01T00:00:00Z"}, {"score": 1}, {"views": 9}, {"sponsor_id": 1}),
    *({"slug": "admin"}, {"path": "2026/11/x"}, {"ground": "editor"}),
]


@pytest.mark.parametrize("slipped", SLIPPED)
def test_nothing_is_slipped_in(slipped: dict[str, Any], mine: Program) -> None:
    draft = mine.post("/me/stories/", {"section": "harbour", **TEXT}).json()
    before = Story.objects.values().get()
    for response in (
        mine.post("/me/stories/", {"section": "harbour", **slipped}),
        mine("PATCH", f"/me/stories/{draft['id']}/", {"version": draft["version"], **slipped}),
        mine.post(f"/me/stories/{draft['id']}/submit/", slipped),
    ):
        assert response.status_code == 422
        assert next(iter(slipped)) in response.json()["errors"][0]["field"]
    assert Story.objects.values().get() == before


def test_ben_cannot_mark_his_story_as_sponsored_or_publish_it(mine: Program) -> None:
    draft = mine.post("/me/stories/", {"section": "harbour", **TEXT}).json()
    change = {"version": draft["version"], "kind": "sponsored"}
    assert mine("PATCH", f"/me/stories/{draft['id']}/", change).status_code == 403
    assert mine.post(f"/desk/stories/{draft['id']}/publish/").status_code == 403
    assert Story.objects.get().state == Story.State.DRAFT


def test_what_is_anothers_is_missing(
    mine: Program, cleo: Member, make_story: Make, program: Programs
) -> None:
    story = make_story("Secret", published=False)
    hers = program(cleo)
    address = f"/me/stories/{story.pk}/"
    answers = [
        hers("GET", address),
        hers("GET", f"{address}findings/"),
        hers("GET", f"{address}decisions/"),
        hers("PATCH", address, {"version": 0, "headline": "x"}),
        hers.post(f"{address}submit/"),
        hers.post(f"{address}take-back/"),
        hers.post(f"{address}withdraw/", {"words": "x"}),
        hers.post(f"{address}amend/", {"version": 0, "headline": "x", "body": "x", "note": "x"}),
    ]
    nothing = hers("GET", "/me/stories/999999/")
    assert {one.status_code for one in answers} == {404}
    assert {one.content for one in answers} == {nothing.content}
    assert hers.get("/me/stories/")["stories"] == []


def test_a_banned_member_reads_and_writes_nothing(
    mine: Program, dan: Member, ada: Member, program: Programs
) -> None:
    his = program(dan)
    draft = his.post("/me/stories/", {"section": "harbour", **TEXT}).json()
    ban(dan, reason="Flooding", until=clock.now() + timedelta(days=1), by=ada)
    assert his.get("/me/")["is_banned"]
    address = f"/me/stories/{draft['id']}/"
    for response in (
        his.post("/me/stories/", {"section": "harbour"}),
        his("PATCH", address, {"version": draft["version"], "headline": "x"}),
        his.post(f"{address}submit/"),
    ):
        assert response.status_code == 403
        assert "Flooding" in response.json()["detail"]
    assert his("GET", address).status_code == 200


def test_what_is_incomplete_names_its_field(mine: Program) -> None:
    draft = mine.post("/me/stories/", {"section": "harbour"}).json()
    refused = mine.post(f"/me/stories/{draft['id']}/submit/")
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "body.headline"
    unknown = mine.post("/me/stories/", {"section": "nowhere"})
    assert unknown.status_code == 422
    assert unknown.json()["errors"][0]["field"] == "body.section"


def test_ben_learns_why_and_appeals_once(mine: Program, make_story: Make, ada: Member) -> None:
    from commonpress.domain.stories.submit import submit

    story = make_story(published=False)
    submit(story, by=Member.objects.get(handle="ben"))
    decline(story, words="It is an advertisement.", rule="promotion", by=ada)
    told = mine.get(f"/me/stories/{story.pk}/decisions/")
    assert (told[0]["action"], told[0]["rule"], told[0]["words"]) == (
        "declined",
        "promotion",
        "It is an advertisement.",
    )
    assert told[0]["remedies"] == ["appeal"]
    address = f"/me/decisions/{told[0]['id']}/appeal/"
    assert mine.post(address, {"words": "It is not."}).json()["appealed_at"]
    assert mine.post(address, {"words": "Again."}).status_code == 403


def test_findings_say_what_can_be_mended(mine: Program) -> None:
    draft = mine.post(
        "/me/stories/", {"section": "harbour", "headline": "THE FERRY IS BACK AT LAST", "body": "<p>x</p>"}
    )
    told = mine.get(f"/me/stories/{draft.json()['id']}/findings/")
    assert told["verdict"] is None
    assert "headline" in {one["kind"] for one in told["findings"]}


def test_a_published_story_waits_with_its_new_text_or_is_corrected(mine: Program, story: Story) -> None:
    now = mine.get(f"/me/stories/{story.pk}/")
    words = {"version": now["version"], "headline": "The ferry was late", "body": "<p>At one.</p>"}
    assert mine.post(f"/me/stories/{story.pk}/amend/", words).status_code == 422, "substance needs a note"
    answered = mine.post(f"/me/stories/{story.pk}/amend/", {**words, "note": "It was one o'clock."})
    assert answered.status_code == 200
    story.refresh_from_db()
    assert story.headline == "The ferry is back", "a newcomer's new text waits"


def picture(name: str = "a.jpg") -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (40, 30), "navy").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


def test_a_picture_is_kept_and_used(mine: Program, cleo: Member, program: Programs) -> None:
    bearer = {"authorization": f"Bearer {mine.words}"}
    sent = mine.client.post("/api/v1/me/pictures/", {"file": picture(), "alt": "The quay"}, headers=bearer)
    assert sent.status_code == 201
    kept = sent.json()
    assert (kept["alt"], kept["width"]) == ("The quay", 40)
    draft = mine.post("/me/stories/", {"section": "harbour", "picture": kept["id"]}).json()
    assert draft["picture"]["alt"] == "The quay"
    address = f"/media/{Picture.objects.get(pk=kept['id']).name}"
    assert mine.client.get(address, headers=bearer)["Cache-Control"] == "private, no-store"
    others = {"authorization": f"Bearer {program(cleo).words}"}
    assert mine.client.get(address, headers=others).status_code == 404
    refused = program(cleo).post("/me/stories/", {"section": "harbour", "picture": kept["id"]})
    assert refused.status_code == 422, "a picture of another's is as unknown as none"


@pytest.mark.parametrize(
    "data", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"<html>", b"PK\x03\x04", b"GIF89a"]
)
def test_what_is_no_picture_is_refused_with_a_remedy(data: bytes, mine: Program) -> None:
    bearer = {"authorization": f"Bearer {mine.words}"}
    file = SimpleUploadedFile("a.png", data, content_type="image/png")
    sent = mine.client.post("/api/v1/me/pictures/", {"file": file}, headers=bearer)
    assert sent.status_code == 422
    assert sent.json()["remedy"]
    assert not Picture.objects.exists()


NO_JSON = {
    "{": 400,
    "[" * 100_000: 400,
    '"x"': 422,
    "[]": 422,
    "{}": 422,
    "\xff": 400,
    '{"section": "\\ud800"}': 422,
}


@pytest.mark.parametrize(("body", "status"), NO_JSON.items(), ids=range(len(NO_JSON)))
def test_what_is_no_json_is_told_so(body: str, status: int, mine: Program) -> None:
    response = mine.client.post(
        "/api/v1/me/stories/",
        body.encode("latin-1"),
        content_type="application/json",
        headers={"authorization": f"Bearer {mine.words}"},
    )
    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/problem+json"


def test_what_is_too_large_is_told_so(mine: Program, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    assert mine.post("/me/stories/", {"section": "harbour", "body": "x" * 2000}).status_code == 413


def test_who_asks_too_often_is_told_to_wait(mine: Program, settings: Any) -> None:
    settings.API_CALLS_A_MINUTE = 3
    answers = [mine("GET", "/me/") for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert answers[-1].headers["Retry-After"]


def test_the_limits_of_the_forms_hold_here_too(
    mine: Program, ben: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    from commonpress.domain.members import may

    monkeypatch.setitem(may.LIMITS, "begin", (may.Limit(2, may.DAY),) * 3)
    answers = [mine.post("/me/stories/", {"section": "harbour"}) for _ in range(3)]
    assert [one.status_code for one in answers] == [201, 201, 429]
    assert answers[-1].headers["Retry-After"]
    assert Story.objects.count() == 2
