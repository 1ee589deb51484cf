"""From rows to what a program is shown."""

from typing import Any

from commonpress.domain.members.models import Member
from commonpress.domain.stories import access
from commonpress.domain.stories.links import rel_of, relabelled
from commonpress.domain.stories.models import Section, Story, Topic
from commonpress.engines.media import address as pictures
from commonpress.engines.media.models import Picture
from commonpress.engines.site.address import absolute


def card(story: Story) -> dict[str, Any]:
    return {
        "id": story.pk,
        "headline": story.headline,
        "standfirst": story.standfirst,
        "excerpt": story.excerpt,
        "kind": story.kind,
        "section": story.section.slug,
        "language": story.language,
        "authors": authors(story),
        "address": absolute(story.get_absolute_url()),
        "published_at": story.published_at,
        "updated_at": story.updated_at,
        "words": story.words,
        "picture": picture(story.picture),
    }


def authors(story: Story) -> list[dict[str, str]]:
    return [author(line.member) for line in story.bylines.all()]


def author(member: Member) -> dict[str, str]:
    address = absolute(member.get_absolute_url())
    return {"name": member.name, "handle": member.handle, "address": address}


def picture(found: Picture | None) -> dict[str, Any] | None:
    if found is None:
        return None
    image = pictures.original(found)
    return {
        "address": absolute(image.url),
        "width": image.width,
        "height": image.height,
        "alt": found.alt,
        "is_decorative": found.is_decorative,
        "credit": found.credit,
    }


def whole(story: Story) -> dict[str, Any]:
    """A published story with all a reader sees of it. Three queries beside the story's own."""
    return card(story) | {
        "body": relabelled(story.body, rel_of(story)),
        "caption": story.caption,
        "topics": [topic(one) for one in story.topics.all()],
        "credit": credit(story),
        "corrections": [
            {"note": one.note, "at": one.at, "address": absolute(one.get_absolute_url())}
            for one in access.corrections(story)
        ],
    }


def credit(story: Story) -> dict[str, str] | None:
    found = getattr(story, "credit", None)
    return found and {name: getattr(found, name) for name in ("agency", "url", "licence", "licence_url")}


def section(found: Section) -> dict[str, Any]:
    return {
        "slug": found.slug,
        "name": found.label,
        "about": found.description,
        "within": found.parent.slug if found.parent else None,
        "address": absolute(found.get_absolute_url()),
    }


def topic(found: Topic) -> dict[str, Any]:
    return {"slug": found.slug, "name": found.name, "address": absolute(found.get_absolute_url())}
