"""The desk: what waits, and the decisions of an editor. A token with ``desk`` opens this, as long as its member edits."""

from typing import Any

from django.http import HttpRequest
from ninja import Path, Query, Router

from commonpress.domain.members.models import Decision
from commonpress.domain.stories import access
from commonpress.domain.stories.decline import decline as decline_story
from commonpress.domain.stories.grounds import Ground
from commonpress.domain.stories.hand_back import hand_back as hand_story_back
from commonpress.domain.stories.models import Story
from commonpress.domain.stories.publish import publish as publish_story
from commonpress.domain.stories.schedule import schedule as schedule_story
from commonpress.domain.stories.undo import undo as undo_decision
from commonpress.domain.stories.withdraw import withdraw as withdraw_story
from commonpress.engines.checks import store
from commonpress.engines.lib import clock
from commonpress.interfaces.api import told
from commonpress.interfaces.api.auth import DESK, member_of
from commonpress.interfaces.api.own import ALL, WRITES, Which, amended, cut
from commonpress.interfaces.api.problem import invalid, missing
from commonpress.interfaces.api.shapes import Number, answers
from commonpress.interfaces.api.writing import (
    Amend,
    Decline,
    OnDesk,
    Publish,
    Queue,
    Return,
    Schedule,
    Withdraw,
)

router = Router(tags=["The desk"], auth=DESK)


@router.get("/desk/stories/", response=answers(Queue, *ALL), summary="The queue")
def queue(request: HttpRequest, which: Query[Which]) -> dict[str, Any]:
    """What waits in the sections you edit; another state when you name one. Newest first."""
    which.state = which.state or Story.State.SUBMITTED
    page, following = cut(access.for_desk(member_of(request)).defer("body"), which)
    access.with_bylines(page)
    reports = store.latest([story.subject for story in page])
    return {"stories": [told.waiting(one, reports.get(one.subject)) for one in page], "next": following}


@router.get("/desk/stories/{number}/", response=answers(OnDesk, *ALL), summary="One story, with the findings")
def story(request: HttpRequest, number: Path[Number]) -> dict[str, Any]:
    return told.on_desk(access.desk_or_404(member_of(request), number))


@router.post("/desk/stories/{number}/publish/", response=answers(OnDesk, *WRITES), summary="Publish")
def publish(request: HttpRequest, number: Path[Number], body: Publish) -> dict[str, Any]:
    editor = member_of(request)
    found = access.desk_or_404(editor, number)
    return told.on_desk(
        publish_story(found, by=editor, ground=Ground.EDITOR, seen=body.version, words=body.words)
    )


@router.post("/desk/stories/{number}/schedule/", response=answers(OnDesk, *WRITES), summary="Publish later")
def schedule(request: HttpRequest, number: Path[Number], body: Schedule) -> dict[str, Any]:
    editor = member_of(request)
    found = access.desk_or_404(editor, number)
    if body.at <= clock.now():
        raise invalid("body.at", "The moment has passed: name a later one, or publish.")
    return told.on_desk(
        schedule_story(
            found, at=body.at, by=editor, ground=Ground.EDITOR, seen=body.version, words=body.words
        )
    )


@router.post("/desk/stories/{number}/return/", response=answers(OnDesk, *WRITES), summary="Ask for changes")
def hand_back(request: HttpRequest, number: Path[Number], body: Return) -> dict[str, Any]:
    editor = member_of(request)
    found = access.desk_or_404(editor, number)
    hand_story_back(found, words=body.words, rule=body.rule, by=editor, seen=body.version)
    return told.on_desk(found)


@router.post("/desk/stories/{number}/decline/", response=answers(OnDesk, *WRITES), summary="Decline")
def decline(request: HttpRequest, number: Path[Number], body: Decline) -> dict[str, Any]:
    """The author is told why, and may appeal once."""
    editor = member_of(request)
    found = access.desk_or_404(editor, number)
    decline_story(found, words=body.words, rule=body.rule, by=editor, spam=body.spam, seen=body.version)
    return told.on_desk(found)


@router.post("/desk/stories/{number}/withdraw/", response=answers(OnDesk, *WRITES), summary="Withdraw")
def withdraw(request: HttpRequest, number: Path[Number], body: Withdraw) -> dict[str, Any]:
    """The address of the story answers 410 from now on, with the reason."""
    editor = member_of(request)
    found = access.desk_or_404(editor, number)
    return told.on_desk(withdraw_story(found, reason=body.reason, by=editor, rule=body.rule))


@router.post(
    "/desk/stories/{number}/amend/", response=answers(OnDesk, *WRITES), summary="Correct what is published"
)
def amend(request: HttpRequest, number: Path[Number], body: Amend) -> dict[str, Any]:
    editor = member_of(request)
    amended(access.desk_or_404(editor, number), body, editor)
    return told.on_desk(access.desk_or_404(editor, number))


@router.post("/desk/decisions/{number}/undo/", response=answers(OnDesk, *WRITES), summary="Undo a decision")
def undo(request: HttpRequest, number: Path[Number]) -> dict[str, Any]:
    """For half a minute, and only the newest decision of its story."""
    editor = member_of(request)
    found = Decision.objects.filter(pk=number, subject__startswith="story:").first()
    if found is None:
        raise missing()
    access.desk_or_404(editor, int(found.subject.partition(":")[2]))
    return told.on_desk(undo_decision(found, by=editor))
