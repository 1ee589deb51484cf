"""The cache tag of a conversation: the pages that show comments carry it; cards count theirs through a hole."""

from commonpress.domain.stories.models import Story

THREAD = "comments:"


def thread_tag(story: Story | int) -> str:
    return f"{THREAD}{story if isinstance(story, int) else story.pk}"


def is_of_a_thread(tag: str) -> bool:
    return tag.startswith(THREAD)
