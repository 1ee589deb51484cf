"""New texts of published stories, before the desk: read them, let them out, or leave the story as it stands."""

from typing import Any

from django.http import HttpRequest
from ninja import Path, Router

from commonpress.domain.members.models import Member
from commonpress.domain.stories import access
from commonpress.domain.stories.amend import accept as accept_proposal
from commonpress.domain.stories.amend import refuse as refuse_proposal
from commonpress.domain.stories.models import Proposal
from commonpress.interfaces.api import told
from commonpress.interfaces.api.auth import DESK, member_of
from commonpress.interfaces.api.company_shapes import ProposalOut, RefuseProposal
from commonpress.interfaces.api.own import ALL, WRITES
from commonpress.interfaces.api.problem import missing
from commonpress.interfaces.api.shapes import Number, answers
from commonpress.interfaces.api.writing import OnDesk

router = Router(tags=["The desk"], auth=DESK)


@router.get("/desk/proposals/", response=answers(list[ProposalOut], *ALL), summary="New texts that wait")
def waiting(request: HttpRequest) -> list[dict[str, Any]]:
    """In the sections you edit, oldest first, at most a hundred."""
    mine = access.for_desk(member_of(request)).values("pk")
    found = Proposal.objects.filter(story__in=mine, state=Proposal.State.WAITING).select_related("by")
    return [told.proposal(one) for one in found.order_by("pk")[:100]]


@router.post(
    "/desk/proposals/{number}/accept/",
    response=answers(OnDesk, *WRITES),
    summary="Let a new text before readers",
)
def accept(request: HttpRequest, number: Path[Number]) -> dict[str, Any]:
    editor = member_of(request)
    found = proposal(editor, number)
    accept_proposal(found, by=editor)
    return told.on_desk(access.desk_or_404(editor, found.story_id))


@router.post(
    "/desk/proposals/{number}/refuse/",
    response=answers(OnDesk, *WRITES),
    summary="Leave the story as it stands",
)
def refuse(request: HttpRequest, number: Path[Number], body: RefuseProposal) -> dict[str, Any]:
    """The author is told why, and may appeal once."""
    editor = member_of(request)
    found = proposal(editor, number)
    refuse_proposal(found, words=body.words, rule=body.rule, by=editor)
    return told.on_desk(access.desk_or_404(editor, found.story_id))


def proposal(editor: Member, number: int) -> Proposal:
    """Of a story the editor may see. One that was closed meanwhile is a conflict, which the verb says."""
    found = Proposal.objects.filter(pk=number).first()
    if found is None:
        raise missing()
    access.desk_or_404(editor, found.story_id)
    return found
