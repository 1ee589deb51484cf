"""Correcting a story that readers have already, in the editor it was written in; the difference is shown before it goes."""

import hashlib
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from commonpress.domain.members.guard import member_of, members_only
from commonpress.domain.members.may import Refused
from commonpress.domain.members.models import Member
from commonpress.domain.stories import access, text
from commonpress.domain.stories.amend import amend
from commonpress.domain.stories.correct import Weight, Wording
from commonpress.domain.stories.errors import Conflict, Incomplete, StoryError
from commonpress.domain.stories.models import Proposal, Story
from commonpress.engines.lib.differ import marked, readable
from commonpress.engines.lib.embeds import HOSTS
from commonpress.engines.media.store import MAX_BYTES
from commonpress.engines.site import private
from commonpress.interfaces.studio import pictures, standing
from commonpress.interfaces.studio.forms import LONGEST
from commonpress.interfaces.studio.plain import as_html, as_typed
from commonpress.interfaces.studio.words import script_words


class ProposeForm(forms.Form):
    """The new wording and, unless only a slip of the pen is mended, what readers are told of it."""

    headline = forms.CharField(
        label=gettext_lazy("Headline"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 1, "data-grows": "line"}),
    )
    standfirst = forms.CharField(
        label=gettext_lazy("Standfirst"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "data-grows": "lines"}),
    )
    body = forms.CharField(
        label=gettext_lazy("Text"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 20, "aria-describedby": "body-help"}),
    )
    weight = forms.ChoiceField(
        label=gettext_lazy("What you change"),
        choices=[
            (Weight.SUBSTANCE, gettext_lazy("What the story says")),
            (Weight.TYPO, gettext_lazy("Only spelling or punctuation")),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=gettext_lazy("The note for readers"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "aria-describedby": "id_note_helptext"}),
        help_text=gettext_lazy("What was wrong, and what it should have said. Not needed for spelling."),
    )
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    rich = forms.CharField(required=False)
    looked = forms.CharField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    def clean(self) -> dict[str, Any]:
        """The text as it will be stored, so that what is looked at is what is sent."""
        data = super().clean() or {}
        if "body" in data:
            data["body"] = text.clean_body(data["body"] if data["rich"] else as_html(data["body"]))
            if any(pictures.silent(data["body"])):
                self.add_error("body", pictures.say_what_they_show())
        if data.get("weight") == Weight.SUBSTANCE and not data.get("note"):
            self.add_error("note", _("Tell readers what was wrong and what it should have said."))
        return data

    def wording(self) -> Wording:
        data = self.cleaned_data
        return Wording(text.line(data["headline"], 300), text.line(data["standfirst"], 1000), data["body"])

    def show(self, body: str, **changes: str) -> None:
        """Bring back what was sent, in both forms of the text: for the plain field, and for the editor."""
        self.data = {**dict(self.data.items()), "body": as_typed(body), **changes}
        self.fields["body"].widget.attrs["data-html"] = body


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a published story of one's own, or of a section one edits: at once when that is trusted, else once the desk
    has looked. ``do`` is "look" or "send"; only what was looked at is sent."""
    member = member_of(request)
    story, is_own = access.to_correct_or_404(member, pk)
    if story.state != Story.State.PUBLISHED:
        return redirect("studio-own", pk)
    if request.method != "POST":
        form = ProposeForm(initial=initial(story))
        form.fields["body"].widget.attrs["data-html"] = story.body
        return render(request, story, form, is_own=is_own)
    form = ProposeForm(request.POST)
    if form.is_valid() and is_to_be_sent(request, form, story) and sent(request, form, story, member):
        return redirect("studio-own" if is_own else "studio-propose", pk)
    return looked_at(request, story, form, is_own=is_own)


def is_to_be_sent(request: HttpRequest, form: ProposeForm, story: Story) -> bool:
    """Whether this very change was looked at."""
    wording = form.wording()
    if wording == (story.headline, story.standfirst, story.body):
        form.add_error(None, _("Nothing is changed yet."))
    if form.errors or request.POST.get("do") != "send":
        return False
    if form.cleaned_data["looked"] == digest(wording):
        return True
    form.add_error(None, _("You changed something after you had looked. Look once more, then send it."))
    return False


def digest(wording: Wording) -> str:
    return hashlib.sha256("\n".join(wording).encode()).hexdigest()[:16]


def sent(request: HttpRequest, form: ProposeForm, story: Story, member: Member) -> bool:
    """Amend, or say at the field what is in the way."""
    data = form.cleaned_data
    try:
        done = amend(
            story, form.wording(), by=member, seen=data["seen"], note=data["note"], weight=data["weight"]
        )
    except Incomplete as lack:
        form.add_error(lack.field if lack.field in form.fields else None, str(lack))
    except Conflict:
        form.add_error(None, _("The story was changed meanwhile. Below is how yours differs from it now."))
    except (StoryError, Refused) as problem:
        form.add_error(None, str(problem))
    else:
        waits = isinstance(done, Proposal)
        messages.success(
            request, _("The desk looks at your change.") if waits else _("Readers see the new text now.")
        )
    return not form.errors


def looked_at(request: HttpRequest, story: Story, form: ProposeForm, *, is_own: bool) -> HttpResponse:
    """The form as it was sent, under the difference it would make to what readers have now."""
    story.refresh_from_db()
    typed = str(form.data.get("body", ""))
    body = form.cleaned_data.get("body") or text.clean_body(
        typed if form.data.get("rich") else as_html(typed)
    )
    form.show(body, seen=str(story.seen))
    context: dict[str, Any] = {}
    if not any(name in form.errors for name in ("headline", "standfirst", "body", "note", "weight")):
        wording = form.wording()
        note = form.cleaned_data["note"] if form.cleaned_data["weight"] == Weight.SUBSTANCE else ""
        context = {"change": change(story, wording), "looked": digest(wording), "note_said": note}
    return render(request, story, form, is_own=is_own, status=422 if form.errors else 200, **context)


def change(story: Story, new: Wording) -> dict[str, SafeString]:
    pairs = {
        "headline": (story.headline, new.headline),
        "standfirst": (story.standfirst, new.standfirst),
        "body": (readable(story.body), readable(new.body)),
    }
    return {name: mark_safe(marked(*texts)) for name, texts in pairs.items()}  # noqa: S308 (marked escapes)


def render(
    request: HttpRequest, story: Story, form: ProposeForm, *, is_own: bool, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "story": story,
        "form": form,
        "back": f"/studio/{story.pk}/" if is_own else story.get_absolute_url(),
        "waiting": standing.proposal(story),
        "heaviest": MAX_BYTES,
        "videos": " ".join(HOSTS),
        "words": script_words(),
        "pictures": pictures.in_text(str(form.fields["body"].widget.attrs["data-html"])),
        **more,
    }
    response = private.render(request, "studio/propose.html", _("Correct a story"), context)
    response.status_code = status
    return response


def initial(story: Story) -> dict[str, Any]:
    return {
        "headline": story.headline,
        "standfirst": story.standfirst,
        "body": as_typed(story.body),
        "weight": Weight.SUBSTANCE,
        "seen": story.seen,
    }
