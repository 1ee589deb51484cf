"""Fill the paper of tools/fuzz_api.py: something to read, to write on and to decide, and a token that may do it all."""

import json
import sys
from pathlib import Path
from typing import Any

from commonpress import shell

# A run asks for more in a minute than any program should.
PATIENT = "COMMONPRESS_API_CALLS_A_MINUTE=1000000\n"
ROUNDS = 8  # of each thing there are so many: what is decided once is gone


def fill(home: Path, paper: str) -> dict[str, Any]:
    """The words of a token of the owner's, and the numbers of what there is, by the part of the API that takes them."""
    home.mkdir(exist_ok=True)
    (home / "paper.env").write_text(PATIENT, encoding="utf-8")
    shell.start(home)
    shell.prepare()
    from commonpress.interfaces.api.tokens import make

    owner = FILLED[paper]()
    return {"token": make(owner, "fuzz", ["read", "write", "desk"])[1], "numbers": numbers(owner)}


def numbers(owner: Any) -> dict[str, list[int]]:
    from commonpress.domain.conversation.models import Comment
    from commonpress.domain.members.record_models import Decision
    from commonpress.domain.stories.desk_models import BylineOffer, PreviewLink, Proposal
    from commonpress.domain.stories.models import Story

    out = Story.objects.filter(state=Story.State.PUBLISHED)
    found: dict[str, Any] = {
        "stories": out,
        "comments": Comment.objects.filter(member=owner),
        "me/stories": Story.objects.filter(bylines__member=owner),
        "me/offers": BylineOffer.objects.filter(member=owner),
        "me/previews": PreviewLink.objects.filter(by=owner),
        "me/decisions": Decision.objects.filter(member=owner),
        "desk/stories": Story.objects.exclude(state=Story.State.DRAFT),
        "desk/proposals": Proposal.objects.all(),
        "desk/decisions": Decision.objects.all(),
    }
    return {below: list(known.order_by("pk").values_list("pk", flat=True)) for below, known in found.items()}


def lantern() -> Any:
    """The demonstration newspaper with its desk, and one of each of its owner's. Answers its owner, as ``own`` does."""
    from commonpress.domain.members.models import Member
    from commonpress.domain.stories.models import Section
    from commonpress.engines.events import work
    from commonpress.interfaces.transfer import demo, demo_desk

    demo.load()
    demo_desk.load()
    owner = Member.objects.get(email=demo.OWNER)
    ada, ben = (Member.objects.get(handle=handle) for handle in ("irina-dobrescu", "tom-hartley"))
    for number in range(ROUNDS):
        one_of_each(f"Tide {number}", Section.objects.get(slug="harbour"), owner, ada, ben)
    while work.turn():
        pass
    return owner


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
    print(json.dumps(fill(Path(sys.argv[1]), sys.argv[2])))
