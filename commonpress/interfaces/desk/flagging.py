"""The form with which anybody objects to a story or a comment. Private, because public pages are one for everyone."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from commonpress.domain.conversation import access as conversation_access
from commonpress.domain.conversation.flag import MOST_WORDS, flag
from commonpress.domain.conversation.models import Comment, Flag
from commonpress.domain.members.acting import acting
from commonpress.domain.members.models import Member
from commonpress.engines.site import challenge, limits, private

STRANGERS = (timedelta(hours=1), 10)  # flags of one line without an account


class FlagForm(forms.Form):
    reason = forms.ChoiceField(
        label=gettext_lazy("What is wrong?"), choices=Flag.Reason, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("In your own words"),
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Where in the text, and how you know. The author does not learn who you are."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def flags(request: HttpRequest) -> HttpResponse:
    """``?subject=story:42``. Strangers pass the challenge; nothing of them is kept but a hash of their line."""
    thing = conversation_access.public_or_404(request.GET.get("subject", ""))
    member = acting(request)
    form = FlagForm(request.POST or None)
    form.label_suffix = ""
    if request.method == "POST" and form.is_valid():
        refusal = sent(request, form, thing, member)
        if not refusal:
            return private.render(
                request, "desk/flagged.html", _("Thank you"), {"thing": thing, **shown(thing)}
            )
        form.add_error(None, refusal)
    context: dict[str, Any] = {"form": form, "thing": thing, **shown(thing)}
    if member is None:
        context["challenge"] = challenge.issue(request.POST)
    response = private.render(request, "desk/flag.html", _("Flag"), context)
    response.status_code = 400 if form.errors else 200
    return response


def sent(request: HttpRequest, form: FlagForm, thing: Any, member: Member | None) -> str:
    """Why the flag was not taken, in words; empty when it was."""
    refusal = "" if member else challenge.refusal(request.POST)
    if not refusal and member is None and not allowed(request):
        refusal = _("You have flagged a lot. Please try again later.")
    if refusal:
        return refusal
    data = form.cleaned_data
    try:
        flag(thing, data["reason"], data["words"], by=member, sender=sender_of(request))
    except PermissionDenied as refused:
        return str(refused)
    return ""


def allowed(request: HttpRequest) -> bool:
    """Of strangers; what members may is the verb's to say."""
    per, most = STRANGERS
    return limits.allow("flag", limits.line_of(request), per=per, most=most)


def sender_of(request: HttpRequest) -> str:
    """A stranger's line as a keyed hash: enough to fold a second flag into the first, and nothing more."""
    return f"line:{limits.key_of('flag', limits.line_of(request))[:40]}"


def shown(thing: Any) -> dict[str, Any]:
    story = thing.story if isinstance(thing, Comment) else thing
    return {
        "story": story,
        "is_comment": isinstance(thing, Comment),
        "address": story.get_absolute_url(),
    }
