"""A small paper to be attacked as it is served: one of everything that has an address. Prints where it is, as JSON.

python -m tests.attacks.fill FOLDER
python -m tests.attacks.fill FOLDER --seen SUBJECT       how many readers it has had
"""

import json
import sys
from io import BytesIO
from pathlib import Path

from commonpress import shell

PASSWORD = "harbour-light-1862"
CANARY = "quinquereme-7f3a"  # in what is not published, and nowhere else
# Patient, for a run asks for more in a minute than any program should; behind a proxy that is trusted at 127.0.0.2 alone.
OWN = """COMMONPRESS_SECRET_KEY=the-paper-that-is-attacked-keeps-no-secrets-0123456789-abcdef
COMMONPRESS_API_CALLS_A_MINUTE=1000000
COMMONPRESS_BASE_URL=https://paper.example
COMMONPRESS_HOSTS=paper.example,127.0.0.1
COMMONPRESS_PROXIES=127.0.0.2
"""


def fill(home: Path) -> dict[str, str]:
    home.mkdir(exist_ok=True)
    (home / "paper.env").write_text(OWN, encoding="utf-8")
    shell.start(home)
    shell.prepare()
    from PIL import Image

    from commonpress.domain.members.models import Member
    from commonpress.domain.sponsors.tests.bookings import booked
    from commonpress.domain.stories.grounds import Ground
    from commonpress.domain.stories.models import Section
    from commonpress.domain.stories.publish import publish
    from commonpress.domain.stories.write import Draft, write
    from commonpress.engines.events import work
    from commonpress.engines.media.store import store
    from commonpress.engines.readership import token
    from commonpress.engines.site import options
    from commonpress.interfaces.api.tokens import make

    olga = Member(email="olga@example.org", handle="olga", name="Olga Owns", role=Member.Role.OWNER)
    olga.set_password(PASSWORD)
    olga.save()
    options.change({"security_contact": "olga@example.org", "name": "The Harbour"})
    section = Section.objects.create(slug="harbour", name="Harbour")
    drawn = BytesIO()
    Image.new("RGB", (640, 480), "navy").save(drawn, "PNG")
    picture = store(drawn.getvalue(), owner="site:paper", alt="A boat")
    draft = Draft("The tide", section, [olga], body="<p>High at noon.</p>", topics=["tide"], picture=picture)
    story = publish(write(draft, by=olga), by=None, ground=Ground.MOVED_IN)
    creative = booked().creatives.get()
    while work.run_due():
        pass
    return {
        **people_and_what_waits(),
        "story": story.get_absolute_url(),
        "number": str(story.pk),
        "subject": story.subject,
        "seen": token.make(story.subject),
        "picture": f"/media/{picture.name}",
        "go": f"/go/{creative.pk}/",
        "token": make(olga, "attacks", ["read", "write", "desk"])[1],
    }


def people_and_what_waits() -> dict[str, str]:
    """The cast with a token each; Ben's draft, two that wait, one that is due tomorrow; Dora has a second step."""
    from datetime import timedelta

    from allauth.mfa.totp.internal.auth import TOTP

    from commonpress.domain.members.models import Member
    from commonpress.domain.stories.grounds import Ground
    from commonpress.domain.stories.models import Section, Story
    from commonpress.domain.stories.schedule import schedule
    from commonpress.domain.stories.submit import submit
    from commonpress.domain.stories.write import Draft, write
    from commonpress.engines.lib import clock
    from commonpress.interfaces.api.tokens import make

    people, found = {}, {}
    for handle in ("ada", "ben", "cleo", "dan", "dora"):
        role = Member.Role.EDITOR if handle == "ada" else Member.Role.MEMBER
        member = Member(email=f"{handle}@example.org", handle=handle, name=handle.title(), role=role)
        member.set_password(PASSWORD)
        member.save()
        people[handle] = member
        found[handle] = make(member, "attacks", ["read", "write", "desk"])[1]
    TOTP.activate(people["dora"], "JBSWY3DPEHPK3PXP")
    for name in ("draft", "waits", "waits too", "due"):
        draft = Draft(
            f"{CANARY} trireme {name}",
            Section.objects.get(),
            [people["ben"]],
            body=f"<p>{CANARY} trireme.</p>",
            standfirst=CANARY,
            topics=[CANARY],
        )
        made = write(draft, by=people["ben"])
        if name != "draft":
            submit(made, by=people["ben"])
        found[name] = str(made.pk)
    due = Story.objects.get(pk=found["due"])
    schedule(due, at=clock.now() + timedelta(days=1), by=people["ada"], ground=Ground.EDITOR)
    return found


def readers(home: Path, subject: str) -> int:
    shell.start(home)
    from commonpress.engines.readership.models import Tally

    return int(
        Tally.objects.filter(kind="seen", subject=subject).values_list("total", flat=True).first() or 0
    )


if __name__ == "__main__":
    found = readers(Path(sys.argv[1]), sys.argv[3]) if len(sys.argv) > 3 else fill(Path(sys.argv[1]))
    print(json.dumps(found))
