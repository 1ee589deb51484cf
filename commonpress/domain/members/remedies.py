"""What a person may still do about a decision that concerns them."""

from datetime import timedelta

from commonpress.domain.members.models import Decision
from commonpress.engines.lib import clock

# As long as the Digital Services Act gives for complaints (Article 20).
WITHIN = timedelta(days=183)
Action = Decision.Action
OPEN: dict[str, tuple[str, ...]] = {
    Action.RETURNED: ("revise", "submit"),
    Action.DECLINED: ("appeal",),
    Action.SPAM: ("appeal",),
    Action.WITHDRAWN: ("appeal",),
    Action.HIDDEN: ("appeal",),
    Action.BANNED: ("appeal",),
    Action.REVISION_REFUSED: ("appeal", "revise"),
    Action.FLAGGED: ("hear",),
}


def remedies(decision: Decision) -> tuple[str, ...]:
    """Of "revise", "submit", "appeal", "hear": those still open. What one decided oneself has none."""
    if decision.member_id is None or decision.member_id == decision.by_id:
        return ()
    return tuple(name for name in OPEN.get(decision.action, ()) if is_open(decision, name))


def is_open(decision: Decision, name: str) -> bool:
    if name == "appeal":
        return decision.appealed_at is None and clock.now() <= decision.at + WITHIN
    return name != "hear" or decision.heard_at is None
