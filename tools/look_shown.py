"""What has no address of its own, for tools/look.py to show: refusals, and letters as a mail program opens them."""

import email
import html
import re
from email.message import EmailMessage
from email.policy import default
from pathlib import Path


def write_down(folder: Path) -> None:
    """One file each under ``folder/shown``."""
    from commonpress.engines.events import work

    send_all()
    while work.turn():
        pass
    shown = folder / "shown"
    shown.mkdir(exist_ok=True)
    pages = {**refusals(), **doors(), **letters(folder / "mails")}
    for name, words in pages.items():
        (shown / f"{name}.html").write_text(words, encoding="utf-8")


def refusals() -> dict[str, str]:
    from django.contrib.auth.models import AnonymousUser
    from django.core.exceptions import SuspiciousOperation
    from django.template.loader import render_to_string
    from django.test import RequestFactory
    from django.utils import translation

    from commonpress.engines.site import options, private
    from commonpress.interfaces.front.views import errors

    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    with translation.override(options.paper().language):
        found = {
            "400": errors.bad_request(request, SuspiciousOperation()),
            "403-old-form": errors.csrf_failed(request),
            "413": errors.too_large(request),
            "500": errors.server_error(request),
            "503-reading": errors.come_again(is_reading=True, reference="7kq2m4xw"),
            "503-sending": errors.come_again(is_reading=False),
        }
        too_many = render_to_string("429.html", private.frame(""), request)
    return {"429": too_many} | {name: answer.content.decode() for name, answer in found.items()}


def doors() -> dict[str, str]:
    """How joining looks where the door is not open to everybody."""
    from django.test import Client

    from commonpress.domain.members.doors import Door
    from commonpress.engines.site import options

    asked = {"en": "What would you write about first?", "ro": "Despre ce ați scrie mai întâi?"}
    question, was = options.load().sign_up_question, options.load().sign_up
    found = {}
    for door in (Door.APPLICATION, Door.INVITATION, Door.CLOSED):
        options.change({"sign_up": door.value, "sign_up_question": asked[options.load().language]})
        found[f"join-{door.value}"] = Client().get("/account/join/", secure=False).content.decode()
    options.change({"sign_up": was, "sign_up_question": question})
    return found


def send_all() -> None:
    """Every letter about signing in, and of the notices the newest of each kind, in the paper's language."""
    from django.test import RequestFactory

    from commonpress.interfaces.account.adapter import AccountAdapter
    from commonpress.interfaces.account.letters import LETTERS
    from commonpress.interfaces.notices import digest, mail
    from commonpress.interfaces.notices.models import Notice

    facts = {
        "code": "QX4T-7KPD",
        "password_reset_url": "http://127.0.0.1:8000/account/password/new/2j-d3mx7a-5b0c/",
        "provider": "Example",
        "from_email": "old@example.org",
        "to_email": "new@example.org",
    }
    for prefix in LETTERS:
        AccountAdapter(RequestFactory().get("/")).send_mail(prefix, "olga@lantern.example", facts)
    notices = {notice.kind: notice for notice in Notice.objects.order_by("pk")}
    for notice in notices.values():
        mail.write(notice)
    some = list(notices.values())[:3]
    digest.write(some[0].member, some, 5)


def letters(folder: Path) -> dict[str, str]:
    """One of each subject, without what stands after its colon: the HTML, and the plain text below it."""
    found: dict[str, str] = {}
    for path in sorted(folder.glob("*.log")):
        for raw in re.split(rb"\n-{79}\n", path.read_bytes()):
            message = email.message_from_bytes(raw.strip(), policy=default)
            if isinstance(message, EmailMessage) and message["Subject"]:
                subject = str(message["Subject"]).split(":", maxsplit=1)[0]
                found.setdefault(f"mail-{re.sub(r'[^a-z]+', '-', subject.lower())[:48]}", both(message))
    return found


def both(message: EmailMessage) -> str:
    rich, plain = (message.get_body((kind,)) for kind in ("html", "plain"))
    words = html.escape(f"{message['From']}\n{message['Subject']}\n\n{plain.get_content() if plain else ''}")
    page = str(rich.get_content()) if rich else "<!doctype html><body></body>"
    return page.replace("</body>", f"<hr><pre>{words}</pre></body>")
