from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from commonpress.domain.stories.models import Story


class StoryError(Exception):
    """A verb could not act on this story; the message may be shown to a person."""


class WrongState(StoryError):
    """Somebody decided before, or the story is not where the verb needs it to be."""

    def __init__(self, words: str = "") -> None:
        super().__init__(
            words or _("Somebody was faster, or the story no longer stands where this can be done.")
        )


class Incomplete(StoryError):
    """Something is missing; ``field`` names where."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(words)
        self.field = field


class Conflict(StoryError):
    """The text changed since it was read. ``current`` is the story as it stands, ``yours`` what was not saved."""

    def __init__(self, current: "Story", yours: Any = None) -> None:
        super().__init__(_("Somebody changed this text while you were writing. Nothing was overwritten."))
        self.current = current
        self.yours = yours
