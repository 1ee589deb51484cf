from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from commonpress.engines.events.models import Event
from commonpress.engines.lib.colour import nearest_passing
from commonpress.engines.site import options
from commonpress.engines.site.forms import PaperForm
from commonpress.engines.site.look import DAY
from commonpress.engines.site.options import Paper

SCREEN = "/admin/site/setting/"
Send = Callable[..., Any]


def as_typed(**changes: Any) -> dict[str, Any]:
    """What a browser sends for the form as it stands, with some fields changed."""
    form = PaperForm(options.load())
    values = {name: form[name].value() for name in form.fields}
    sent = {
        name: "" if value is None else value for name, value in values.items() if name not in {"logo", "icon"}
    }
    return {**sent, **changes}


@pytest.fixture
def send(client: Client, owner: Any) -> Send:
    client.force_login(owner)
    return lambda **changes: client.post(SCREEN, as_typed(**changes))


CHANGES = [
    ("name", "The Lantern", "The Lantern"),
    ("tagline", "News of the harbour", "News of the harbour"),
    ("organisation", "Lantern Trust", "Lantern Trust"),
    ("contact", "desk@lantern.example", "desk@lantern.example"),
    ("licence", "CC BY 4.0", "CC BY 4.0"),
    ("licence_url", "https://example.org/by", "https://example.org/by"),
    ("language", "ro", "ro"),
    ("languages", ["en"], ("en",)),
    ("zone", "Europe/Bucharest", "Europe/Bucharest"),
    ("accent", "#14506E", "#14506e"),
    ("reading_font", "source-serif-4", "source-serif-4"),
    ("furniture_font", "public-sans", "public-sans"),
    ("stories_of_a_section_on_the_front", "6", 6),
    ("stories_on_a_list", "40", 40),
    ("blocked_robots", ["GPTBot", "CCBot"], ("GPTBot", "CCBot")),
    ("news_sitemap_skips", "sport\nkind:opinion", ("sport", "kind:opinion")),
    ("ads_txt", "example.com, 12, DIRECT", "example.com, 12, DIRECT"),
    ("security_contact", "https://example.org/report", "https://example.org/report"),
]


@pytest.mark.parametrize(("name", "typed", "kept"), CHANGES)
def test_the_owner_changes_an_option(send: Send, owner: Any, name: str, typed: Any, kept: Any) -> None:
    assert send(**{name: typed}).status_code == 302
    assert getattr(options.load(), name) == kept
    event = Event.objects.get(kind="site.changed")
    assert (event.by, event.stale, event.facts) == (owner.subject, ["site"], {"options": [name]})


def test_every_option_of_the_paper_stands_on_the_form(db: None) -> None:
    tested = {name for name, _typed, _kept in CHANGES}
    elsewhere = {"logo", "icon", "tagline_translations"}  # tested below
    joining = {"sign_up", "sign_up_question", "invitations_of_newcomers", "invitations_of_known",
               "invitations_of_trusted", "refused_mail_domains", "allowed_mail_domains",
               "second_factor_of_editors", "challenge_bits", "challenge_question", "challenge_answers"}  # fmt: skip
    selling = {"house_in_empty_slots"}  # stands among the sponsors' screens
    talking = {"reactions", "comments_close_after_days"}  # among the conversation's
    judging = {"promotion_by_rules_alone"}  # among the checks'
    assert tested | elsewhere | joining | selling | talking | judging == set(Paper.__dataclass_fields__)


def test_saving_without_a_change_says_nothing_happened(send: Send) -> None:
    assert send().status_code == 302
    assert not Event.objects.exists()


def test_a_tagline_has_a_field_for_each_other_language(send: Send) -> None:
    send(tagline__ro="Vești din port")
    assert options.load().tagline_translations == {"ro": "Vești din port"}
    send(tagline__ro="")
    assert options.load().tagline_translations is None


def test_a_faint_accent_is_refused_with_the_nearest_that_passes_and_stays_in_the_field(send: Send) -> None:
    answer = send(accent="#ffcc00", name="Half saved")
    page = answer.content.decode()
    assert answer.status_code == 200
    nearest = nearest_passing("#ffcc00", DAY)
    assert f"The nearest colour that passes is {nearest}." in page
    assert 'value="#ffcc00"' in page
    assert options.load() == Paper()
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("name", "", "This field is required."),
        ("accent", "red", "is no colour"),
        ("zone", "Mars/Base", "Select a valid choice"),
        ("language", "xx", "Select a valid choice"),
        ("reading_font", "comic", "Select a valid choice"),
        ("stories_on_a_list", "1000", "less than or equal to 100"),
        ("stories_on_a_list", "many", "Enter a whole number."),
        ("contact", "javascript:alert(1)", "Write a whole address"),
        ("licence_url", "javascript:alert(1)", "Write a whole address"),
        ("ads_txt", "example.com, 12, DIRECT\nsell me", "Line 2 is no record"),
        ("other_robots", "Good Bot", "is not of the form asked for"),
        ("security_contact", "nobody", "Write a whole address"),
    ],
)
def test_bad_input_is_told_at_its_field_and_nothing_is_saved(
    send: Send, name: str, typed: str, words: str
) -> None:
    answer = send(**{name: typed, "tagline": "half"})
    assert answer.status_code == 200
    assert words in str(answer.context["adminform"].form.errors[name])
    assert options.load() == Paper()


def png(width: int = 64, height: int = 32) -> SimpleUploadedFile:
    data = BytesIO()
    Image.new("RGB", (width, height), "navy").save(data, "PNG")
    return SimpleUploadedFile("logo.png", data.getvalue(), "image/png")


def test_a_logo_is_kept_as_a_picture_and_can_be_taken_away(send: Send) -> None:
    send(logo=png())
    logo = options.load().logo
    assert logo
    assert (logo["width"], logo["height"]) == (64, 32)
    assert logo["url"].startswith("/media/")
    send(**{"logo-clear": "on"})
    assert options.load().logo is None


def test_an_icon_is_kept_by_its_address(send: Send) -> None:
    send(icon=png(48, 48))
    assert options.load().icon.startswith("/media/")


def test_a_logo_that_is_no_picture_is_refused_and_nothing_is_saved(send: Send) -> None:
    answer = send(logo=SimpleUploadedFile("logo.png", b"<svg/>", "image/png"), name="Half saved")
    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors["logo"]
    assert options.load() == Paper()


def test_the_raw_settings_have_no_page(client: Client, owner: Any) -> None:
    client.force_login(owner)
    options.change({"name": "The Lantern"})
    for place in ("add/", "name/change/", "name/delete/"):
        assert client.get(f"{SCREEN}{place}").status_code == 404
