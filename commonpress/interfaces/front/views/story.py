from dataclasses import replace
from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from commonpress.domain.conversation.thread import thread
from commonpress.domain.sponsors.models import OF_A_STORY
from commonpress.domain.sponsors.place import Placed
from commonpress.domain.stories import access, links, tags
from commonpress.domain.stories.models import Story
from commonpress.engines.edge.public import public
from commonpress.engines.lib.text import reading_minutes
from commonpress.engines.site import options, redirects
from commonpress.interfaces.front import frame, read_more, slots, structured
from commonpress.interfaces.front.body import as_shown, pictures_in
from commonpress.interfaces.front.cards import Card, cards, tags_of
from commonpress.interfaces.front.views import conversation, errors

UPDATED_AFTER = timedelta(minutes=5)  # a change this soon after publication is not told as an update


@public
def story(request: HttpRequest, year: int, month: int, slug: str) -> HttpResponse:
    """One story, with all that stands around it: at most twelve queries."""
    path = f"{year:04d}/{month:02d}/{slug}"
    found = access.at_path(path)
    if found is None:
        return moved(request, path)
    if found.state == Story.State.WITHDRAWN:
        return errors.gone(request, found)
    return page_of(found)


def page_of(
    found: Story, *, is_indexed: bool = True, placed: Placed | None = None, **more_context: str
) -> HttpResponse:
    """The page of a story that has its place, with all that stands around it; ``placed`` in its slots when given."""
    sections = access.sections()
    corrections = access.corrections(found)
    talk = thread(found)
    pictures = pictures_in(found.body)
    placed = placed or slots.placed(OF_A_STORY, found.section, found.language)
    more = read_more.of(found)
    access.with_bylines([found, *more])
    card, *others = cards([found, *more])
    paper = options.paper()
    context = {
        "story": found,
        "authors": card.authors,
        "body": as_shown(found.body, links.rel_of(found), pictures),
        "minutes": reading_minutes(found.words),
        "is_updated": is_updated(found),
        "is_changed": is_changed(found),
        "credit": getattr(found, "credit", None),
        "corrections": corrections,
        "topics": found.topics.all(),
        **conversation.talk_of(found, talk),
        **slots.context(placed),
        "read_more": others,
        "read_more_part": read_more.subject_of(more),
        "notice": "",
        **more_context,
    }
    head = structured.story_head(paper, card, corrections)
    return frame.render(
        "front/story.html",
        head if is_indexed else replace(head, is_indexed=False),
        context,
        tags=[
            *story_tags(card),
            *conversation.tags_of(found, talk.comments),
            *slots.tags(placed),
            *(one.subject for one in pictures.values()),
        ],
        part_tags=tags_of(others),
        sections=sections,
        seconds=conversation.soonest(slots.seconds(placed), conversation.until_closed(found)),
    )


def moved(request: HttpRequest, path: str) -> HttpResponse:
    if target := redirects.target_of(f"/{path}/"):
        return HttpResponsePermanentRedirect(target)
    raise Http404("no such story")


def is_updated(story: Story) -> bool:
    return bool(
        story.updated_at and story.published_at and story.updated_at - story.published_at > UPDATED_AFTER
    )


def is_changed(story: Story) -> bool:
    """Whether its words changed after publication, be it a letter."""
    return bool(story.edited_at and story.published_at and story.edited_at > story.published_at)


def story_tags(card: Card) -> list[str]:
    portraits = [f"picture:{author.picture_id}" for author in card.authors if author.picture_id]
    return [tags.SECTIONS, *tags_of([card]), *portraits]
