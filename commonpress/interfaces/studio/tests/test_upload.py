"""Pictures sent while writing: kept, refused with a word of what to do, weighed, limited, described."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from commonpress.domain.members import may, upload
from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Story
from commonpress.engines.media.models import Picture
from commonpress.engines.media.store import MAX_BYTES
from commonpress.engines.media.tests.make import jpeg, png_bomb

pytestmark = pytest.mark.django_db
Sent = Callable[..., dict[str, Any]]
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"


def file(data: bytes, name: str = "a.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "image/jpeg")


def test_a_picture_is_kept_for_its_sender_under_a_name_nobody_guesses(as_ben: Client, ben: Member) -> None:
    told = as_ben.post("/studio/pictures/", {"file": file(jpeg())}).json()
    picture = Picture.objects.get()
    assert (told["id"], told["width"], told["height"]) == (picture.pk, 64, 48)
    assert told["src"] == f"/media/{picture.name}"
    assert picture.owner == ben.subject
    assert len(picture.name) > 30
    assert "a.jpg" not in picture.name


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (SVG, "Save it as PNG"),
        (b"", "empty"),
        (b"no picture", "not a picture we can read"),
        (png_bomb(30_000, 30_000), "million pixels"),
        (b"\xff\xd8" + bytes(MAX_BYTES), "larger than 20 MB"),
    ],
)
def test_what_is_no_picture_is_refused_with_a_remedy(as_ben: Client, data: bytes, said: str) -> None:
    sent = file(data, "a.jpg") if data else SimpleUploadedFile("a.jpg", b"")
    answer = as_ben.post("/studio/pictures/", {"file": sent})
    assert answer.status_code == 422
    assert said in answer.json()["error"]
    assert not Picture.objects.exists()


def test_there_is_an_end_to_how_much_and_how_often(as_ben: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    as_ben.post("/studio/pictures/", {"file": file(jpeg())})
    monkeypatch.setattr(upload, "QUOTA", 0)
    assert "all the room" in as_ben.post("/studio/pictures/", {"file": file(jpeg((9, 9)))}).json()["error"]
    monkeypatch.undo()
    monkeypatch.setitem(may.LIMITS, "upload", (may.Limit(1, may.DAY),) * 3)
    for _try in range(2):
        answer = as_ben.post("/studio/pictures/", {"file": file(jpeg())})
    assert "as often as you may" in answer.json()["error"]
    assert Picture.objects.count() == 1


def test_only_who_sent_a_picture_describes_it(as_ben: Client, cleo: Member) -> None:
    told = as_ben.post("/studio/pictures/", {"file": file(jpeg())}).json()
    where = f"/studio/pictures/{told['id']}/"
    assert as_ben.post(where, {"alt": "The ferry", "credit": "Ben"}).json()["alt"] == "The ferry"
    other = Client()
    other.force_login(cleo)
    assert other.post(where, {"alt": "Mine"}).status_code == 404
    assert Client().post(where, {"alt": "Mine"}).status_code == 302
    assert Picture.objects.get().alt == "The ferry"


def test_without_scripts_pictures_come_with_the_form(as_ben: Client, draft: Story, sent: Sent) -> None:
    where = f"/studio/{draft.pk}/write/"
    words = {"figure_alt": 'The "Grindu"', "figure_caption": "At noon.", "figure_credit": "Ben"}
    as_ben.post(where, sent(do="picture", body="One.", figure=file(jpeg()), **words))
    draft.refresh_from_db()
    name = Picture.objects.get().name
    assert draft.body == (
        f'<p>One.</p><figure><img src="/media/{name}" alt="The &quot;Grindu&quot;" width="64" height="48">'
        "<figcaption>At noon. <cite>Ben</cite></figcaption></figure>"
    )
    as_ben.post(where, sent(lead=file(jpeg((80, 40))), picture_alt="The quay", caption="June."))
    draft.refresh_from_db()
    assert draft.picture
    assert (draft.picture.alt, draft.caption) == ("The quay", "June.")
    refused = as_ben.post(where, sent(headline="Kept", lead=file(SVG)))
    draft.refresh_from_db()
    assert refused.status_code == 422
    assert "Save it as PNG" in refused.content.decode()
    assert draft.picture
    assert draft.headline == "Kept"
    as_ben.post(where, sent(picture_gone="on"))
    draft.refresh_from_db()
    assert draft.picture is None


def test_a_picture_is_described_or_called_decoration_before_the_story_is_sent(
    as_ben: Client, draft: Story, sent: Sent
) -> None:
    where = f"/studio/{draft.pk}/write/"
    as_ben.post(where, sent(do="picture", headline="The ferry", body="One.", figure=file(jpeg())))
    refused = as_ben.post(where, sent(do="submit"))
    assert refused.status_code == 422
    assert "Say of every picture" in refused.content.decode()
    as_ben.post(f"/studio/pictures/{Picture.objects.get().pk}/", {"decorative": "on"})
    assert as_ben.post(where, sent(do="submit")).status_code == 302
    draft.refresh_from_db()
    assert draft.state == "submitted"


def test_somebody_elses_picture_cannot_be_put_above_a_story(
    as_ben: Client, cleo: Member, draft: Story, sent: Sent
) -> None:
    other = Client()
    other.force_login(cleo)
    foreign = other.post("/studio/pictures/", {"file": file(jpeg())}).json()["id"]
    as_ben.post(f"/studio/{draft.pk}/write/", sent(picture=foreign, picture_alt="Mine now"))
    draft.refresh_from_db()
    assert draft.picture is None
    assert Picture.objects.get().alt == ""


def test_a_form_without_a_file_says_what_is_missing(as_ben: Client) -> None:
    answer = as_ben.post("/studio/pictures/", {})
    assert (answer.status_code, answer.json()["error"]) == (422, "Choose a picture first.")
