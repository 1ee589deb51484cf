from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Story
from commonpress.engines.events.models import Event
from commonpress.engines.media.models import Picture

WORDS = {"name": "Ben Writes", "handle": "ben", "words": "", "links": "", "language": ""}


@pytest.fixture
def desk(client: Client, ben: Member) -> Client:
    client.force_login(ben)
    return client


def save(client: Client, **more: object) -> dict[str, list[str]]:
    """The errors of the form, by field; empty when it was stored."""
    answer = client.post("/account/profile/", {**WORDS, **more})
    return {} if answer.status_code == 302 else dict(answer.context["form"].errors)


def test_ben_says_who_he_is_and_readers_see_it(desk: Client, ben: Member, story: Story) -> None:
    links = "My garden https://garden.example/ben\nhttps://ben.example/"
    assert not save(desk, name="Ben Wright", words="I write about the harbour.", links=links)
    page = Client().get("/by/ben/").content.decode()
    assert "Ben Wright</h1>" in page
    assert "Ben Wright" in Client().get(story.get_absolute_url()).content.decode()
    assert "I write about the harbour." in page
    assert '<a href="https://garden.example/ben" rel="ugc nofollow me noopener">My garden</a>' in page
    assert ">ben.example</a>" in page
    assert "author:ben" in Event.objects.filter(kind="member.changed").latest("pk").stale


def test_an_old_handle_leads_to_the_new_one_and_is_nobody_elses(
    desk: Client, ben: Member, cleo: Member
) -> None:
    assert not save(desk, handle="benjamin")
    answer = Client().get("/by/ben/")
    assert (answer.status_code, answer["Location"]) == (301, "/by/benjamin/")
    other = Client()
    other.force_login(cleo)
    assert "handle" in save(other, name="Cleo Maynot", handle="ben")
    assert not save(desk, handle="ben")
    assert Client().get("/by/benjamin/")["Location"] == "/by/ben/"


@pytest.mark.parametrize(
    "handle",
    "admin desk editor Ada ada а­da ａdmin adm1n 2026 a --a a--b ben- ab/c ..  adа aɗa 0wner rn".split(),
)
def test_a_handle_that_would_deceive_is_refused(desk: Client, ada: Member, handle: str) -> None:
    save(desk, handle=handle)
    ben = Member.objects.get(name="Ben Writes")
    assert ben.handle in {"ben", "rn"}
    if ben.handle == "rn":
        assert handle == "rn"


@pytest.mark.parametrize("taken", ["carl", "cari", "car1", "c-arl", "cad"])
def test_handles_that_look_the_same_are_the_same(desk: Client, cleo: Member, taken: str) -> None:
    Member.objects.filter(pk=cleo.pk).delete()
    Member.objects.create(email="carl@example.org", handle="carl", name="Carl")
    assert ("handle" in save(desk, handle=taken)) is (taken != "cad")


@pytest.mark.parametrize(
    "name", ["Ada Edits", "ADA  EDITS", "Аda Edits", "123", "\u202eneB", "Commonpress", " "]
)
def test_a_name_that_would_deceive_is_refused_or_cleaned(desk: Client, ada: Member, name: str) -> None:
    errors = save(desk, name=name)
    assert "name" in errors or "\u202e" not in Member.objects.get(handle="ben").name


@pytest.mark.parametrize(
    "line", ["javascript:alert(1)", "garden", "data:text/html,x", "//evil.example", "x ftp://a.example"]
)
def test_a_link_leads_to_the_web_or_nowhere(desk: Client, line: str) -> None:
    assert "links" in save(desk, links=line)


def test_no_field_gives_a_role(desk: Client, ben: Member) -> None:
    save(desk, role="owner", is_active="", trust="2", email="x@example.org")
    ben.refresh_from_db()
    assert (ben.role, ben.is_active, ben.email) == ("member", True, "ben@example.org")


def test_the_picture_is_made_anew_and_can_go(desk: Client, ben: Member) -> None:
    sent = BytesIO()
    Image.new("RGB", (400, 300), "navy").save(sent, "PNG")
    assert not save(desk, picture=SimpleUploadedFile("me.png", sent.getvalue(), "image/png"))
    ben.refresh_from_db()
    assert ben.picture
    assert ben.picture.owner == ben.subject
    stem = ben.picture.name.rpartition(".")[0]
    assert stem in Client().get("/by/ben/").content.decode(), "readers see it"
    evil = SimpleUploadedFile(
        "me.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "image/svg+xml"
    )
    assert "picture" in save(desk, picture=evil)
    assert not save(desk, no_picture="on")
    ben.refresh_from_db()
    assert ben.picture is None
    assert stem not in Client().get("/by/ben/").content.decode()
    assert Picture.objects.count() == 1


def test_private_pages_speak_the_members_language_and_public_ones_do_not(desk: Client, story: Story) -> None:
    save(desk, language="ro")
    assert "Profil" in desk.get("/account/profile/").content.decode()
    assert '<html lang="ro">' in desk.get("/account/password/").content.decode()
    assert '<html lang="en">' in desk.get("/").content.decode()
