"""Taking one's data along, and leaving."""

import tempfile
from datetime import timedelta
from typing import Any

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonpress.domain.members import portability
from commonpress.domain.members.guard import member_of, members_only
from commonpress.domain.members.leave import leave as go
from commonpress.domain.members.role import LastOwner
from commonpress.engines.lib import clock
from commonpress.engines.site import limits, options, private

ARCHIVES = {"per": timedelta(days=1), "most": 5}
IN_MEMORY = 4_000_000  # bytes of an archive; a larger one waits on the disk


class LeaveForm(forms.Form):
    stories = forms.ChoiceField(
        label=gettext_lazy("Your published stories"),
        choices=[
            ("keep", gettext_lazy("They stay, without my name")),
            ("remove", gettext_lazy("They go: their addresses say that the author took them back")),
        ],
        widget=forms.RadioSelect,
    )
    comments = forms.ChoiceField(
        label=gettext_lazy("Your comments"),
        choices=[
            ("keep", gettext_lazy("They stay, without my name")),
            ("remove", gettext_lazy("They go: a line in their place says that their author took them back")),
        ],
        initial="keep",
        required=False,
        widget=forms.RadioSelect,
    )
    handle = forms.CharField(
        label=gettext_lazy("Your handle, to be sure"),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )

    def __init__(self, handle: str, *args: Any, **kwargs: Any) -> None:
        self.own = handle
        kwargs["label_suffix"] = ""
        super().__init__(*args, **kwargs)
        self.fields["handle"].help_text = _("Write: %(handle)s") % {"handle": handle}

    def wish(self) -> portability.Wish:
        said = self.cleaned_data
        return portability.Wish(
            remove_stories=said["stories"] == "remove", remove_comments=said["comments"] == "remove"
        )

    def clean_handle(self) -> str:
        if self.cleaned_data["handle"].strip() != self.own:
            raise forms.ValidationError(_("This is not your handle."))
        return self.own


@require_safe
@members_only
def data(request: HttpRequest) -> HttpResponse:
    return private.render(request, "account/data.html", _("Your data"), {})


@require_POST
@members_only
def archive(request: HttpRequest) -> HttpResponse:
    """Everything of the member's as one zip file."""
    member = member_of(request)
    if not limits.allow("account.archive", member.subject, **ARCHIVES):  # type: ignore[arg-type]
        messages.error(request, _("You took your data several times today. Please come back tomorrow."))
        return redirect("account-data")
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (the answer closes it)
    portability.archive(member, file)
    file.seek(0)
    name = f"{slugify(options.paper().name) or 'paper'}-{member.handle}-{clock.now():%Y-%m-%d}.zip"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")  # type: ignore[return-value]


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
@reauthentication_required  # type: ignore[untyped-decorator]
def leave(request: HttpRequest) -> HttpResponse:
    """Asks how and asks again; the password was asked for just before."""
    member = member_of(request)
    form = LeaveForm(member.handle, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            go(member, form.wish())
        except LastOwner as refused:
            form.add_error(None, str(refused))
        else:
            logout(request)
            return private.render(request, "account/left.html", _("Goodbye"), {})
    return private.render(request, "account/leave.html", _("Delete account"), {"form": form})
