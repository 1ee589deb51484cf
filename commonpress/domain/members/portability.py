"""A member's own: everything the paper holds of them, to take along or to be forgotten.

Each room that keeps something of a member says so in its ``apps.ready``: ``contribute("comments", export=…, erase=…)``.
``archive`` makes the file a member downloads; the verb ``leave`` erases.
"""

import json
import zipfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commonpress.domain.members.models import Application, Decision, Invitation, Member
from commonpress.engines.lib import clock
from commonpress.engines.media import files
from commonpress.engines.media.models import Picture
from commonpress.engines.site import options

Row = dict[str, Any]


@dataclass
class Archive:
    """A zip file in the making. Each part becomes a JSON file and a chapter of ``index.html``."""

    zip: zipfile.ZipFile
    chapters: list[tuple[str, list[Row]]] = field(default_factory=list)

    def part(self, name: str, title: str, rows: Iterable[Any]) -> None:
        """``rows`` under ``name.json``; values are what JSON can say, and dates."""
        found = list(rows)
        self.text(f"{name}.json", json.dumps(found, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
        self.chapters.append((title, found))

    def page(self, name: str, title: str, body: str, language: str) -> None:
        """One readable page. ``body`` is HTML that passed the sanitiser."""
        context = {"title": title, "body": body, "language": language}
        self.text(name, render_to_string("members/archive_page.html", context))

    def text(self, name: str, words: str) -> None:
        self.zip.writestr(name, words)

    def file(self, name: str, path: Path) -> None:
        """A file as it is; one that is missing is left out."""
        if path.is_file():
            self.zip.write(path, name)


@dataclass(frozen=True)
class Wish:
    """How somebody leaves: whether their published stories and their comments go too, or stay without their name."""

    remove_stories: bool
    remove_comments: bool = False


Export = Callable[[Member, Archive], None]
Erase = Callable[[Member, Wish], Iterable[str]]

_rooms: dict[str, tuple[Export, Erase]] = {}


def contribute(room: str, *, export: Export, erase: Erase) -> None:
    """``erase`` runs in the transaction of ``leave`` and answers the names of pictures that must stay on view."""
    _rooms[room] = (export, erase)


def archive(member: Member, file: IO[bytes]) -> None:
    """Write everything of the member's into ``file`` as a zip archive."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        whole = Archive(made)
        own(member, whole)
        for export, _erase in _rooms.values():
            export(member, whole)
        context = {
            "member": member,
            "chapters": whole.chapters,
            "at": clock.now(),
            "paper": options.paper(),
            "language": get_language(),
        }
        whole.text("index.html", render_to_string("members/archive.html", context))


def erase_all(member: Member, wish: Wish) -> set[str]:
    """Let every room forget; the names of the pictures that stay."""
    return {name for _export, erase in _rooms.values() for name in erase(member, wish)}


def own(member: Member, whole: Archive) -> None:
    profile: Row = {
        name: getattr(member, name)
        for name in (
            "name",
            "handle",
            "email",
            "words",
            "words_translations",
            "links",
            "language",
            "role",
            "joined_at",
            "last_login",
        )
    }
    invited = Member.objects.filter(invited_by=member).values_list("handle", flat=True)
    profile |= {"invited_by": member.invited_by and member.invited_by.handle, "invited": list(invited)}
    whole.part("profile", _("Profile"), [profile])
    applications = Application.objects.filter(member=member)
    whole.part(
        "application", _("Application"), applications.values("question", "answer", "state", "words", "at")
    )
    decisions = Decision.objects.filter(member=member).order_by("at")
    said = (
        "subject",
        "action",
        "rule",
        "words",
        "at",
        "appealed_at",
        "appeal_words",
        "answered_at",
        "answer",
    )
    whole.part("decisions", _("Decisions of the desk"), decisions.values(*said))
    invitations = Invitation.objects.filter(by=member)
    whole.part("invitations", _("Invitations"), invitations.values("note", "at", "until", "used_at"))
    pictures = Picture.objects.filter(owner=member.subject).order_by("pk")
    words = pictures.values("name", "alt", "credit", "licence", "width", "height", "created_at")
    whole.part("pictures", _("Pictures"), words)
    for picture in pictures:
        with suppress(FileNotFoundError):
            whole.file(f"pictures/{picture.name}", files.here(picture.name))
