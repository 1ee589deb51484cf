"""The page where a story is written: kept every few seconds by its script, or by hand without."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commonpress.domain.members.guard import member_of, members_only
from commonpress.domain.members.may import Refused
from commonpress.domain.members.models import Member
from commonpress.domain.stories import access
from commonpress.domain.stories.errors import Conflict, Incomplete, StoryError
from commonpress.domain.stories.models import Story
from commonpress.domain.stories.revise import Fields, revise
from commonpress.domain.stories.submit import OPEN, submit
from commonpress.interfaces.studio import language, page, pictures
from commonpress.interfaces.studio.forms import WriteForm, initial

QUIETLY = frozenset({"autosave", "preview", "submit"})  # kept without a revision of its own


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own unfinished story. What is handed in, decided or published is shown as it stands instead."""
    member = member_of(request)
    story = access.own_or_404(member, pk)
    if request.method == "POST":
        return posted(request, member, story)
    if story.state not in OPEN:
        return redirect("studio-own", pk)
    return page.render(request, story, WriteForm(initial=initial(story)))


def posted(request: HttpRequest, member: Member, story: Story) -> HttpResponse:
    """Keep what was written, then do what the button said."""
    form = WriteForm(request.POST, request.FILES, initial=initial(story))
    is_script = "application/json" in request.headers.get("Accept", "")
    do = request.POST.get("do", "save")
    form.is_valid()
    if "seen" not in form.cleaned_data:
        return HttpResponseBadRequest()
    try:
        story = save(request, form, member, story, do)
    except Conflict as conflict:
        return differs(request, form, member, conflict.current, is_script=is_script)
    except (StoryError, Refused) as problem:
        form.add_error(None, str(problem))
        return page.refused(request, story, form, is_script=is_script)
    if is_script:
        return JsonResponse(page.told(story, form))
    if form.errors:
        return page.refused(request, story, form)
    return DONE.get(do, saved)(request, form, member, story)


def save(request: HttpRequest, form: WriteForm, member: Member, story: Story, do: str) -> Story:
    """The story as the form has it. Raises ``Conflict``, ``StoryError`` or ``Refused``; pictures that are refused become
    errors of the form."""
    fields = form.wording(pictures.lead(form, member, story))
    pictures.append(form, member, fields, asked=do == "picture")
    language.settle(form, fields)
    seen = form.cleaned_data["seen"]
    if request.POST.get("over"):  # of two texts this one was chosen: the other one stays among the versions
        seen = revise(story, Fields(), by=member, seen=seen).seen
    return revise(story, fields, by=member, seen=seen, autosave=do in QUIETLY)


def differs(
    request: HttpRequest, form: WriteForm, member: Member, current: Story, *, is_script: bool
) -> HttpResponse:
    """Somebody else, or another tab, was here meanwhile: both texts, and nothing lost."""
    current = access.own_or_404(member, current.pk)
    said = changed_by(member, current)
    if is_script:
        answer = {"seen": current.seen, "words": said, "fields": as_posted(current)}
        return JsonResponse(answer, status=409)
    form.see(current.seen)
    context = {"other": current, "other_said": said}
    return page.render(request, current, form, status=409, seen=current.seen, **context)


def changed_by(member: Member, story: Story) -> str:
    at = timezone.localtime(story.edited_at).strftime("%H:%M") if story.edited_at else ""
    if story.edited_by is None or story.edited_by == member:
        return _("You changed it at %(time)s, in another tab or on another device.") % {"time": at}
    return _("%(name)s changed it at %(time)s.") % {"name": story.edited_by.name, "time": at}


def as_posted(story: Story) -> dict[str, Any]:
    """A story's fields as the form's script sends them."""
    fields = {**initial(story), "body": story.body}
    fields.pop("seen")
    return {name: "on" if value is True else str(value) if value else "" for name, value in fields.items()}


def saved(request: HttpRequest, form: WriteForm, member: Member, story: Story) -> HttpResponse:
    messages.success(request, page.saved_said(story))
    return redirect("studio-write", story.pk)


def previewed(request: HttpRequest, form: WriteForm, member: Member, story: Story) -> HttpResponse:
    return redirect("studio-preview", story.pk)


def submitted(request: HttpRequest, form: WriteForm, member: Member, story: Story) -> HttpResponse:
    """Hand the story in, unless something lacks."""
    for field, words in pictures.lacking(story):
        form.add_error(field, words)
    if not form.errors:
        try:
            submit(story, by=member, seen=story.seen)
        except Incomplete as lack:
            form.add_error(lack.field, str(lack))
        except (StoryError, Refused) as problem:
            form.add_error(None, str(problem))
    if form.errors:
        return page.refused(request, story, form)
    messages.success(request, _("It is with the desk now. You will be told what the desk decides, and why."))
    return redirect("studio-own", story.pk)


DONE = {"preview": previewed, "submit": submitted}
