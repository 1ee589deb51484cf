"""What the proofs prepare and look up with the paper's own verbs, run on one machine of it.

python -m tests.machines.inside FOLDER COMMAND [NUMBER]     prints JSON
"""

import json
import sys
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from commonpress import shell

DUE = timedelta(seconds=6)


def main(folder: Path, command: str, number: int) -> None:
    shell.start(folder)
    print(json.dumps(COMMANDS[command](number)))


def schedule(number: int) -> list[str]:
    """So many stories that are all due at one moment soon; their subjects."""
    from commonpress.domain.members.models import Member
    from commonpress.domain.stories.grounds import Ground
    from commonpress.domain.stories.models import Section
    from commonpress.domain.stories.schedule import schedule
    from commonpress.engines.lib import clock
    from tests.faults.fill import story

    ada = Member.objects.get(handle="ada")
    section = Section.objects.get()
    due = clock.now() + DUE
    made = [story(ada, section, 5000 + each, published=False) for each in range(number)]
    return [schedule(one, at=due, by=ada, ground=Ground.EDITOR).subject for one in made]


def letters(number: int) -> int:
    from django.db import transaction

    from commonpress.engines.site import mail

    with transaction.atomic():
        for each in range(number):
            mail.send("cleo@example.org", f"Letter {each}", "The harbour is open.")
    return number


def campaign(number: int) -> dict[str, Any]:
    """One that has bought so many impressions, and the token of a page that shows it."""
    from commonpress.domain.sponsors.models import Creative, Slot
    from commonpress.domain.sponsors.tests.bookings import booked
    from commonpress.engines.readership import token

    made = booked(slots=[Slot.AFTER_SEARCH], sponsor="Sails", goal="impressions", amount=number)
    creative = Creative.objects.get(campaign=made)
    place = f"{creative.subject}:{Slot.AFTER_SEARCH.value}"
    return {"subject": made.subject, "place": place, "token": token.make(place)}


def pictures(_number: int) -> list[str]:
    """The first file of each, in the order they came."""
    from commonpress.engines.media.models import Picture

    return [picture.files[0] for picture in Picture.objects.order_by("pk")]


def digests(number: int) -> int:
    """So many members to whom something was said an hour ago."""
    from commonpress.domain.members.models import Member
    from commonpress.engines.lib import clock
    from commonpress.interfaces.notices.models import Notice

    at = clock.now() - timedelta(hours=1)
    for each in range(number):
        member = Member.objects.create(email=f"reader-{each}@example.org", handle=f"reader-{each}")
        notices = [
            Notice(member=member, kind="trust", event=10**6 + one, at=at, is_due=True, is_by_mail=True)
            for one in range(3)
        ]
        Notice.objects.bulk_create(notices)
    return number


def noon(_number: int) -> str:
    """A zone in which the night is over, whatever o'clock it is: the nightly work is due."""
    from commonpress.engines.lib import clock
    from commonpress.engines.site import options

    ahead = 12 - clock.now().hour
    zone = f"Etc/GMT{-ahead:+d}" if ahead else "UTC"
    options.change({"zone": zone})
    return zone


def facts(_number: int) -> dict[str, Any]:
    """How often what should happen once has happened."""
    from commonpress.domain.members.models import Decision
    from commonpress.engines.events.models import Errand, Event, Sign
    from commonpress.engines.readership.models import Tally
    from commonpress.interfaces.transfer.models import Drill

    kinds = ("story.published", "campaign.delivered")
    events = {
        kind: Counter(Event.objects.filter(kind=kind).values_list("subject", flat=True)) for kind in kinds
    }
    return {
        **events,
        "decisions": Counter(Decision.objects.values_list("subject", flat=True)),
        "errands": Counter(Errand.objects.values_list("state", flat=True)),
        "seen": dict(Tally.objects.filter(kind="seen").values_list("subject", "total")),
        "drills": list(Drill.objects.values_list("backup", "trouble")),
        "workers": sorted(Sign.objects.filter(pk__startswith="worker:").values_list("pk", flat=True)),
    }


COMMANDS: dict[str, Callable[[int], Any]] = {
    "schedule": schedule,
    "letters": letters,
    "campaign": campaign,
    "pictures": pictures,
    "digests": digests,
    "noon": noon,
    "facts": facts,
}

if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int((sys.argv[3:] or ["0"])[0]))
