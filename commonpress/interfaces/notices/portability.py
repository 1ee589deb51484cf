"""A member's notices: taken along in words, and gone when the member leaves."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from commonpress.domain.conversation.models import Comment
from commonpress.domain.members.models import Member
from commonpress.domain.members.portability import Archive, Row, Wish
from commonpress.engines.events.models import Event
from commonpress.interfaces.notices.kinds import BUNDLED
from commonpress.interfaces.notices.mine import notices
from commonpress.interfaces.notices.models import Notice, Rhythm, Silence
from commonpress.interfaces.notices.told import told


def export(member: Member, whole: Archive) -> None:
    rows = (row(notice) for notice in notices(member))
    whole.part("notices", pgettext("what happened", "Notices"), rows)
    silences = Silence.objects.filter(member=member).values("kind")
    whole.part("silences", _("Notices without mail"), silences)
    rhythm = Rhythm.objects.filter(member=member).values("hours", "last_at")
    whole.part("digest", _("How often the digest comes"), rhythm)


def row(notice: Notice) -> Row:
    said = told(notice)
    return {
        "title": said.title,
        "rule": said.rule,
        "words": said.words,
        "at": notice.at,
        "read_at": notice.read_at,
    }


def erase(member: Member, wish: Wish) -> Iterable[str]:
    Notice.objects.filter(member=member).delete()
    Silence.objects.filter(member=member).delete()
    Rhythm.objects.filter(member=member).delete()
    return ()


def forget_name(event: Event) -> None:
    """What others were told of the comments of who left is told without the name."""
    subjects = [Comment(pk=number).subject for number in event.facts["comments"]]
    for notice in Notice.objects.filter(subject__in=subjects, kind__in=BUNDLED):
        notice.facts.pop("who", None)
        notice.save(update_fields=["facts"])
