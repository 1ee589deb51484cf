"""What a member says of themselves."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from commonpress.domain.members import handles, names
from commonpress.domain.members.guard import member_of, members_only
from commonpress.domain.members.may import Refused as MayNot
from commonpress.domain.members.models import Member
from commonpress.domain.members.profile import HandleTaken, Profile, change_profile
from commonpress.domain.members.upload import upload
from commonpress.engines.lib import text
from commonpress.engines.media.models import Picture
from commonpress.engines.media.refused import Refused
from commonpress.engines.site import private

MOST_LINKS = 5
WEB = URLValidator(schemes=["https", "http"])


class ProfileForm(forms.Form):
    """Bound to a member. ``links`` is one a line: an address, or words before it."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=names.LONGEST,
        help_text=gettext_lazy("As it stands under what you write."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    handle = forms.CharField(
        label=gettext_lazy("Handle"),
        max_length=handles.LONGEST,
        help_text=gettext_lazy("The end of your page’s address. The old one will lead to the new one."),
        widget=forms.TextInput(
            attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "nickname"}
        ),
    )
    picture = forms.FileField(
        label=gettext_lazy("Picture"),
        required=False,
        help_text=gettext_lazy("A photograph of you. JPEG, PNG or WebP."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    no_picture = forms.BooleanField(label=gettext_lazy("Show no picture"), required=False)
    words = forms.CharField(
        label=gettext_lazy("About you"),
        max_length=1000,
        required=False,
        help_text=gettext_lazy("A few sentences for your page."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    links = forms.CharField(
        label=gettext_lazy("Links"),
        required=False,
        help_text=gettext_lazy(
            "At most five, one a line. You may write a name first: My garden https://example.org/"
        ),
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        required=False,
        choices=[("", gettext_lazy("The paper’s")), *settings.LANGUAGES],
        help_text=gettext_lazy("For your own pages and for our letters to you."),
    )

    def __init__(self, member: Member, *args: Any, **kwargs: Any) -> None:
        self.member = member
        shown = {name: getattr(member, name) for name in ("name", "handle", "words", "language")}
        links = "\n".join(f"{link['label']} {link['address']}" for link in member.links)
        kwargs |= {"initial": {**shown, "links": links}, "label_suffix": ""}
        super().__init__(*args, **kwargs)
        if not member.picture_id:
            del self.fields["no_picture"]

    def clean_name(self) -> str:
        name = text.normalise(self.cleaned_data["name"]).strip()
        if name != self.member.name and (why := names.refusal(name, own=self.member.pk)):
            raise ValidationError(why)
        return name

    def clean_handle(self) -> str:
        handle = str(self.cleaned_data["handle"])
        if handle != self.member.handle and (why := handles.refusal(handle, own=self.member.pk)):
            raise ValidationError(why)
        return handle

    def clean_links(self) -> tuple[dict[str, str], ...]:
        lines = [
            line.split() for line in text.normalise(self.cleaned_data["links"]).splitlines() if line.strip()
        ]
        if len(lines) > MOST_LINKS:
            raise ValidationError(_("At most five links."))
        return tuple(link_of(words) for words in lines)


def link_of(words: list[str]) -> dict[str, str]:
    """The label and the address of one line. Raises ``ValidationError``."""
    address = words[-1]
    try:
        WEB(address)
    except ValidationError:
        said = text.excerpt(" ".join(words), 80)
        raise ValidationError(
            _("“%(line)s” does not end in an address like https://example.org/.") % {"line": said}
        ) from None
    label = " ".join(words[:-1]) or address.split("://", 1)[1].rstrip("/")
    return {"label": text.excerpt(label, 60), "address": address[:300]}


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def profile(request: HttpRequest) -> HttpResponse:
    member = member_of(request)
    form = ProfileForm(member, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and kept(form, member):
        messages.success(request, _("Your profile is saved."))
        return redirect("account-profile")
    return private.render(
        request,
        "account/profile.html",
        _("Profile"),
        {"form": form, "member": Member.objects.get(pk=member.pk)},
    )


def kept(form: ProfileForm, member: Member) -> bool:
    """Whether all of it was stored; else the form says at which field it was not."""
    said = form.cleaned_data
    try:
        picture = picture_of(form, member)
        new = Profile(
            name=said["name"],
            handle=said["handle"],
            words=said["words"],
            words_translations=member.words_translations if said["words"] == member.words else {},
            links=said["links"],
            language=said["language"],
            picture=picture,
        )
        change_profile(member, new, by=member)
    except Refused as refused:
        form.add_error("picture", str(refused))
    except HandleTaken as refused:
        form.add_error("handle", str(refused))
    except MayNot as refused:
        form.add_error(None, str(refused))
    return not form.errors


def picture_of(form: ProfileForm, member: Member) -> Picture | None:
    """The one sent, the one there was, or none. Raises media's ``Refused``, or the members'."""
    sent = form.cleaned_data["picture"]
    if isinstance(sent, UploadedFile):
        return upload(member, sent, sent.size or 0, alt=member.name)
    return None if form.cleaned_data.get("no_picture") else member.picture
