import json
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from commonpress.domain.members.models import Member
from commonpress.domain.sponsors.models import Campaign, Creative, Placement, Sponsor
from commonpress.domain.sponsors.tests.bookings import booked
from commonpress.domain.stories.models import Section, Story
from commonpress.engines.lib import clock
from commonpress.engines.media.models import Picture
from commonpress.engines.readership import hours, totals
from commonpress.engines.site import options


@pytest.fixture
def office(client: Client, owner: Member) -> Client:
    client.force_login(owner)
    return client


def booking(**more: Any) -> dict[str, Any]:
    return {
        "sponsor": "", "new_sponsor": "Bakery", "name": "Spring", "first_day": "2099-03-01", "last_day": "2099-03-28",
        "goal": "impressions", "amount": "5000", "daily_cap": "", "weight": "1", "price": "9.50", "currency": "eur",
        "headline": "Bread", "words": "Warm.", "address": "https://bakery.example/", "language": "en",
        "slots": ["after-story", "front"],
    } | more  # fmt: skip


def errors(answer: Any) -> dict[str, list[str]]:
    return dict(answer.context["form"].errors)


def test_a_campaign_is_booked_on_one_screen(office: Client, section: Section) -> None:
    picture = BytesIO()
    Image.new("RGB", (64, 32), "navy").save(picture, "PNG")
    file = SimpleUploadedFile("a.png", picture.getvalue())
    options.change({"zone": "Europe/Bucharest"})
    sent = booking(file=file, alt="A loaf", sections=[f"section:{section.pk}"], languages=["en"])
    answer = office.post("/sponsors/book/", sent)
    campaign = Campaign.objects.get()
    assert answer["Location"] == f"/sponsors/{campaign.pk}/"
    assert (campaign.sponsor.name, campaign.amount, campaign.currency) == ("Bakery", 5000, "EUR")
    assert campaign.starts_at.isoformat() == "2099-02-28T22:00:00+00:00"  # midnight in the paper's zone
    assert hours.day(campaign.ends_at).isoformat() == "2099-03-29"
    creative = Creative.objects.get()
    assert creative.picture
    assert creative.picture.alt == "A loaf"
    assert set(creative.placements.values_list("slot", flat=True)) == {"after-story", "front"}
    assert office.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("amount", {"amount": "0"}),
        ("amount", {"amount": "many"}),
        ("last_day", {"last_day": "2099-02-01"}),
        ("first_day", {"first_day": "32 March"}),
        ("address", {"address": "javascript:alert(1)"}),
        ("address", {"address": "http://192.168.0.1/"}),
        ("new_sponsor", {"new_sponsor": ""}),
        ("slots", {"slots": []}),
        ("slots", {"slots": ["masthead"]}),
        ("sections", {"sections": ["section:99"]}),
        ("goal", {"goal": "everything"}),
        ("headline", {"headline": "a" * 1_000_000}),
        ("name", {"name": "a\x00b"}),
        ("price", {"price": "1e99"}),
        ("alt", {"alt": "", "file": "a picture"}),
        ("file", {"alt": "x", "file": "no picture"}),
    ],
)
def test_a_fault_is_told_at_its_field_and_nothing_is_half_saved(
    office: Client, field: str, more: Any
) -> None:
    if "file" in more:
        data = BytesIO(b"<svg onload=alert(1)>")
        if more["file"] == "a picture":
            Image.new("RGB", (9, 9)).save(data, "PNG")
        more = more | {"file": SimpleUploadedFile("a.png", data.getvalue())}
    answer = office.post("/sponsors/book/", booking(**more))
    assert field in errors(answer), errors(answer)
    assert not any(model.objects.exists() for model in (Sponsor, Campaign, Creative, Placement))
    page = answer.content.decode()
    assert 'value="2099-03-28"' in page or "last_day" in more
    assert "Nothing was saved yet" in page


def test_a_picture_survives_a_fault_elsewhere(office: Client) -> None:
    picture = BytesIO()
    Image.new("RGB", (64, 32), "navy").save(picture, "PNG")
    sent = booking(amount="0", alt="A loaf", file=SimpleUploadedFile("a.png", picture.getvalue()))
    kept = office.post("/sponsors/book/", sent).context["kept"]
    office.post("/sponsors/book/", booking(kept=kept))
    assert Creative.objects.get().picture == Picture.objects.get()
    office.post("/sponsors/book/", booking(name="forged", kept=kept + "x"))
    assert Creative.objects.get(campaign__name="forged").picture is None


def test_an_exclusive_place_that_is_taken_is_told_with_its_days(office: Client) -> None:
    booked(name="Winter", ends=40_000, goal="share", amount=100)
    answer = office.post("/sponsors/book/", booking(goal="share", amount="50", slots=["after-story"]))
    assert "“Winter” has that place" in str(errors(answer)["amount"])
    assert Campaign.objects.count() == 1


def test_an_exclusive_section_is_taken_with_all_that_lies_within_it(office: Client, section: Section) -> None:
    within = Section.objects.create(slug="quay", name="Quay", parent=section)
    other = Section.objects.create(slug="sport", name="Sport")
    first = {"goal": "share", "amount": "100", "slots": ["after-story"]}
    assert (
        office.post("/sponsors/book/", booking(**first, sections=[f"section:{within.pk}"])).status_code == 302
    )
    for sections in ([f"section:{section.pk}"], [f"section:{within.pk}"], []):
        answer = office.post("/sponsors/book/", booking(**first, name="Again", sections=sections))
        assert "“Spring” has that place" in str(errors(answer)["amount"]), sections
    assert (
        office.post("/sponsors/book/", booking(**first, sections=[f"section:{other.pk}"])).status_code == 302
    )
    assert Campaign.objects.count() == 2


def test_naughty_strings_are_words_or_a_fault(office: Client, shared_data: Path) -> None:
    strings = json.loads((shared_data / "naughty-strings.json").read_text(encoding="utf-8"))
    chosen = [one for one in strings if isinstance(one, str)][::12]
    for number, words in enumerate(chosen):
        fields = {"name": words, "headline": words, "words": words, "new_sponsor": words}
        answer = office.post("/sponsors/book/", booking(**fields))
        assert answer.status_code in {200, 302}, (number, words)
        page = office.get(answer["Location"]) if answer.status_code == 302 else answer
        assert page.status_code == 200
        assert "<script>alert" not in page.content.decode()


HOSTILE = ["<script>alert(1)</script>", "\u202egnp.exe", "a\x00b", "'; DROP TABLE x;--", "{{7*7}}%s%(n)s", "٣", "²",
           "-1", "NaN", "Infinity", "9" * 400, "1e999", "0x10", "../../x", "x" * 1_048_576]  # fmt: skip
FIELDS = {
    "change/": ["name", "first_day", "last_day", "goal", "amount", "daily_cap", "weight", "price", "currency", "sections",
                "languages"],
    "creatives/": ["headline", "words", "address", "language", "slots", "alt", "no_picture", "kept"],
    "": ["sponsor", "new_sponsor"],
}  # fmt: skip


@pytest.mark.parametrize(("form", "field"), [(form, field) for form in FIELDS for field in FIELDS[form]])
def test_what_is_hostile_is_words_or_a_fault_at_every_field(
    office: Client, shared_data: Path, form: str, field: str
) -> None:
    """Of a booking, and of the form that changes the same or adds to it. What is refused leaves all as it was."""
    campaign = booked()
    strings = json.loads((shared_data / "naughty-strings.json").read_text(encoding="utf-8"))
    for words in [*HOSTILE, *strings[::160]]:
        for address in ("/sponsors/book/", f"/sponsors/{campaign.pk}/{form}")[: 2 if form else 1]:
            before = everything()
            answer = office.post(address, booking(**{field: words}))
            assert answer.status_code in {200, 302}, (address, words[:80])
            if answer.status_code == 200:
                assert errors(answer), (address, words[:80])
                assert everything() == before, (address, words[:80])
            assert "<script>alert" not in answer.content.decode(), (address, words[:80])
    shown = [
        office.get(f"/sponsors/{page}").content.decode() for page in ("", "calendar/", f"{campaign.pk}/")
    ]
    assert [sign for sign in ("<script>alert", "\u202e") for page in shown if sign in page] == []


@pytest.mark.parametrize("words", HOSTILE)
def test_a_sponsor_is_renamed_to_words_or_not_at_all(office: Client, words: str) -> None:
    sponsor = booked().sponsor
    for field in ("name", "address"):
        before = everything()
        sent = {"name": "Bakery", "address": "https://bakery.example/", field: words}
        answer = office.post(f"/sponsors/of/{sponsor.pk}/", sent)
        assert answer.status_code in {200, 302}
        if answer.status_code == 200:
            assert field in errors(answer)
            assert everything() == before
        assert field == "name" or answer.status_code == 200, "no address of the public web"
    assert "<script>alert" not in office.get("/sponsors/").content.decode()


def everything() -> list[Any]:
    return [list(model._default_manager.values()) for model in (Sponsor, Campaign, Creative, Placement)]


def test_the_forecast_books_nothing(office: Client, make_story: Callable[..., Story]) -> None:
    make_story()
    answer = office.post("/sponsors/book/", booking(do="forecast"))
    assert "What this flight may expect" in answer.content.decode()
    assert [slot.value for slot, _ in answer.context["forecasts"]] == ["after-story", "front"]
    assert not Campaign.objects.exists()


def test_who_buys_more_than_is_left_is_told_before_it_is_booked(
    office: Client, make_story: Callable[..., Story]
) -> None:
    story, day = make_story(), timedelta(days=1)
    for ago in range(1, 36):
        totals.add(story.subject, 100, at=clock.now() - ago * day)
    asked = {"do": "forecast", "slots": ["after-story"], "goal": "impressions"}
    page = office.post("/sponsors/book/", booking(**asked, amount="500000")).content.decode()
    assert "Bought: 500,000. Not promised to others: " in page
    assert "Bought: " not in office.post("/sponsors/book/", booking(**asked, amount="10")).content.decode()


def test_a_booking_and_a_creative_are_changed(office: Client) -> None:
    campaign = booked()
    creative = campaign.creatives.get()
    assert office.post(f"/sponsors/{campaign.pk}/change/", booking(name="Summer")).status_code == 302
    card = {"headline": "Cord", "address": "https://cord.example/", "language": "en", "slots": ["section"]}
    assert office.post(f"/sponsors/creatives/{creative.pk}/", card).status_code == 302
    office.post(f"/sponsors/creatives/{creative.pk}/show/")
    creative.refresh_from_db()
    assert (creative.headline, creative.is_shown, creative.campaign.name) == ("Cord", False, "Summer")
    answer = office.post(f"/sponsors/creatives/{creative.pk}/", card | {"address": "javascript:alert(1)"})
    assert "address" in errors(answer)
    assert Creative.objects.get().address == "https://cord.example/"
    office.post(f"/sponsors/{campaign.pk}/stop/")
    campaign.refresh_from_db()
    assert campaign.stopped_at


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("amount", {"amount": "0"}),
        ("last_day", {"last_day": "2099-02-01"}),
        ("amount", {"goal": "share", "amount": "50", "first_day": "2098-01-01"}),
        ("name", {"name": "a" * 1_048_576}),
    ],
)
def test_a_change_passes_the_same_gate_as_a_booking(office: Client, field: str, more: Any) -> None:
    booked(name="Winter", ends=40_000, goal="share", amount=100)
    campaign = booked(name="Spring", sponsor="Bakery")
    before = Campaign.objects.filter(pk=campaign.pk).values().get()
    answer = office.post(f"/sponsors/{campaign.pk}/change/", booking(**more))
    assert field in errors(answer), errors(answer)
    assert Campaign.objects.filter(pk=campaign.pk).values().get() == before


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("address", {"address": "http://10.0.0.8/"}),
        ("address", {"address": "javascript:alert(1)"}),
        ("address", {"address": "data:text/html,<script>alert(1)</script>"}),
        ("headline", {"headline": "\u202e"}),
        ("words", {"words": "x" * 1_048_576}),
    ],
)
def test_a_creative_passes_the_same_gate_when_it_is_added_and_when_it_is_changed(
    office: Client, field: str, more: dict[str, str]
) -> None:
    campaign = booked()
    creative = campaign.creatives.get()
    before = Creative.objects.values().get()
    card = {"headline": "Cord", "address": "https://cord.example/", "language": "en", "slots": ["section"]}
    for address in (f"/sponsors/{campaign.pk}/creatives/", f"/sponsors/creatives/{creative.pk}/"):
        answer = office.post(address, card | more)
        assert field in errors(answer), (address, errors(answer))
        assert Creative.objects.values().get() == before


def test_the_owner_says_what_stands_in_empty_slots(office: Client, story: Story) -> None:
    booked(goal="house")
    assert "From the paper itself" in office.get(story.get_absolute_url()).content.decode()
    office.post("/sponsors/house/", {"house": "no"})
    assert "data-slot" not in office.get(story.get_absolute_url()).content.decode()


def test_an_editor_sells_nothing(client: Client, ada: Member) -> None:
    client.force_login(ada)
    assert client.post("/sponsors/book/", booking()).status_code == 403
    assert not Campaign.objects.exists()


def test_the_calendar_shows_flights_in_their_places(office: Client) -> None:
    booked(name="Spring", slots=["after-story", "front"])
    page = office.get("/sponsors/calendar/").content.decode()
    assert page.count("Spring") == 2  # once in each place
    assert office.get("/sponsors/calendar/?from=x").status_code == 200
    assert "Spring" not in office.get("/sponsors/calendar/?from=-99999999999").content.decode()


@pytest.mark.parametrize("slot", ["after-story", "after-search", "after-read-more", "front", "section"])
def test_a_creative_is_previewed_in_its_place(office: Client, story: Story, slot: str) -> None:
    campaign = booked([slot], starts=2)
    creative = campaign.creatives.get()
    page = office.get(f"/sponsors/creatives/{creative.pk}/preview/")
    assert [f'width="{width}"' in page.content.decode() for width in (320, 768, 1440)] == [True] * 3
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    framed = office.get(f"/sponsors/creatives/{creative.pk}/preview/{slot}/")
    assert f'data-slot="{slot}"' in framed.content.decode()
    assert "data-token" not in framed.content.decode()
    assert framed["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in framed["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in office.get("/sponsors/")["Content-Security-Policy"]
