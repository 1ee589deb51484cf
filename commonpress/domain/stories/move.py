from django.db import transaction

from commonpress.domain.members.decide import decided
from commonpress.domain.members.models import Decision, Member
from commonpress.domain.stories import tags
from commonpress.domain.stories.editors import must_edit_it
from commonpress.domain.stories.errors import WrongState
from commonpress.domain.stories.grounds import lead_author
from commonpress.domain.stories.models import Section, Story
from commonpress.domain.stories.publish import free_path
from commonpress.engines.events.record import record
from commonpress.engines.lib.text import slug as make_slug
from commonpress.engines.site import redirects


@transaction.atomic
def move(story: Story, section: Section, *, by: Member | None) -> Story:
    """Put a story into another section. Its address stays. Raises ``Refused``, ``WrongState``."""
    if by is not None:
        must_edit_it(by, story)
    before = story.section
    if before.pk == section.pk:
        return story
    put(story, section, by=by)
    facts = {"before": before.pk, "moved": section.pk, "from": before.slug, "to": section.slug}
    action, rule = Decision.Action.MOVED, "editor" if by else "command"
    decided(story.subject, lead_author(story), action, rule=rule, facts=facts, by=by)
    return story


def put(story: Story, section: Section, *, by: Member | None) -> None:
    """Without a decision of its own, in the caller's transaction. Raises ``WrongState`` when another hand was faster."""
    before = tags.of(story)
    if not Story.objects.filter(pk=story.pk, section=story.section_id).update(section=section):
        raise WrongState
    story.section = section
    record("story.moved", story.subject, stale=[*before, *tags.of(story)], by=by.subject if by else "")


@transaction.atomic
def rename(story: Story, slug: str, *, by: Member | None) -> Story:
    """Give a story another slug; its old address leads to the new one. Raises ``Refused``."""
    if by is not None:
        must_edit_it(by, story)
    story.slug = make_slug(slug)
    old = story.path
    if old and story.published_at:
        story.path = free_path(story, story.published_at)
    Story.objects.filter(pk=story.pk).update(slug=story.slug, path=story.path)
    if old and story.path:
        redirects.lead(f"/{old}/", f"/{story.path}/")
    record("story.renamed", story.subject, stale=tags.of(story), by=by.subject if by else "")
    return story
