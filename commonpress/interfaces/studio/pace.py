from commonpress.domain.members.may import limit
from commonpress.domain.members.models import Member
from commonpress.engines.site.limits import allow


def in_pace(member: Member, action: str) -> bool:
    """Whether the member may do this once more now, and count it. Call it outside of the verb's transaction."""
    found = limit(member, action)
    return found is None or allow(action, member.subject, per=found.per, most=found.most)
