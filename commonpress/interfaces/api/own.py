"""One's own stories: read them and what was decided, write on, send in. A token with ``read`` or ``write`` opens this."""

from typing import Any, cast

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import File, Form, Path, Query, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field

from commonpress.domain.members.may import current_ban
from commonpress.domain.members.models import Decision, Member
from commonpress.domain.members.upload import upload as upload_picture
from commonpress.domain.stories import access
from commonpress.domain.stories.amend import amend as amend_story
from commonpress.domain.stories.appeal import appeal as appeal_against
from commonpress.domain.stories.correct import Wording
from commonpress.domain.stories.draft import begin as begin_draft
from commonpress.domain.stories.models import Section, Story
from commonpress.domain.stories.revise import Fields
from commonpress.domain.stories.revise import revise as revise_story
from commonpress.domain.stories.submit import submit as submit_story
from commonpress.domain.stories.submit import take_back as take_story_back
from commonpress.domain.stories.withdraw import withdraw as withdraw_story
from commonpress.domain.stories.write import Credit
from commonpress.engines.media.models import Picture
from commonpress.engines.media.store import MAX_BYTES
from commonpress.engines.site import options
from commonpress.interfaces.api import show, told
from commonpress.interfaces.api.auth import READ, WRITE, member_of
from commonpress.interfaces.api.problem import Refusal, invalid, missing, too_large
from commonpress.interfaces.api.shapes import WITH_TOKEN, Number, answers
from commonpress.interfaces.api.writing import (
    Amend,
    Begin,
    Change,
    DecisionOut,
    Lines,
    Me,
    Own,
    PictureOut,
    PictureWords,
    Report,
    Revise,
    Seen,
    Told,
)

router = Router(tags=["Your stories"])

ALL = (*WITH_TOKEN, 404, 422)
WRITES = (*ALL, 400, 409, 413)


class Which(Schema):
    state: Story.State | None = None
    before: Number | None = Field(None, description="The 'next' of the page before.")
    limit: int = Field(50, ge=1, le=100)


@router.get("/me/", auth=READ, response=answers(Me, *WITH_TOKEN), summary="Whose token this is")
def me(request: HttpRequest) -> dict[str, Any]:
    member = member_of(request)
    shown = {name: getattr(member, name) for name in ("name", "handle", "role", "language")}
    return shown | {"scopes": request.token.scopes, "is_banned": current_ban(member) is not None}  # type: ignore[attr-defined]


@router.get("/me/stories/", auth=READ, response=answers(Lines, *ALL), summary="Your stories, newest first")
def stories(request: HttpRequest, which: Query[Which]) -> dict[str, Any]:
    """In every state."""
    return paged(access.own(member_of(request)), which)


def paged(found: QuerySet[Story], which: Which) -> dict[str, Any]:
    page, following = cut(found, which)
    return {"stories": [told.line(story) for story in page], "next": following}


def cut(found: QuerySet[Story], which: Which) -> tuple[list[Story], int | None]:
    """By number: the order in which stories were begun never changes while somebody pages."""
    if which.state:
        found = found.filter(state=which.state)
    if which.before:
        found = found.filter(pk__lt=which.before)
    rows = list(found.order_by("-pk")[: which.limit + 1])
    page = rows[: which.limit]
    return page, page[-1].pk if len(rows) > which.limit else None


@router.get("/me/stories/{number}/", auth=READ, response=answers(Own, *ALL), summary="One of your stories")
def story(request: HttpRequest, number: Path[Number]) -> dict[str, Any]:
    """With its whole text, and the version to name when you change it."""
    return told.own(access.own_or_404(member_of(request), number))


@router.get(
    "/me/stories/{number}/findings/", auth=READ, response=answers(Report, *ALL), summary="What the checks say"
)
def findings(request: HttpRequest, number: Path[Number]) -> dict[str, Any]:
    """Of a draft: what you can mend at once. Of what was sent in: what the desk's checks found."""
    return told.findings_for_author(access.own_or_404(member_of(request), number))


@router.get(
    "/me/stories/{number}/decisions/",
    auth=READ,
    response=answers(list[DecisionOut], *ALL),
    summary="What was decided, and why",
)
def decisions(request: HttpRequest, number: Path[Number]) -> list[dict[str, Any]]:
    return told.decisions(access.own_or_404(member_of(request), number))


@router.post("/me/stories/", auth=WRITE, response=answers(Own, *WRITES, status=201), summary="Begin a draft")
def begin(request: HttpRequest, body: Begin) -> Status[dict[str, Any]]:
    member = member_of(request)
    section, language = section_named(body.section), body.language or options.paper().language
    fields = fields_of(member, body)
    with transaction.atomic():
        draft = begin_draft(member, section, language)
        draft.refresh_from_db()
        return Status(201, told.own(revise_story(draft, fields, by=member, seen=draft.seen)))


@router.patch("/me/stories/{number}/", auth=WRITE, response=answers(Own, *WRITES), summary="Change a draft")
def revise(request: HttpRequest, number: Path[Number], body: Revise) -> dict[str, Any]:
    """409 when it was changed meanwhile: the problem then carries both texts, as 'current' and 'yours'."""
    member = member_of(request)
    mine = access.own_or_404(member, number)
    return told.own(revise_story(mine, fields_of(member, body), by=member, seen=body.version))


def fields_of(member: Member, body: Change) -> Fields:
    """What was sent, as the verb takes it; only what was named is there."""
    sent = body.dict(exclude_unset=True, exclude={"version"})
    if "section" in sent:
        sent["section"] = section_named(sent["section"])
    if sent.get("picture") is not None:
        sent["picture"] = picture_of(member, sent["picture"])
    if sent.get("credit") is not None:
        sent["credit"] = Credit(**sent["credit"])
    return cast("Fields", sent)


def section_named(slug: str) -> Section:
    found = Section.objects.filter(slug=slug).first()
    if found is None:
        raise invalid("body.section", "There is no such section: see /sections/.")
    return found


def picture_of(member: Member, number: int) -> Picture:
    found = Picture.objects.filter(pk=number, owner=member.subject).first()
    if found is None:
        raise invalid("body.picture", "You have uploaded no such picture.")
    return found


@router.post(
    "/me/stories/{number}/submit/", auth=WRITE, response=answers(Own, *WRITES), summary="Send it to the desk"
)
def submit(request: HttpRequest, number: Path[Number], body: Seen) -> dict[str, Any]:
    member = member_of(request)
    return told.own(submit_story(access.own_or_404(member, number), by=member, seen=body.version))


@router.post(
    "/me/stories/{number}/take-back/",
    auth=WRITE,
    response=answers(Own, *WRITES),
    summary="Take it back from the queue",
)
def take_back(request: HttpRequest, number: Path[Number]) -> dict[str, Any]:
    """To go on writing a story that waits for the desk."""
    member = member_of(request)
    return told.own(take_story_back(access.own_or_404(member, number), by=member))


@router.post(
    "/me/stories/{number}/withdraw/",
    auth=WRITE,
    response=answers(Own, *WRITES),
    summary="Take back a published story",
)
def withdraw(request: HttpRequest, number: Path[Number], body: Told) -> dict[str, Any]:
    """Its address answers 410 from now on, with your words."""
    member = member_of(request)
    return told.own(withdraw_story(access.own_or_404(member, number), reason=body.words, by=member))


@router.post(
    "/me/stories/{number}/amend/",
    auth=WRITE,
    response=answers(Own, *WRITES),
    summary="Correct a published story",
)
def amend(request: HttpRequest, number: Path[Number], body: Amend) -> dict[str, Any]:
    """Before readers at once when the desk trusts you; else it waits for an editor and readers see the old text."""
    member = member_of(request)
    amended(access.own_or_404(member, number), body, member)
    return told.own(access.own_or_404(member, number))


def amended(found: Story, body: Amend, by: Member) -> None:
    wording = Wording(headline=body.headline, standfirst=body.standfirst, body=body.body)
    amend_story(found, wording, by=by, seen=body.version, note=body.note, weight=body.weight)


@router.post(
    "/me/decisions/{number}/appeal/",
    auth=WRITE,
    response=answers(DecisionOut, *WRITES),
    summary="Appeal against a decision, once",
)
def appeal(request: HttpRequest, number: Path[Number], body: Told) -> dict[str, Any]:
    """Another editor than the one who decided looks at it."""
    member = member_of(request)
    found = Decision.objects.filter(pk=number, member=member).first()
    if found is None:
        raise missing()
    return told.decision(appeal_against(found, body.words, by=member))


@router.post(
    "/me/pictures/", auth=WRITE, response=answers(PictureOut, *WRITES, status=201), summary="Upload a picture"
)
def upload(
    request: HttpRequest, file: File[UploadedFile], words: Form[PictureWords]
) -> Status[dict[str, Any]]:
    """JPEG, PNG, WebP, GIF or AVIF of at most 20 MB; made anew here, without where and when it was taken.

    The same picture sent twice is kept once.
    """
    if (file.size or 0) > MAX_BYTES:
        raise too_large()
    said = {**words.dict(), "is_decorative": words.is_decorative == "true"}  # a form knows words, not truth
    kept = upload_picture(member_of(request), file, file.size or 0, **said)
    shown = show.picture(kept)
    if shown is None:
        raise Refusal(500, "The picture was not kept.", "Send it again.")
    return Status(201, shown | {"id": kept.pk})
