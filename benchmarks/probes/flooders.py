"""A paper that is about to be flooded: a story, an editor, and newcomers by the dozen. The answers are JSON.

python -m benchmarks.probes.flooders 50        prepares: tokens of all of them, and forms of joining that would be taken
python -m benchmarks.probes.flooders told      where what they wrote has come to
"""

import json
import sys
from datetime import timedelta
from itertools import count
from typing import Any

import django

django.setup()

from commonpress.domain.conversation.models import Comment  # noqa: E402
from commonpress.domain.members.models import Member  # noqa: E402
from commonpress.domain.stories.grounds import Ground  # noqa: E402
from commonpress.domain.stories.models import Section  # noqa: E402
from commonpress.domain.stories.publish import publish  # noqa: E402
from commonpress.domain.stories.write import Draft, write  # noqa: E402
from commonpress.engines.lib import clock  # noqa: E402
from commonpress.engines.site import challenge, options  # noqa: E402
from commonpress.interfaces.api import tokens  # noqa: E402

FLOODERS = "flooder-"


def prepared(number: int) -> dict[str, Any]:
    options.change({"challenge_bits": 8})  # what it costs them is not what is measured
    ada = member("ada", Member.Role.EDITOR)  # trust is earned, and hers is not counted
    section = Section.objects.create(slug="harbour", name="Harbour")
    draft = Draft(headline="The ferry is back", body="<p>At noon.</p>", section=section, authors=[ada])
    story = publish(write(draft, by=ada), by=None, ground=Ground.MOVED_IN)
    return {
        "story": story.pk,
        "ada": token(ada),
        "flooders": [token(member(f"{FLOODERS}{each}")) for each in range(number)],
        "challenges": [passed() for _ in range(number)],
    }


def member(handle: str, role: str = Member.Role.MEMBER) -> Member:
    made = Member(email=f"{handle}@example.org", handle=handle, name=handle.title(), role=role)
    made.set_unusable_password()
    made.save()
    return made


def token(member: Member) -> str:
    return tokens.make(member, "bench", ["read", "write"])[1]


def passed() -> dict[str, str]:
    with clock.frozen(clock.now() - timedelta(seconds=10)):  # somebody who took a moment
        asked = challenge.issue()
    proof = next(str(n) for n in count() if challenge.proves(asked["token"], str(n), asked["bits"]))
    return {"challenge": asked["token"], "challenge_proof": proof}


def told() -> dict[str, Any]:
    theirs = Comment.objects.filter(member__handle__startswith=FLOODERS)
    return {
        "taken": theirs.count(),
        "seen": theirs.filter(state=Comment.State.VISIBLE).count(),
        "ada": Comment.objects.filter(member__handle="ada", state=Comment.State.VISIBLE).count(),
        "joined": Member.objects.filter(email__startswith="eva-").count(),
    }


if __name__ == "__main__":
    print(json.dumps(told() if sys.argv[1] == "told" else prepared(int(sys.argv[1]))))
