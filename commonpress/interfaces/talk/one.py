"""One comment, and what its reader may do about it. Everything here works without scripts."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonpress.domain.conversation import access, moderate, reactions
from commonpress.domain.conversation.models import Comment, Mute, Reaction
from commonpress.domain.conversation.react import react as react_to
from commonpress.domain.conversation.remove import remove as remove_comment
from commonpress.domain.conversation.settle_flags import uphold
from commonpress.domain.members.guard import editors_only, member_of, members_only
from commonpress.domain.members.may import Refused
from commonpress.domain.members.models import Member
from commonpress.domain.stories.editors import edits
from commonpress.interfaces.talk import page


@require_safe
@members_only
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    member = member_of(request)
    found = access.comment_or_404(member, pk)
    own = own_kinds(found, member)
    counts = reactions.counts([found.pk]).get(found.pk, {})
    context = {
        **page.about(found, member),
        "reactions": [
            (kind, words, kind in own, counts.get(kind, 0)) for kind, words in reactions.chosen().items()
        ],
        "is_muted": Mute.objects.filter(member=member, muted=found.member).exists(),
        "may_hide": member.is_editor and edits(member, found.story.section_id),
    }
    return page.render(request, "comment", _("A comment by %(name)s") % {"name": found.author_name}, context)


def own_kinds(comment: Comment, member: Member) -> set[str]:
    return set(Reaction.objects.filter(comment=comment, member=member).values_list("kind", flat=True))


@require_POST
@members_only
def react(request: HttpRequest, pk: int) -> HttpResponse:
    """``kind`` is the word, ``off`` takes it back. A script is answered with the member's own words there."""
    member = member_of(request)
    found = access.comment_or_404(member, pk)
    kind, is_on = request.POST.get("kind", ""), "off" not in request.POST
    refused = tried(lambda: react_to(found, kind, by=member, is_on=is_on))
    if "application/json" in request.headers.get("Accept", ""):
        answer = {"own": sorted(own_kinds(found, member)), "refused": refused}
        counts = reactions.counts([found.pk]).get(found.pk, {})
        return JsonResponse({**answer, "counts": counts}, status=409 if refused else 200)
    return back(request, pk, refused, "")


@require_POST
@members_only
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    member = member_of(request)
    found = access.own_or_404(member, pk)
    refused = tried(lambda: remove_comment(found, by=member))
    return back(request, pk, refused, _("Your comment was taken back."))


@require_POST
@editors_only
def hide(request: HttpRequest, pk: int) -> HttpResponse:
    """An editor at the comment itself, with ``words`` for its author; its flags are settled with it."""
    member = member_of(request)
    found = access.comment_or_404(member, pk)
    words = request.POST.get("words", "")
    refused = tried(lambda: moderate.hide(found, by=member, rule="editor", words=words))
    if not refused:
        uphold(found.subject)
    return back(request, pk, refused, _("Readers do not see it any more. Its author is told."))


def tried(verb: Callable[[], object]) -> str:
    """Why it was not done, in words; empty when it was."""
    try:
        verb()
    except Refused as problem:
        return str(problem) or _("This cannot be done.")
    return ""


def back(request: HttpRequest, pk: int, refused: str, done: str) -> HttpResponse:
    if refused:
        messages.error(request, refused)
    elif done:
        messages.success(request, done)
    return redirect("talk-comment", pk)
