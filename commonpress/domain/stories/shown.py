"""How a story looks to its readers, for rooms that may not import the one that makes its page. That room registers here."""

from collections.abc import Callable

from commonpress.domain.stories.models import Story

Page = Callable[[Story, str], str]

_page: list[Page] = []


def page(make: Page) -> Page:
    """Register who makes the page of a story: it is given the story and a notice to stand above it, and answers HTML."""
    _page[:] = [make]
    return make


def as_read(story: Story, notice: str = "") -> str:
    """The page as readers of ``story`` would get it now, whatever its state. Nothing on it is counted."""
    return _page[0](story, notice)
