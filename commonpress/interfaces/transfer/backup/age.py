"""How long ago a restore was last proved: what the doctor and the owner want to know of backups."""

from dataclasses import dataclass
from datetime import timedelta

from commonpress.engines.lib import clock
from commonpress.interfaces.transfer.models import Drill

STALE = timedelta(days=3)


@dataclass(frozen=True)
class Standing:
    """``proved`` is the last drill that went well, ``last`` the last of all."""

    proved: Drill | None
    last: Drill | None

    @property
    def age(self) -> timedelta | None:
        return clock.now() - self.proved.ended_at if self.proved else None

    @property
    def has_failed(self) -> bool:
        return bool(self.last and self.last.trouble)

    @property
    def is_stale(self) -> bool:
        return self.age is not None and self.age > STALE


def standing() -> Standing:
    drills = Drill.objects.order_by("-ended_at", "-pk")
    return Standing(drills.filter(trouble="").first(), drills.first())


def in_words(age: timedelta) -> str:
    hours = int(age.total_seconds() // 3600)
    if hours < 1:
        return "less than an hour ago"
    if hours < 48:
        return f"{hours} hours ago" if hours > 1 else "an hour ago"
    return f"{hours // 24} days ago"
