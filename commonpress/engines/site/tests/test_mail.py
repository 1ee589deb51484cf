"""Letters, through a real SMTP server on this machine."""

from typing import Any

import pytest
from django.db import transaction
from django.utils.translation import gettext as _

from commonpress.engines.events import work
from commonpress.engines.events.models import Errand
from commonpress.engines.site import mail, options
from commonpress.engines.site.models import Letter
from tests.postman import Postman


def test_a_letter_arrives_as_text_and_as_simple_html(postman: Postman) -> None:
    options.change({"name": "The Lantern"})
    mail.send(
        "ben@example.org", "Your story", "Hello <Ben>,\n\nread it at http://lantern.example/a/?b=1&c=2."
    )
    assert postman.came == []
    work.run_due()
    came = postman.came[0]
    assert (came["To"], came["From"], came["Subject"]) == (
        "ben@example.org",
        "The Lantern <paper@lantern.example>",
        "Your story",
    )
    rich = came.get_body(("html",)).get_content()  # type: ignore[union-attr]
    assert "Hello <Ben>," in postman.words()
    assert '<a href="http://lantern.example/a/?b=1&amp;c=2">' in rich
    assert "Hello &lt;Ben&gt;," in rich
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    "evil", ["\r\nBcc: dan@example.org", "\nX-A: b", "\r", "\x00", "\u2028Bcc: d@x.example", "\x85a"]
)
def test_no_text_becomes_a_header(postman: Postman, evil: str) -> None:
    options.change({"name": f"The Lantern{evil}".replace("\x00", "")})
    mail.send("ben@example.org", f"Story{evil}", "Words", headers={"List-Id": f"a{evil}"})
    mail.send(f"ben@example.org{evil}", "Story", "Words")
    work.run_due()
    assert any(came["List-Id"] for came in postman.came)
    assert set(postman.whom) == {"ben@example.org"}
    for came in postman.came:
        assert set(came.keys()) <= {
            "Content-Type", "MIME-Version", "Subject", "From", "To", "Date", "Message-ID", "List-Id",
        }  # fmt: skip


def test_words_are_the_readers_own(postman: Postman) -> None:
    with mail.speaking("ro"):
        letter = mail.send("ben@example.org", _("Sign in"), "Ș, ț și „ghilimele”")
    assert letter.language == "ro"
    assert letter.subject != "Sign in"
    with mail.speaking("xx"):
        assert mail.send("ben@example.org", _("Sign in"), "x").subject == "Sign in"
    work.run_due()
    assert "Ș, ț și „ghilimele”" in postman.words(0)


def test_a_letter_of_a_change_that_did_not_happen_is_not_sent(postman: Postman) -> None:
    with transaction.atomic():
        mail.send("ben@example.org", "Your story", "is out")
        transaction.set_rollback(True)
    work.run_due()
    assert postman.came == []


def test_a_letter_waits_for_a_server_that_is_away(settings: Any, db: None) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    mail.send("ben@example.org", "Your story", "is out")
    work.run_due()
    assert Letter.objects.exists()
    assert Errand.objects.get().attempts == 1
