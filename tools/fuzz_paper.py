"""Fill the paper of tools/fuzz_api.py: something to read, to write on and to decide, and a token that may do it all."""

import sys
from pathlib import Path

from commonpress import shell

# A run asks for more in a minute than any program should.
PATIENT = "COMMONPRESS_API_CALLS_A_MINUTE=1000000\n"


def fill(home: Path) -> str:
    """The words of a token of the owner's."""
    home.mkdir(exist_ok=True)
    (home / "paper.env").write_text(PATIENT, encoding="utf-8")
    shell.start(home)
    shell.prepare()
    from commonpress.domain.members.appoint import appoint_owner
    from commonpress.domain.members.models import Member
    from commonpress.domain.stories.grounds import Ground
    from commonpress.domain.stories.models import Section
    from commonpress.domain.stories.publish import publish
    from commonpress.domain.stories.submit import submit
    from commonpress.domain.stories.write import Draft, write
    from commonpress.interfaces.api.tokens import make

    appoint_owner("olga@example.org")
    owner = Member.objects.get(email="olga@example.org")
    section = Section.objects.create(slug="harbour", name="Harbour")
    for number in range(4):
        draft = Draft(f"Tide {number}", section, [owner], body="<p>High at noon.</p>", topics=["tide"])
        story = write(draft, by=owner)
        if number == 1:
            submit(story, by=owner)
        if number > 1:
            publish(story, by=None, ground=Ground.MOVED_IN)
    return make(owner, "fuzz", ["read", "write", "desk"])[1]


if __name__ == "__main__":
    print(fill(Path(sys.argv[1])))
