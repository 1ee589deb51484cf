"""Fill the paper of tools/fuzz_api.py: something to read, to write on and to decide, and a token that may do it all."""

import sys
from pathlib import Path
from typing import Any

from commonpress import shell

# A run asks for more in a minute than any program should.
PATIENT = "COMMONPRESS_API_CALLS_A_MINUTE=1000000\n"
ROUNDS = 8  # of each thing there are so many: what is decided once is gone


def fill(home: Path, paper: str) -> str:
    """The words of a token of the owner's."""
    home.mkdir(exist_ok=True)
    (home / "paper.env").write_text(PATIENT, encoding="utf-8")
    shell.start(home)
    shell.prepare()
    from commonpress.interfaces.api.tokens import make

    return make(FILLED[paper](), "fuzz", ["read", "write", "desk"])[1]


def lantern() -> Any:
    """The demonstration newspaper with its desk. Answers its owner, as ``own`` does."""
    from commonpress.domain.members.models import Member
    from commonpress.engines.events import work
    from commonpress.interfaces.transfer import demo, demo_desk

    demo.load()
    demo_desk.load()
    while work.turn():
        pass
    return Member.objects.get(email=demo.OWNER)


def own() -> Any:
    from commonpress.domain.members.appoint import appoint_owner
    from commonpress.domain.members.models import Member
    from commonpress.domain.stories.models import Section

    appoint_owner("olga@example.org")
    owner = Member.objects.get(email="olga@example.org")
    ada = Member.objects.create(email="ada@example.org", handle="ada", name="Ada", role=Member.Role.EDITOR)
    ben = Member.objects.create(email="ben@example.org", handle="ben", name="Ben")
    section = Section.objects.create(slug="harbour", name="Harbour")
    for number in range(ROUNDS):
        one_of_each(f"Tide {number}", section, owner, ada, ben)
    return owner


def one_of_each(headline: str, section: Any, owner: Any, ada: Any, ben: Any) -> None:
    """A draft with a secret link, one that waits, one that was declined, one that is out with a comment; and of Ben's an
    offer to sign, and a new text that waits for the desk."""
    from commonpress.domain.conversation.write import write as comment
    from commonpress.domain.stories.amend import amend
    from commonpress.domain.stories.cobyline import offer_byline
    from commonpress.domain.stories.correct import Wording
    from commonpress.domain.stories.decline import decline
    from commonpress.domain.stories.grounds import Ground
    from commonpress.domain.stories.preview import open_preview
    from commonpress.domain.stories.publish import publish
    from commonpress.domain.stories.submit import submit
    from commonpress.domain.stories.write import Draft, write

    def story(by: Any) -> Any:
        return write(Draft(headline, section, [by], body="<p>High at noon.</p>", topics=["tide"]), by=by)

    open_preview(story(owner), by=owner)
    submit(story(owner), by=owner)
    decline(submit(story(owner), by=owner), words="Not for us.", rule="off_topic", by=ada)
    comment(publish(story(owner), by=None, ground=Ground.MOVED_IN), "I saw it too.", by=owner)
    offer_byline(story(ben), owner.handle, by=ben)
    theirs = publish(story(ben), by=None, ground=Ground.MOVED_IN)
    amend(theirs, Wording(headline, "", "<p>Low at noon.</p>"), by=ben, seen=theirs.seen, note="It was low.")


FILLED = {"own": own, "lantern": lantern}

if __name__ == "__main__":
    print(fill(Path(sys.argv[1]), sys.argv[2]))
