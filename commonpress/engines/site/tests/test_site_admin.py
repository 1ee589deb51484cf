from typing import Any

import pytest
from django.test import Client

from commonpress.engines.events.models import Errand, Event
from commonpress.engines.lib import clock
from commonpress.engines.site.models import MenuItem, Page, Redirect, Verification


@pytest.fixture
def office(client: Client, owner: Any) -> Client:
    client.force_login(owner)
    return client


PAGE = {"title": "About", "slug": "about", "language": "en", "body": "<p>We are here.</p>", "is_public": "on"}


def test_a_page_is_cleaned_and_its_change_recorded(office: Client, owner: Any) -> None:
    body = '<p onclick="x()">We are <b>here</b>.</p><script>alert(1)</script>'
    assert office.post("/admin/site/page/add/", {**PAGE, "body": body}).status_code == 302
    page = Page.objects.get()
    assert "script" not in page.body
    assert "onclick" not in page.body
    assert "here" in page.body
    event = Event.objects.get(kind="page.changed")
    assert (event.subject, event.by, event.stale) == ("page:about", owner.subject, ["page:about", "site"])
    assert office.get("/about/").status_code == 200


@pytest.mark.parametrize("slug", ["section", "admin", "Search", "2026", "me", "robots"])
def test_a_page_cannot_take_a_name_of_the_sites(office: Client, slug: str) -> None:
    answer = office.post("/admin/site/page/add/", {**PAGE, "slug": slug})
    assert "is taken by the site itself" in str(answer.context["adminform"].form.errors["slug"])
    assert not Page.objects.exists()


def test_the_menu_is_ordered_on_its_list(office: Client) -> None:
    first = MenuItem.objects.create(label="About", address="/about/", position=1)
    second = MenuItem.objects.create(label="Contact", address="/contact/", position=2)
    rows = {"form-TOTAL_FORMS": 2, "form-INITIAL_FORMS": 2, "_save": "Save"}
    rows |= {"form-0-id": first.pk, "form-0-position": 5, "form-1-id": second.pk, "form-1-position": 2}
    assert office.post("/admin/site/menuitem/", rows).status_code == 302
    assert [item.label for item in MenuItem.objects.all()] == ["Contact", "About"]
    assert Event.objects.filter(kind="menu.changed", stale=["site"]).count() == 1


def test_a_menu_line_leads_somewhere_safe_and_has_words_in_each_language(office: Client) -> None:
    line = {"label": "About", "label__ro": "Despre", "address": "/about/", "position": 1}
    answer = office.post("/admin/site/menuitem/add/", {**line, "address": "javascript:alert(1)"})
    assert answer.context["adminform"].form.errors["address"]
    assert office.post("/admin/site/menuitem/add/", line).status_code == 302
    item = MenuItem.objects.get()
    assert item.label_translations == {"ro": "Despre"}
    assert 'value="Despre"' in office.get(f"/admin/site/menuitem/{item.pk}/change/").content.decode()


def test_a_redirect_goes_through_the_verb_and_chains_are_folded(office: Client) -> None:
    office.post("/admin/site/redirect/add/", {"path": "/a/", "target": "/b/"})
    office.post("/admin/site/redirect/add/", {"path": "/b/", "target": "/c/"})
    assert set(Redirect.objects.values_list("path", "target")) == {("/a/", "/c/"), ("/b/", "/c/")}


@pytest.mark.parametrize(
    ("path", "target"),
    [("a/", "/b/"), ("/a/", "https://evil.example/"), ("/a/", "//evil.example/"), ("/a/", "/a/")],
)
def test_a_redirect_stays_on_the_site(office: Client, path: str, target: str) -> None:
    answer = office.post("/admin/site/redirect/add/", {"path": path, "target": target})
    assert answer.context["adminform"].form.errors
    assert not Redirect.objects.exists()


def test_a_renamed_redirect_forgets_its_old_address(office: Client) -> None:
    office.post("/admin/site/redirect/add/", {"path": "/a/", "target": "/b/"})
    row = Redirect.objects.get()
    office.post(f"/admin/site/redirect/{row.pk}/change/", {"path": "/aa/", "target": "/b/"})
    assert list(Redirect.objects.values_list("path", "target")) == [("/aa/", "/b/")]


def test_a_paste_becomes_a_proof_and_can_be_taken_back(office: Client) -> None:
    tag = '<meta name="google-site-verification" content="' + "a" * 43 + '">'
    assert office.post("/admin/site/verification/add/", {"pasted": tag}).status_code == 302
    row = Verification.objects.get()
    listed = office.get("/admin/site/verification/").content.decode()
    assert "google-site-verification" in listed
    assert office.post(f"/admin/site/verification/{row.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not Verification.objects.exists()


def test_a_wrong_paste_is_told_at_the_field(office: Client) -> None:
    answer = office.post("/admin/site/verification/add/", {"pasted": "hello"})
    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors["pasted"]
    assert "hello</textarea>" in answer.content.decode()
    assert not Verification.objects.exists()


def test_a_failed_errand_is_put_back(office: Client) -> None:
    event = Event.objects.create(kind="bell.rung", subject="bell:1", at=clock.now())
    errand = Errand.objects.create(
        event=event,
        reader="ring",
        state=Errand.State.FAILED,
        attempts=6,
        due_at=clock.now(),
        error="OSError: no",
    )
    assert "OSError: no" in office.get("/admin/events/errand/").content.decode()
    office.post("/admin/events/errand/", {"action": "put_back_chosen", "_selected_action": errand.pk})
    errand.refresh_from_db()
    assert (errand.state, errand.attempts) == (Errand.State.WAITING, 0)
    assert Event.objects.filter(kind="errand.put_back").exists()


def test_the_log_cannot_be_altered(office: Client) -> None:
    event = Event.objects.create(kind="bell.rung", subject="bell:1", at=clock.now())
    for place in ("add/", f"{event.pk}/delete/"):
        assert office.get(f"/admin/events/event/{place}").status_code == 403
    assert office.post(f"/admin/events/event/{event.pk}/change/", {"kind": "other"}).status_code == 403
