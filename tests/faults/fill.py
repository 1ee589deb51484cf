"""The paper that is injured: the cast with open sessions, stories, submissions that wait. Prints what the load must know.

python -m tests.faults.fill FOLDER STORIES SUBMISSIONS
"""

import json
import sys
from pathlib import Path
from typing import Any

from commonpress import shell
from commonpress.engines.lib import durable

KEY = "COMMONPRESS_SECRET_KEY=the-tests-of-faults-keep-no-secrets-0123456789-0123456789\n"
DRAFTS = 3  # texts that are saved again and again
BODY = "<p>The ferry of {number} o'clock came back at noon, with {number} people and a goat aboard.</p>" * 6


def main(folder: Path, stories: int, submissions: int) -> None:
    folder.mkdir(exist_ok=True)
    durable.keep(folder / "paper.env", KEY)  # as ``commonpress new`` does: the disk may break at once
    shell.start(folder)
    shell.prepare()
    print(json.dumps(filled(stories, submissions)))


def filled(stories: int, submissions: int) -> dict[str, Any]:
    from commonpress.domain.members.models import Member
    from commonpress.domain.sponsors.models import Slot
    from commonpress.domain.stories.models import Section
    from commonpress.domain.stories.submit import submit
    from commonpress.engines.readership import token

    cast = {name: member(name) for name in ("ada", "ben")}
    section = Section.objects.create(slug="harbour", name="Harbour")
    written = [story(cast["ben"], section, number) for number in range(stories)]
    for number in range(submissions):
        submit(story(cast["ben"], section, stories + number, published=False), by=cast["ben"])
    drafts = [story(cast["ben"], section, 9000 + number, published=False) for number in range(DRAFTS)]
    creative = booked()
    work_off()
    place = f"{creative.subject}:{Slot.AFTER_STORY.value}"
    return {
        "sessions": {name: session(Member.objects.get(pk=each.pk)) for name, each in cast.items()},
        "stories": [{"pk": one.pk, "path": one.get_absolute_url()} for one in written],
        "tokens": {one.subject: token.make(one.subject) for one in written},
        "entries": entries(),
        "drafts": [{"pk": one.pk, "seen": one.seen, "headline": one.headline} for one in drafts],
        "section": section.pk,
        "creative": creative.pk,
        "click": token.make(place, "clicked"),
        "click_subject": place,
    }


def member(handle: str) -> Any:
    """Editors: they have no limits, so that the load is not refused."""
    from commonpress.domain.members.models import Member

    made = Member(email=f"{handle}@example.org", handle=handle, name=handle.title(), role=Member.Role.EDITOR)
    made.set_unusable_password()
    made.save()
    return made


def story(author: Any, section: Any, number: int, *, published: bool = True) -> Any:
    from commonpress.domain.stories.grounds import Ground
    from commonpress.domain.stories.publish import publish
    from commonpress.domain.stories.write import Draft, write

    draft = Draft(
        headline=f"The ferry of {number} o'clock is back",
        body=BODY.format(number=number),
        section=section,
        authors=[author],
    )
    made = write(draft, by=author)
    return publish(made, by=None, ground=Ground.MOVED_IN) if published else made


def booked() -> Any:
    from commonpress.domain.sponsors.models import Creative
    from commonpress.domain.sponsors.tests.bookings import booked

    return Creative.objects.get(campaign=booked())


def session(member: Any) -> str:
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(member)
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


def entries() -> list[dict[str, int]]:
    from commonpress.domain.stories.models import Story
    from commonpress.interfaces.desk.models import Entry

    waiting = Entry.objects.filter(state="waiting", kind="story").order_by("pk")
    found = [(entry.pk, int(entry.subject.partition(":")[2])) for entry in waiting]
    seen = dict(Story.objects.values_list("pk", "seen"))
    return [{"pk": pk, "story": number, "seen": seen[number]} for pk, number in found]


def work_off() -> None:
    from commonpress.engines.events import work

    while work.turn():
        pass


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
