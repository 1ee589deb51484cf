"""Taking one's data along, and leaving."""

import json
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from commonpress.domain.conversation.models import Comment
from commonpress.domain.conversation.post import post
from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Story
from commonpress.engines.events.models import Event
from commonpress.engines.media import files
from commonpress.engines.media.models import Picture
from commonpress.engines.media.store import store
from commonpress.interfaces.account.tests.conftest import PASSWORD

Make = Callable[..., Story]


@pytest.fixture
def picture(ben: Member) -> Picture:
    sent = BytesIO()
    Image.new("RGB", (400, 300), "navy").save(sent, "PNG")
    return store(sent.getvalue(), alt="The harbour", owner=ben.subject)


@pytest.fixture
def inside(client: Client, ben: Member) -> Client:
    client.post("/account/sign-in/", {"login": ben.email, "password": PASSWORD})
    client.post("/account/again/", {"password": PASSWORD})
    return client


def content(answer: Any) -> zipfile.ZipFile:
    return zipfile.ZipFile(BytesIO(b"".join(answer.streaming_content)))


def test_the_archive_holds_everything_of_bens_and_nothing_of_anybody_elses(
    inside: Client, ben: Member, cleo: Member, make_story: Make, picture: Picture
) -> None:
    story = make_story("Bens story", body="<p>Words of the harbour.</p>")
    make_story("Bens draft", published=False)
    make_story("Cleos story", authors=[cleo])
    post(story, "Bens comment", author_name=ben.name, member=ben, state=Comment.State.VISIBLE)
    post(story, "Cleos comment", author_name=cleo.name, member=cleo, state=Comment.State.VISIBLE)
    answer = inside.post("/account/data/archive/")
    assert answer["Cache-Control"] == "private, no-store"
    found = content(answer)
    whole = b"".join(found.read(name) for name in found.namelist())
    assert {"index.html", "profile.json", "stories.json", "comments.json", "decisions.json"} <= set(
        found.namelist()
    )
    stories = json.loads(found.read("stories.json"))
    assert [one["headline"] for one in stories] == ["Bens story", "Bens draft"]
    assert stories[0]["revisions"][0]["body"] == "<p>Words of the harbour.</p>"
    assert f"pictures/{picture.name}" in found.namelist()
    assert b"Bens comment" in whole
    assert b"Cleos" not in whole
    assert PASSWORD.encode() not in whole
    assert ben.password.encode() not in whole
    assert "The harbour" in found.read("index.html").decode()


def test_nobody_takes_anothers_data(client: Client, ben: Member) -> None:
    assert client.post("/account/data/archive/")["Location"].startswith("/account/sign-in/")
    client.force_login(ben)
    assert client.get("/account/data/archive/").status_code == 405
    for _time in range(5):
        assert client.post("/account/data/archive/").status_code == 200
    assert client.post("/account/data/archive/").status_code == 302


def test_leaving_asks_for_the_password_and_for_the_handle(client: Client, ben: Member) -> None:
    client.force_login(ben)
    assert client.post("/account/leave/", {"stories": "keep", "handle": "ben"})["Location"].startswith(
        "/account/again/"
    )
    client.post("/account/again/", {"password": PASSWORD})
    answer = client.post("/account/leave/", {"stories": "keep", "handle": "cleo"})
    assert "handle" in answer.context["form"].errors
    assert not Member.objects.get(pk=ben.pk).is_gone


def test_bens_stories_stay_without_his_name(
    inside: Client, ben: Member, make_story: Make, picture: Picture, django_capture_on_commit_callbacks: Any
) -> None:
    shown = make_story("Bens story", picture=picture)
    draft = make_story("Bens draft", published=False)
    other = BytesIO()
    Image.new("RGB", (40, 30), "red").save(other, "PNG")
    portrait = store(other.getvalue(), owner=ben.subject)
    comment = post(shown, "A word", author_name=ben.name, member=ben, state=Comment.State.VISIBLE)
    path = files.path_of(portrait.name)
    assert path.exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert inside.post("/account/leave/", {"stories": "keep", "handle": "ben"}).status_code == 200
    ben.refresh_from_db()
    assert (ben.is_active, ben.is_gone, ben.email) == (False, True, f"{ben.pk}@gone.invalid")
    page = Client().get(shown.get_absolute_url()).content.decode()
    assert "Former member" in page
    assert "Ben Writes" not in page
    assert "ben@" not in page
    assert not Story.objects.filter(pk=draft.pk).exists()
    comment.refresh_from_db()
    assert (comment.member, comment.author_name, comment.body) == (None, "Former member", "A word")
    assert files.path_of(picture.name).exists()
    assert Picture.objects.filter(pk=picture.pk).exists(), "it stands in a story that stays"
    assert not Picture.objects.filter(pk=portrait.pk).exists()
    assert not path.exists(), "the upload itself is gone"
    assert Client().get("/by/ben/").status_code == 404
    assert inside.get("/me/").status_code == 204
    again = Client()
    again.post("/account/sign-in/", {"login": "ben@example.org", "password": PASSWORD})
    assert again.get("/me/").status_code == 204
    assert Event.objects.filter(kind="member.left", subject=ben.subject).exists()


def test_bens_stories_go_with_him(
    inside: Client, ben: Member, cleo: Member, make_story: Make, picture: Picture
) -> None:
    alone = make_story("Bens story", picture=picture, body="<p>Secret words</p>")
    shared = make_story("Of two", authors=[ben, cleo])
    inside.post("/account/leave/", {"stories": "remove", "handle": "ben"})
    answer = Client().get(alone.get_absolute_url())
    assert answer.status_code == 410
    assert "Secret words" not in answer.content.decode()
    alone.refresh_from_db()
    assert (alone.body, list(alone.revisions.values_list("body", flat=True))) == ("", [""])
    assert Client().get(shared.get_absolute_url()).status_code == 200
    assert not Picture.objects.exists()


def test_the_last_owner_cannot_leave(client: Client, owner: Member) -> None:
    client.post("/account/sign-in/", {"login": owner.email, "password": PASSWORD})
    client.post("/account/again/", {"password": PASSWORD})
    answer = client.post("/account/leave/", {"stories": "keep", "handle": "olga"})
    assert "A paper needs an owner" in str(answer.context["form"].errors)
    assert not Member.objects.get(pk=owner.pk).is_gone
