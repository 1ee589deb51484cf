"""A story that has no readers yet, on the page its readers will get."""

from commonpress.domain.stories.models import Story
from commonpress.domain.stories.publish import free_path
from commonpress.domain.stories.shown import page
from commonpress.engines.edge.holes import emptied
from commonpress.engines.lib import clock
from commonpress.interfaces.front.views.story import page_of


@page
def preview(story: Story, notice: str) -> str:
    """The same template and the same parts. Holes are empty: a preview counts for nobody, and it is kept nowhere."""
    if not story.path:
        story.published_at = story.updated_at = story.due_at or clock.now()
        story.path = free_path(story, story.published_at)
    made = page_of(story, is_indexed=False, notice=notice)
    return emptied(made.content, getattr(made, "holes", ())).decode().replace(' data-seen=""', "")
