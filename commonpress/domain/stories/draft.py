from django.db import transaction

from commonpress.domain.members.may import spend
from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Section, Story
from commonpress.domain.stories.write import Draft, store
from commonpress.engines.events.record import record


@transaction.atomic
def begin(member: Member, section: Section, language: str) -> Story:
    """An empty draft of this member's. Raises ``Refused``."""
    spend(member, "begin")
    story = store(Draft(headline="", section=section, authors=[member], language=language), by=member)
    record("story.begun", story.subject, by=member.subject)
    return story
