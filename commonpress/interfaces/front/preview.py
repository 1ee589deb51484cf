"""A story that has no readers yet, and a creative nobody has seen, on the pages their readers will get."""

from collections.abc import Callable
from datetime import timedelta

from django.http import HttpRequest, HttpResponse

from commonpress.domain.sponsors import shown
from commonpress.domain.sponsors.models import Placement, Slot
from commonpress.domain.sponsors.place import Placed
from commonpress.domain.stories import access
from commonpress.domain.stories.models import Section, Story
from commonpress.domain.stories.publish import free_path
from commonpress.domain.stories.shown import page
from commonpress.engines.edge.holes import emptied
from commonpress.engines.lib import clock
from commonpress.interfaces.front.views.home import front_page
from commonpress.interfaces.front.views.lists import section_page
from commonpress.interfaces.front.views.story import page_of


@page
def preview(story: Story, notice: str) -> str:
    """The same template and the same parts. Holes are empty: a preview counts for nobody, and it is kept nowhere."""
    if not story.path:
        story.published_at = story.updated_at = story.due_at or clock.now()
        story.path = free_path(story, story.published_at)
    return uncounted(page_of(story, is_indexed=False, notice=notice))


@shown.page
def in_place(placement: Placement, notice: str) -> str | None:
    """The newest page that has such a slot, with this one creative in it and nothing else."""
    placed = Placed({placement.slot: [placement]}, clock.now() + timedelta(hours=1))
    made = maker_of(placement.slot)(placed, notice)
    return uncounted(made) if made else None


def maker_of(slot: str) -> Callable[[Placed, str], HttpResponse | None]:
    return {Slot.FRONT.value: front_page, Slot.SECTION.value: on_a_section}.get(slot, on_a_story)


def on_a_section(placed: Placed, notice: str) -> HttpResponse | None:
    first = Section.objects.order_by("position", "pk").first()
    return section_page(HttpRequest(), first, placed, notice) if first else None


def on_a_story(placed: Placed, notice: str) -> HttpResponse | None:
    newest = access.published().first()
    found = access.at_path(newest.path) if newest and newest.path else None
    return page_of(found, is_indexed=False, placed=placed, notice=notice) if found else None


def uncounted(made: HttpResponse) -> str:
    words = emptied(made.content, getattr(made, "holes", ())).decode()
    return words.replace(' data-seen=""', "").replace(' data-token=""', "")
