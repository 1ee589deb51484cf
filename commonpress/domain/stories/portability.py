"""A member's stories: what they take along, and what becomes of them when the member leaves."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from commonpress.domain.members.models import Member
from commonpress.domain.members.portability import Archive, Row, Wish
from commonpress.domain.stories import pictured
from commonpress.domain.stories.erase import forget_text
from commonpress.domain.stories.models import Story
from commonpress.domain.stories.withdraw import withdraw
from commonpress.engines.events.record import record
from commonpress.engines.site import mail


def export(member: Member, whole: Archive) -> None:
    """Every story the member signed, with its revisions, as data and as pages."""
    rows: list[Row] = []
    for story in signed_by(member).prefetch_related("revisions", "topics", "corrections"):
        page = f"stories/{story.pk}.html"
        whole.page(page, story.headline, story.body, story.language)
        rows.append(facts(story) | {"page": page})
    whole.part("stories", _("Stories"), rows)


def facts(story: Story) -> Row:
    plain = ("headline", "standfirst", "body", "language", "state", "kind", "caption", "created_at", "published_at",
             "updated_at", "withdrawn_at")  # fmt: skip
    return {
        **{name: getattr(story, name) for name in plain},
        "section": story.section.name,
        "address": story.get_absolute_url() if story.path else "",
        "topics": [topic.name for topic in story.topics.all()],
        "corrections": [{"note": one.note, "at": one.at} for one in story.corrections.all()],
        "revisions": [
            {
                "number": one.number,
                "headline": one.headline,
                "standfirst": one.standfirst,
                "body": one.body,
                "at": one.at,
            }
            for one in story.revisions.all()
        ],
    }


def erase(member: Member, wish: Wish) -> Iterable[str]:
    """Unpublished stories that nobody else signed go. Published ones are withdrawn and emptied, or stay without the name.

    Answers the pictures that stories left standing still show.
    """
    staying: set[str] = set()
    for story in signed_by(member):
        alone = not story.bylines.exclude(member=member).exists()
        if alone and not story.path:
            Story.objects.filter(pk=story.pk).delete()
            record("story.erased", story.subject, by=member.subject)
        elif alone and wish.remove_stories:
            remove(story, member)
        else:
            staying |= shown(story)
    return staying


def remove(story: Story, member: Member) -> None:
    """Withdraw the story, and keep none of its text: the address answers 410 with the reason."""
    if story.state == Story.State.PUBLISHED:
        with mail.speaking(""):
            withdraw(story, reason=_("The author took it back."), by=member)
    forget_text(story)
    record("story.erased", story.subject, by=member.subject)


def shown(story: Story) -> set[str]:
    stems = pictured.stems(story.body, story.picture)
    return {f"{stem}.{ending}" for stem in stems for ending in ("jpg", "webp", "avif")}


def signed_by(member: Member) -> QuerySet[Story]:
    return Story.objects.filter(bylines__member=member).select_related("section", "picture").order_by("pk")
