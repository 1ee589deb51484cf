from collections import defaultdict

from commonpress.domain.sponsors.models import Placement
from commonpress.engines.lib import clock


def place(slots: tuple[str, ...]) -> dict[str, list[Placement]]:
    """The placements in flight for each of these slots, heaviest first; slots with none are missing. One query."""
    now = clock.now()
    rows = (
        Placement.objects.filter(
            slot__in=slots, creative__campaign__starts_at__lte=now, creative__campaign__ends_at__gt=now
        )
        .select_related("creative__picture", "creative__campaign__sponsor")
        .defer("creative__campaign__name", "creative__campaign__starts_at", "creative__campaign__ends_at")
        .order_by("slot", "-weight", "pk")
    )
    placed: dict[str, list[Placement]] = defaultdict(list)
    for row in rows:
        placed[row.slot].append(row)
    return dict(placed)
