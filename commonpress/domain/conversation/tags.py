"""The cache tag of a conversation: the pages that show comments carry it; cards count theirs through a hole."""

from commonpress.domain.stories.models import Story


def thread_tag(story: Story | int) -> str:
    return f"comments:{story if isinstance(story, int) else story.pk}"
