class StoryError(Exception):
    """A verb could not act on this story; the message may be shown to a person."""


class WrongState(StoryError):
    """Somebody decided before, or the story is not where the verb needs it to be."""
