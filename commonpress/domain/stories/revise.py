"""Writing on. Every save is in the database before it is answered; a revision is kept when a text would else be lost."""

from datetime import datetime, timedelta
from typing import Any, TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from commonpress.domain.members.may import Refused, spend
from commonpress.domain.members.models import Member
from commonpress.domain.stories import pictured, text
from commonpress.domain.stories.editors import edits, signs
from commonpress.domain.stories.errors import Conflict, WrongState
from commonpress.domain.stories.grounds import OWN, READY
from commonpress.domain.stories.models import Revision, Section, SourceCredit, Story
from commonpress.domain.stories.write import Credit, remember, tag
from commonpress.engines.events.record import record
from commonpress.engines.lib import clock
from commonpress.engines.lib.text import slug as make_slug
from commonpress.engines.media.models import Picture

KEEP_EVERY = timedelta(minutes=5)
LOSS = 200  # characters fewer than before: what was there is kept first


class Fields(TypedDict, total=False):
    """What may be revised; what is absent stays. ``body`` is HTML from anywhere: it passes the sanitiser."""

    headline: str
    standfirst: str
    body: str
    section: Section
    language: str
    kind: str
    topics: list[str]
    picture: Picture | None
    caption: str
    credit: Credit | None
    embargo_until: datetime | None
    is_open_for_comments: bool


TEXTS = ("headline", "standfirst", "body")
ASIDE = ("topics", "credit")  # kept in tables of their own


@transaction.atomic
def revise(story: Story, fields: Fields, *, by: Member, seen: int, autosave: bool = False) -> Story:
    """Change an unpublished story. ``seen`` is the ``Story.seen`` the writer had before them.

    Authors revise drafts and what was handed back, editors what waits or is scheduled. With ``autosave`` a revision is
    kept every few minutes only, and before a text is lost. Raises ``Conflict`` (both texts), ``Refused``, ``WrongState``.
    """
    current = may_revise(story, fields, by)
    if current.seen != seen:
        raise Conflict(current, fields)
    now = clock.now()
    columns = columns_of(current, fields)
    if is_worth_keeping(current, columns, by, now):
        keep_as_it_stands(current)
    as_read = Story.objects.filter(pk=story.pk, seen=seen, state=current.state)
    changed = as_read.update(**columns, seen=seen + 1, kept=current.kept, edited_by=by, edited_at=now)
    if not changed:
        raise Conflict(Story.objects.get(pk=story.pk), fields)
    set_aside(current, fields)
    if columns.keys() & {"body", "picture"}:
        note_new_pictures(current, columns, by)
    story.refresh_from_db()
    if not autosave:
        keep_as_it_stands(story)
        record("story.revised", story.subject, by=by.subject)
    return story


def may_revise(story: Story, fields: Fields, by: Member) -> Story:
    """The story as it stands in the database. Raises ``Refused`` or ``WrongState``."""
    spend(by, "write")
    current = Story.objects.select_related("section", "picture").get(pk=story.pk)
    is_own, is_editor = signs(by, current), edits(by, current.section_id)
    if not (is_own or is_editor):
        raise Refused(_("This is somebody else's story."))
    allowed = (OWN if is_own else frozenset()) | (READY if is_editor else frozenset())
    if current.state not in allowed:
        raise WrongState(where_it_stands(current, is_own))
    if fields.get("kind", current.kind) == Story.Kind.SPONSORED and not by.is_editor:
        raise Refused(_("Only editors may mark a story as sponsored."))
    return current


def where_it_stands(story: Story, is_own: bool) -> str:
    if is_own and story.state == Story.State.SUBMITTED:
        return _("It waits for the desk. Take it back to go on writing.")
    if is_own and story.state == Story.State.SCHEDULED:
        return _("It is approved and will appear as it is. Ask an editor to change it.")
    return ""


def columns_of(story: Story, fields: Fields) -> dict[str, Any]:
    """The columns as they are to be, cleaned, with those that follow from them. Raises ``KeyError`` for any other name."""
    if unknown := fields.keys() - Fields.__annotations__.keys():
        raise KeyError(*unknown)
    columns: dict[str, Any] = {name: value for name, value in fields.items() if name not in ASIDE}
    for name, limit in (("headline", 300), ("standfirst", 1000), ("caption", 500)):
        if name in columns:
            columns[name] = text.line(columns[name], limit)
    if "body" in columns:
        columns["hidden"] = text.hidden_in(columns["body"])
        columns["body"] = text.clean_body(columns["body"])
        columns["words"] = text.count_words(columns["body"])
    if "body" in columns or "standfirst" in columns:
        columns["excerpt"] = text.excerpt_of(
            columns.get("standfirst", story.standfirst), columns.get("body", story.body)
        )
    if "headline" in columns and story.path is None and story.slug == make_slug(story.headline):
        columns["slug"] = make_slug(columns["headline"])
    return columns


def note_new_pictures(story: Story, columns: dict[str, Any], by: Member) -> None:
    """What is taken out stays noted: older versions show it."""
    came = pictured.stems(columns.get("body", ""), columns.get("picture"))
    pictured.noted(story, came - pictured.stems(story.body, story.picture), by)


def set_aside(story: Story, fields: Fields) -> None:
    if "topics" in fields:
        tag(story, fields["topics"])
    if "credit" in fields:
        credit = fields["credit"]
        if credit is None:
            SourceCredit.objects.filter(story=story).delete()
        else:
            SourceCredit.objects.update_or_create(story=story, defaults=vars(credit))


def is_worth_keeping(story: Story, columns: dict[str, Any], by: Member, now: datetime) -> bool:
    """Whether the text that is about to be replaced should become a revision first."""
    if all(columns.get(name, getattr(story, name)) == getattr(story, name) for name in TEXTS):
        return False
    newest = story.revisions.order_by("-number").values_list("at", flat=True).first()
    is_old = newest is None or now - newest >= KEEP_EVERY
    return is_old or story.edited_by_id != by.pk or loses(story, columns)


def loses(story: Story, columns: dict[str, Any]) -> bool:
    return len(story.body) - len(columns.get("body", story.body)) > LOSS


def keep_as_it_stands(story: Story) -> Revision | None:
    """Keep the text as a revision unless it is one already."""
    if story.kept == story.seen and story.revisions.exists():
        return None
    revision = remember(story, by=story.edited_by, at=story.edited_at or clock.now())
    Story.objects.filter(pk=story.pk).update(kept=story.seen)
    story.kept = story.seen
    return revision
