"""The owner's screens as a whole: each opens with something in it, and for the owner alone."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import NoReverseMatch, reverse

from commonpress.domain.conversation.models import Comment
from commonpress.domain.conversation.post import post
from commonpress.domain.members.models import Member
from commonpress.domain.stories.lead import lead
from commonpress.domain.stories.models import ReadMore, SectionEditor, Story
from commonpress.engines.checks.desk_models import Domain, Phrase
from commonpress.engines.checks.models import WireFeed
from commonpress.engines.events.models import Errand, Event
from commonpress.engines.lib import clock
from commonpress.engines.media.models import Picture
from commonpress.engines.site import options, redirects, verification
from commonpress.engines.site.models import MenuItem, Page

REGISTERED = sorted(admin.site._registry, key=lambda model: model._meta.label)


@pytest.fixture
def everything(make_story: Callable[..., Story], owner: Member) -> None:
    """At least one row behind every screen."""
    options.change({"tagline": "News of the harbour"})
    story = make_story(topics=["Ferry"])
    ReadMore.objects.create(story=story, other=make_story("Another"))
    lead([story], by=owner)
    SectionEditor.objects.create(member=owner, section=story.section)
    post(story, "Good news", author_name="Reader", state=Comment.State.VISIBLE)
    later = clock.now().replace(year=2099)
    Page.objects.create(slug="about", language="en", title="About")
    MenuItem.objects.create(label="About", address="/about/")
    redirects.lead("/old/", "/new/")
    Phrase.objects.create(words="buy now")
    Domain.objects.create(name="casino.example", rule=Domain.Rule.values[0])
    WireFeed.objects.create(agency="Coast Wire", url="https://wire.example/feed", due_at=later)
    verification.accept(f'<meta name="google-site-verification" content="{"a" * 43}">')
    Picture.objects.create(
        name="ab/cd.jpg", sha256="0" * 64, format="jpeg", width=4, height=3, bytes=9, created_at=clock.now()
    )
    Errand.objects.create(event=Event.objects.earliest("pk"), reader="ring", due_at=clock.now())


@pytest.fixture
def office(client: Client, owner: Member) -> Client:
    client.force_login(owner)
    return client


@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model._meta.label_lower)
def test_every_screen_opens(office: Client, owner: Member, everything: None, model: Any) -> None:
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    assert office.get(reverse(f"{name}_changelist")).status_code == 200
    screen = admin.site._registry[model]
    try:
        row = reverse(f"{name}_change", args=[model.objects.first().pk])
    except NoReverseMatch:
        return  # a screen that is one form
    assert office.get(row).status_code == 200
    assert office.get(reverse(f"{name}_history", args=[model.objects.first().pk])).status_code == 200
    request: Any = type("Request", (), {"user": owner})()
    expected = 200 if screen.has_add_permission(request) else 403
    assert office.get(reverse(f"{name}_add")).status_code == expected


@pytest.mark.parametrize("who", ["ada", "ben", "cleo"])
def test_nobody_but_the_owner_opens_them(client: Client, request: pytest.FixtureRequest, who: str) -> None:
    client.force_login(request.getfixturevalue(who))
    for place in ("/admin/", "/admin/site/setting/", "/admin/stories/lead/", "/admin/members/member/"):
        answer = client.get(place)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/admin/login/")
    assert client.post("/admin/site/setting/", {"name": "Mine"}).status_code == 302
    assert not Event.objects.filter(kind="site.changed").exists()


def test_the_index_is_shelved_by_what_an_owner_wants(office: Client) -> None:
    page = office.get("/admin/").content.decode()
    places = [
        page.index(f">{name}<") for name in ("The paper", "Name and look", "Front page", "Members", "Errands")
    ]
    assert places == sorted(places)
    assert "Groups" not in page
    assert "Commonpress" in page


def test_no_page_holds_style_or_script_of_its_own(office: Client, everything: None, story: Story) -> None:
    """The policy forbids both; Django's own templates must not bring them in."""
    for place in (
        "/admin/",
        "/admin/site/setting/",
        "/admin/stories/story/",
        f"/admin/stories/story/{story.pk}/change/",
    ):
        page = office.get(place).content.decode()
        assert " style=" not in page
        assert "<style" not in page
        assert "<script>" not in page


def test_the_screens_wear_the_papers_colours(office: Client) -> None:
    page = office.get("/admin/").content.decode()
    address = page.split('href="/admin/look/')[1].split('"')[0]
    answer = office.get(f"/admin/look/{address}")
    assert answer["Content-Type"].startswith("text/css")
    assert b"--accent:#" in answer.content
    assert "immutable" in answer["Cache-Control"]
    assert office.get("/admin/look/other.css")["Cache-Control"] == "no-store"
