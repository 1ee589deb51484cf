"""Jinja2 beside Django: strangers write words and no markup, a missing name is an error, and no text stays English."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.utils.translation import override
from jinja2 import UndefinedError

from commonpress.domain.conversation.write import write
from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Section, SourceCredit, Story
from commonpress.interfaces.front import markup, phrases
from tools import catalogues

HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>&"
RAW = ("<script>alert", "<img src=x", "\"'>")
TEMPLATES = sorted((Path(markup.__file__).parent / "jinja2").glob("*.html"))
TEXT = re.compile(r'\b_\(\s*"([^"]*)"')


def test_what_strangers_wrote_is_words_on_every_page(
    make_story: Callable[..., Story],
    indexed: Callable[[], int],
    section: Section,
    ada: Member,
    ben: Member,
    client: Client,
) -> None:
    Member.objects.update(name=HOSTILE[:100])
    Section.objects.update(name=HOSTILE[:60])
    ada.refresh_from_db()
    stories = [
        make_story(f"Ferry {n} {HOSTILE}", standfirst=f"Ferry {HOSTILE}", topics=[HOSTILE]) for n in (1, 2)
    ]
    credit = {"agency": HOSTILE, "licence": HOSTILE[:80], "url": "https://example.org/"}
    SourceCredit.objects.create(story=stories[0], **credit)
    comment = write(stories[0], HOSTILE, by=ada)
    indexed()
    at = stories[0].get_absolute_url()
    for address in ("/", at, f"{at}comments/", f"{at}comments/{comment.pk}/", "/search/?q=ferry"):
        page = client.get(address).content.decode()
        page = re.sub(r'<script type="application/ld\+json">.*?</script>', "", page, flags=re.DOTALL)
        assert "alert(1)" in page, address
        assert [raw for raw in RAW if raw in page] == [], address


def test_nothing_is_taken_for_markup_but_what_passed_the_sanitiser() -> None:
    trusting = {path.name: path.read_text().count("safe") for path in TEMPLATES}
    assert {name: count for name, count in trusting.items() if count} == {"comment.html": 1}  # its body
    assert markup.ENVIRONMENT.autoescape is True


def test_a_name_that_nobody_gave_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        markup.render("say.html", {"is_open": True})


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_every_text_of_a_template_is_in_the_catalogue(language: str) -> None:
    """Makemessages reads these templates as Django's: what it does not see would stay English."""
    known = {message.id for message in catalogues.load(catalogues.po_of(language), language)}
    asked = {text for path in TEMPLATES for text in TEXT.findall(path.read_text())}
    assert len(asked) > 20
    assert asked <= known


@pytest.mark.parametrize(
    ("n", "english", "romanian"),
    [
        (1, "1 comment", "1 comentariu"),
        (2, "2 comments", "2 comentarii"),
        (20, "20 comments", "20 de comentarii"),
    ],
)
def test_numbers_are_said_in_the_language_of_the_interface(n: int, english: str, romanian: str) -> None:
    with override("en"):
        assert phrases.comments(n) == english
        assert phrases.all_comments(20) == "Read all 20 comments"
        assert phrases.minutes(1) == "1 minute’s read"
    with override("ro"):
        assert phrases.comments(n) == romanian
        assert phrases.own_name("en") == "English"
