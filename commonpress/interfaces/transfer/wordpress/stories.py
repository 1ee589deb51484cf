"""A post becomes a story, through the verbs of the stories room."""

from django.db.models import Max
from django.utils.translation import gettext as _

from commonpress.domain.stories.grounds import Ground
from commonpress.domain.stories.models import Lead, Story
from commonpress.domain.stories.publish import publish
from commonpress.domain.stories.schedule import schedule
from commonpress.domain.stories.write import Draft, write
from commonpress.engines.lib import html
from commonpress.engines.lib.text import excerpt
from commonpress.interfaces.transfer.wordpress import body, decide, old, shelves
from commonpress.interfaces.transfer.wordpress.decide import Fate, Notes
from commonpress.interfaces.transfer.wordpress.move import Move
from commonpress.interfaces.transfer.wordpress.pictures import picture_of
from commonpress.interfaces.transfer.wordpress.records import Item
from commonpress.interfaces.transfer.wordpress.site import Medium

NAMED_AFTER = 80  # characters of the text that serve as a headline where there is none
HEADLINE = 300


def take_story(item: Item, fate: Fate, text: body.Text, move: Move) -> Story:
    """Write it, and publish or schedule it at its old date; a draft stays a draft."""
    story = write(draft_of(item, fate, text, move), by=move.by)
    if fate.state == decide.PUBLISH:
        publish(story, by=move.by, ground=Ground.MOVED_IN, at=fate.at)
        if item.is_sticky:
            put_on_top(story)
    elif fate.state == decide.SCHEDULE and fate.at:
        schedule(story, at=fate.at, by=move.by, ground=Ground.MOVED_IN)
    return story


def draft_of(item: Item, fate: Fate, text: body.Text, move: Move) -> Draft:
    section, category = shelves.section_of(item, move)
    if not category:
        fate.notes.append(("no-section", section.name))
    medium = lead_medium(item, move)
    picture = picture_of(medium, move)
    authors = [member for login in (item.creator, *item.others) if (member := move.members.get(login))]
    return Draft(
        headline=title_of(item, text),
        section=section,
        authors=list(dict.fromkeys(authors)),
        body=text.html,
        standfirst=body.words(item.excerpt),
        language=move.language,
        slug=old.decoded(item.name),
        topics=shelves.topics_of(item, category),
        picture=picture,
        caption=body.words(medium.words) if medium and picture else "",
        is_open_for_comments=item.comment_status == "open",
        created_at=fate.at,
    )


def lead_medium(item: Item, move: Move) -> Medium | None:
    number = item.first("_thumbnail_id")
    return move.site.medium(number) if number else None


def title_of(item: Item, text: body.Text) -> str:
    title = body.words(item.title)
    return title or excerpt(html.to_text(text.html), NAMED_AFTER) or _("Untitled")


def notes_on(item: Item, move: Move) -> Notes:
    """What is not as it was, apart from the text."""
    notes: Notes = []
    title = body.words(item.title)
    if not title:
        notes.append(("no-title", ""))
    if len(title) > HEADLINE:
        notes.append(("cut", ""))
    medium = lead_medium(item, move)
    if item.first("_thumbnail_id") and not (medium and medium.file):
        notes.append(("lead-picture", medium.url if medium else item.first("_thumbnail_id")))
    return notes


def put_on_top(story: Story) -> None:
    last = Lead.objects.aggregate(last=Max("position"))["last"] or 0
    Lead.objects.create(story=story, position=last + 1)
