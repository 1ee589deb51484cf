"""Letters by electronic mail: written in the transaction of what they tell, carried to the SMTP server by the worker.

Write one inside ``speaking(member.language)``, so that its words are the reader's own. An answer to a visitor never waits
for a mail server, and so never tells by its time whether there was somebody to write to.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formataddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from commonpress.engines.events import signs
from commonpress.engines.events.models import Event
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock, text
from commonpress.engines.lib.tally import tally
from commonpress.engines.site import options
from commonpress.engines.site.address import absolute, host
from commonpress.engines.site.models import Letter

LONGEST_SUBJECT = 200
SENT = "mail.sent"  # the sign of life
ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Translate into ``language`` inside the block; into the paper's when the member chose none we have."""
    known = {code for code, _name in settings.LANGUAGES}
    with translation.override(language if language in known else options.paper().language):
        yield


@transaction.atomic
def send(to: str, subject: str, words: str, *, headers: dict[str, str] | None = None) -> Letter:
    """Write a letter; the worker sends it at least once. ``words`` is plain text, an empty line between paragraphs.

    The simple HTML beside it is made from the same words. Line breaks and what nobody sees are taken out of the subject,
    the address and the headers.
    """
    letter = Letter.objects.create(
        to=one_line(to),
        subject=text.excerpt(one_line(subject), LONGEST_SUBJECT),
        words=text.seen(words).strip(),
        language=translation.get_language() or options.paper().language,
        headers={one_line(name): one_line(value) for name, value in (headers or {}).items()},
        at=clock.now(),
    )
    record("letter.written", f"letter:{letter.pk}")
    return letter


def carry(event: Event) -> None:
    """The reader of ``letter.written``: hand the letter to the mail server, then forget it."""
    letter = Letter.objects.filter(pk=event.subject.removeprefix("letter:")).first()
    if letter is None:
        return
    with get_connection() as server:
        server.send_messages([message(letter)])
        # Right after the server's yes, before any farewell: a worker killed in between sends the letter a second time.
        with transaction.atomic():
            letter.delete()
            signs.give(SENT)
    tally.add("letters_sent")


def message(letter: Letter) -> EmailMultiAlternatives:
    paper = options.paper()
    context = {"letter": letter, "paper": paper, "address": absolute("/"), "blocks": blocks(letter.words)}
    with translation.override(letter.language):
        plain = f"{letter.words}\n\n-- \n{one_line(paper.name)}\n{absolute('/')}\n"
        rich = render_to_string("mail/letter.html", context)
    sender = formataddr((one_line(paper.name), settings.MAIL_FROM))
    # One name however often it goes out, so that mail programs show one letter.
    named = {"Message-ID": f"<letter-{letter.pk}-{letter.at:%Y%m%d%H%M%S%f}@{host()}>", **letter.headers}
    made = EmailMultiAlternatives(letter.subject, plain, sender, [letter.to], headers=named)
    made.attach_alternative(rich, "text/html")
    return made


def blocks(words: str) -> list[list[list[tuple[str, bool]]]]:
    """Paragraphs of lines of pieces; a piece that is an address is to be a link."""
    return [
        [pieces(line) for line in paragraph.split("\n")]
        for paragraph in re.split(r"\n\s*\n", words)
        if paragraph
    ]


def pieces(line: str) -> list[tuple[str, bool]]:
    found: list[tuple[str, bool]] = []
    at = 0
    for match in ADDRESS.finditer(line):
        found += [(line[at : match.start()], False), (match[0], True)]
        at = match.end()
    return [(piece, is_link) for piece, is_link in [*found, (line[at:], False)] if piece]


def one_line(value: str) -> str:
    """Nothing that could begin another header."""
    return " ".join(text.seen(value).split())
