"""A small paper to be attacked as it is served: one of everything that has an address. Prints where it is, as JSON.

python -m tests.attacks.fill FOLDER
"""

import json
import sys
from io import BytesIO
from pathlib import Path

from commonpress import shell

PASSWORD = "harbour-light-1862"
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
        "story": story.get_absolute_url(),
        "picture": f"/media/{picture.name}",
        "go": f"/go/{creative.pk}/",
        "token": make(olga, "attacks", ["read", "write", "desk"])[1],
    }


if __name__ == "__main__":
    print(json.dumps(fill(Path(sys.argv[1]))))
