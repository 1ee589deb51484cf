"""The one guard at every verb that writes: whose account is closed or banned may not."""

from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from commonpress.domain.members import second_factor
from commonpress.domain.members.models import Ban, Member, Trust
from commonpress.engines.lib import clock, numbers
from commonpress.engines.site.limits import allow

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


class Refused(PermissionDenied):
    """Somebody may not do this; the message is a sentence for that person. Unanswered it becomes a 403."""


class TooOften(Refused):
    """It may be done, but not so soon again."""


@dataclass(frozen=True)
class Limit:
    """At most ``most`` times in any span of ``per``."""

    most: int
    per: timedelta


# What a banned member may still do: be heard, take back their own words, choose whom to read.
ALWAYS = frozenset({"appeal", "hear", "remove", "mute", "settings"})
# (newcomer, known, trusted); editors have no limits.
LIMITS: dict[str, tuple[Limit, Limit, Limit]] = {
    "begin": (Limit(20, DAY), Limit(60, DAY), Limit(200, DAY)),
    # A text that is typed saves itself, at most once in two seconds.
    "write": (Limit(2000, HOUR), Limit(3000, HOUR), Limit(4000, HOUR)),
    "submit": (Limit(10, DAY), Limit(20, DAY), Limit(60, DAY)),
    "take-back": (Limit(20, DAY), Limit(40, DAY), Limit(100, DAY)),
    "amend": (Limit(10, DAY), Limit(30, DAY), Limit(100, DAY)),
    "comment": (Limit(10, HOUR), Limit(40, HOUR), Limit(120, HOUR)),
    "comment-edit": (Limit(20, HOUR), Limit(60, HOUR), Limit(120, HOUR)),
    "react": (Limit(60, HOUR), Limit(240, HOUR), Limit(600, HOUR)),
    "mute": (Limit(60, DAY), Limit(60, DAY), Limit(60, DAY)),
    "flag": (Limit(10, HOUR), Limit(30, HOUR), Limit(60, HOUR)),
    "upload": (Limit(40, DAY), Limit(200, DAY), Limit(500, DAY)),
    "describe": (Limit(200, DAY), Limit(1000, DAY), Limit(2000, DAY)),
    "token": (Limit(10, DAY), Limit(20, DAY), Limit(40, DAY)),
    "settings": (Limit(60, HOUR), Limit(120, HOUR), Limit(240, HOUR)),
    "profile": (Limit(20, DAY), Limit(40, DAY), Limit(60, DAY)),
    "invite": (Limit(10, DAY), Limit(20, DAY), Limit(40, DAY)),
    "appeal": (Limit(10, DAY), Limit(10, DAY), Limit(10, DAY)),
}


def may(member: Member, action: str) -> None:
    """Raise ``Refused`` when the member's account is closed or banned. One query."""
    if not member.is_active:
        raise Refused(_("This account is closed."))
    if action not in ALWAYS and (ban := current_ban(member)):
        raise Refused(banned_said(ban))


def current_ban(member: Member) -> Ban | None:
    """The ban that holds now, the longest one, or nothing."""
    bans = Ban.objects.filter(member=member, until__gt=clock.now(), lifted_at__isnull=True)
    return bans.order_by("-until").first()


def banned_said(ban: Ban) -> str:
    end, language = timezone.localtime(ban.until), get_language() or "en"
    until = f"{numbers.date_long(end, language)}, {numbers.time_short(end, language)}"
    return _("You may write nothing before %(until)s. The reason: %(reason)s") % {
        "until": until,
        "reason": ban.reason,
    }


def must_edit(member: Member) -> None:
    """Raise ``Refused`` unless the member edits and may act. One query, two where a second factor is asked of editors."""
    if not member.is_editor:
        raise Refused(_("Only editors may do this."))
    if second_factor.is_lacking(member):
        raise Refused(second_factor.ASKED)
    may(member, "decide")


def limit(member: Member, action: str) -> Limit | None:
    """How often the member may do this at the level last settled; nothing means without limit."""
    if member.is_editor or action not in LIMITS:
        return None
    return LIMITS[action][Trust(member.trust)]


def spend(member: Member, action: str) -> None:
    """As ``may``, and take one of those the member's level allows. Raises ``TooOften``, which is a ``Refused``.

    What is rolled back is given back: only what was done counts.
    """
    may(member, action)
    most = limit(member, action)
    if most and not allow(action, member.subject, per=most.per, most=most.most):
        raise TooOften(TOO_OFTEN)


TOO_OFTEN = gettext_lazy("You have done this as often as you may for now. Try again later.")
