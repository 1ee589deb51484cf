"""Who else has to do with a story of one's own: those asked to sign it, those it is shown to, and the text that waits."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from ninja import Path, Router, Status

from commonpress.domain.stories import access
from commonpress.domain.stories.cobyline import accept_byline, leave_byline, offer_byline, refuse_byline
from commonpress.domain.stories.models import BylineOffer, PreviewLink, Story
from commonpress.domain.stories.preview import open_preview, revoke_preview
from commonpress.interfaces.api import told
from commonpress.interfaces.api.auth import READ, WRITE, member_of
from commonpress.interfaces.api.company_shapes import Ask, Company, Offer, PreviewOut, ProposalOut
from commonpress.interfaces.api.own import ALL, WRITES
from commonpress.interfaces.api.problem import missing
from commonpress.interfaces.api.shapes import Number, answers
from commonpress.interfaces.api.writing import Own

router = Router(tags=["Others and your stories"])


@router.get(
    "/me/stories/{number}/people/",
    auth=READ,
    response=answers(Company, *ALL),
    summary="Who has to do with it",
)
def people(request: HttpRequest, number: Path[Number]) -> dict[str, Any]:
    """Who signs it, who is asked to, and the secret links that show it to somebody without an account."""
    return told.company(access.own_or_404(member_of(request), number))


@router.post(
    "/me/stories/{number}/people/",
    auth=WRITE,
    response=answers(Company, *WRITES),
    summary="Ask to sign it too",
)
def ask(request: HttpRequest, number: Path[Number], body: Ask) -> dict[str, Any]:
    """Their name stands under it once they agree; from then on it is theirs to write too."""
    member = member_of(request)
    mine = access.own_or_404(member, number)
    offer_byline(mine, body.handle, by=member)
    return told.company(mine)


@router.post(
    "/me/stories/{number}/leave/",
    auth=WRITE,
    response=answers(None, *WRITES, status=204),
    summary="Sign no more",
)
def leave(request: HttpRequest, number: Path[Number]) -> Status[None]:
    """Takes your name from a story that is still being written. The last name stays."""
    member = member_of(request)
    leave_byline(access.own_or_404(member, number), by=member)
    return Status(204, None)


@router.get(
    "/me/offers/", auth=READ, response=answers(list[Offer], *ALL), summary="What you are asked to sign"
)
def offers(request: HttpRequest) -> list[dict[str, Any]]:
    return [told.offer(one) for one in access.offers_to(member_of(request))]


@router.post("/me/offers/{number}/accept/", auth=WRITE, response=answers(Own, *WRITES), summary="Sign it")
def accept(request: HttpRequest, number: Path[Number]) -> dict[str, Any]:
    member = member_of(request)
    offer = first(access.offers_to(member).filter(pk=number))
    return told.own(access.own_or_404(member, accept_byline(offer, by=member).pk))


@router.post(
    "/me/offers/{number}/refuse/",
    auth=WRITE,
    response=answers(None, *WRITES, status=204),
    summary="Do not sign it, or ask no longer",
)
def refuse(request: HttpRequest, number: Path[Number]) -> Status[None]:
    """Whoever is asked says no; whoever asked takes it back."""
    member = member_of(request)
    theirs = BylineOffer.objects.filter(Q(member=member) | Q(by=member), pk=number).select_related("story")
    refuse_byline(first(theirs), by=member)
    return Status(204, None)


@router.post(
    "/me/stories/{number}/previews/",
    auth=WRITE,
    response=answers(PreviewOut, *WRITES, status=201),
    summary="Make a secret link",
)
def show(request: HttpRequest, number: Path[Number]) -> Status[dict[str, Any]]:
    """Shows the story, before it is published, to whoever has the link."""
    member = member_of(request)
    return Status(201, told.preview(open_preview(access.own_or_404(member, number), by=member)))


@router.post(
    "/me/previews/{number}/revoke/",
    auth=WRITE,
    response=answers(None, *WRITES, status=204),
    summary="Let a secret link lead nowhere",
)
def hide(request: HttpRequest, number: Path[Number]) -> Status[None]:
    member = member_of(request)
    links = PreviewLink.objects.filter(pk=number, story__bylines__member=member).select_related("story")
    revoke_preview(first(links), by=member)
    return Status(204, None)


@router.get(
    "/me/stories/{number}/proposal/",
    auth=READ,
    response=answers(ProposalOut, *ALL),
    summary="Your new text that waits for the desk",
)
def proposal(request: HttpRequest, number: Path[Number]) -> dict[str, Any]:
    """Of a published story you amended; 404 when none waits. A newer one takes its place."""
    return waiting_proposal(access.own_or_404(member_of(request), number))


def waiting_proposal(story: Story) -> dict[str, Any]:
    return told.proposal(first(access.proposals_waiting(story)))


def first(found: QuerySet[Any]) -> Any:
    """The one there is, or the problem that there is none for this token's member."""
    one = found.first()
    if one is None:
        raise missing()
    return one
