"""Correcting one's own story that readers have already."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from commonpress.domain.members.guard import member_of, members_only
from commonpress.domain.members.may import Refused
from commonpress.domain.members.models import Member
from commonpress.domain.stories import access
from commonpress.domain.stories.amend import amend
from commonpress.domain.stories.correct import Weight, Wording
from commonpress.domain.stories.errors import Incomplete, StoryError
from commonpress.domain.stories.models import Proposal, Story
from commonpress.engines.site import private
from commonpress.interfaces.studio.forms import LONGEST
from commonpress.interfaces.studio.plain import as_html, as_typed


class ProposeForm(forms.Form):
    """The new wording and, unless only a slip of the pen is mended, what readers are told of it."""

    headline = forms.CharField(label=gettext_lazy("Headline"), max_length=300)
    standfirst = forms.CharField(
        label=gettext_lazy("Standfirst"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    body = forms.CharField(
        label=gettext_lazy("Text"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 20})
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    def wording(self) -> Wording:
        data = self.cleaned_data
        return Wording(data["headline"], data["standfirst"], as_html(data["body"]))


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a published story of one's own: at once when the desk trusts one so far, else once it has looked."""
    member = member_of(request)
    story = access.own_or_404(member, pk)
    if story.state != Story.State.PUBLISHED:
        return redirect("studio-own", pk)
    form = ProposeForm(request.POST or None, initial=initial(story))
    if request.method == "POST" and form.is_valid():
        amended(request, form, story, member)
        if not form.errors:
            return redirect("studio-own", pk)
    context = {"story": story, "form": form}
    response = private.render(request, "studio/propose.html", _("Correct a story"), context)
    response.status_code = 422 if form.errors else 200
    return response


def amended(request: HttpRequest, form: ProposeForm, story: Story, member: Member) -> None:
    """Amend, or say at the field what is in the way."""
    data = form.cleaned_data
    try:
        done = amend(
            story, form.wording(), by=member, seen=data["seen"], note=data["note"], weight=data["weight"]
        )
    except Incomplete as lack:
        form.add_error(lack.field if lack.field in form.fields else None, str(lack))
    except (StoryError, Refused) as problem:
        form.add_error(None, str(problem))
    else:
        waits = isinstance(done, Proposal)
        messages.success(
            request, _("The desk looks at your change.") if waits else _("Readers see the new text now.")
        )


def initial(story: Story) -> dict[str, Any]:
    return {
        "headline": story.headline,
        "standfirst": story.standfirst,
        "body": as_typed(story.body),
        "weight": Weight.SUBSTANCE,
        "seen": story.seen,
    }
