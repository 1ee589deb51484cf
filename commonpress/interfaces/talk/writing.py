"""The form of a comment: new, in answer to another, or one's own words changed."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commonpress.domain.conversation import access
from commonpress.domain.conversation.edit import edit as edit_comment
from commonpress.domain.conversation.models import Comment
from commonpress.domain.conversation.slow import slowness
from commonpress.domain.conversation.write import write as write_comment
from commonpress.domain.members.guard import member_of, members_only
from commonpress.domain.members.may import Refused, banned_said, current_ban
from commonpress.domain.members.models import Member
from commonpress.domain.stories.errors import Incomplete
from commonpress.domain.stories.models import Story
from commonpress.interfaces.talk import page
from commonpress.interfaces.talk.forms import WriteForm


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def write(request: HttpRequest, story: int) -> HttpResponse:
    """``?to=7`` answers a comment, ``?part=1`` wants the form without the page around it."""
    found, member = access.story_or_404(story), member_of(request)
    parent = answered(found, request.GET.get("to", ""))
    form = WriteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        typed, key = form.cleaned_data["text"], form.cleaned_data["key"]
        try:
            made = write_comment(found, typed, by=member, parent=parent, key=key)
        except (Refused, Incomplete) as problem:
            form.add_error("text", str(problem))
        else:
            return sent(request, made)
    title = _("Answer") if parent else _("Write a comment")
    context = {
        "form": form,
        "parent": parent,
        **told_first(request, found, member),
        **page.about_story(found),
    }
    return page.render(request, "write", title, context, status=400 if form.errors else 200)


def told_first(request: HttpRequest, story: Story, member: Member) -> dict[str, Any]:
    """What would be refused afterwards is told before somebody takes the trouble to write."""
    ban = None if request.method == "POST" else current_ban(member)
    slow_minutes = 0 if member.is_editor else slowness(story) // 60
    return {"barred": banned_said(ban) if ban else "", "slow_minutes": slow_minutes}


def answered(story: Story, number: str) -> Comment | None:
    if not number:
        return None
    if not (number.isascii() and number.isdecimal() and len(number) <= access.LONGEST):
        raise Http404("no such comment")
    found = access.shown_or_404(story, int(number))
    if found.state != Comment.State.VISIBLE:
        raise Http404("no such comment")
    return found


def sent(request: HttpRequest, comment: Comment) -> HttpResponse:
    """What became of it: as a part for the script, else on the comment's own page."""
    if page.PART not in request.GET:
        return redirect("talk-comment", comment.pk)
    return page.render(request, "sent", "", page.about(comment, member_of(request)))


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own words, for ten minutes."""
    member = member_of(request)
    comment = access.own_or_404(member, pk)
    form = WriteForm(request.POST if request.method == "POST" else None, text=comment.source)
    if request.method == "POST" and form.is_valid():
        try:
            edit_comment(comment, form.cleaned_data["text"], by=member)
        except (Refused, Incomplete) as problem:
            form.add_error("text", str(problem))
        else:
            return sent(request, comment)
    context = {"form": form, **page.about(comment, member)}
    return page.render(request, "edit", _("Change your comment"), context, status=400 if form.errors else 200)
