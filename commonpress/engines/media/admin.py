from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from commonpress.engines.media.address import original, picture_url
from commonpress.engines.media.models import Picture
from commonpress.engines.media.refused import Refused
from commonpress.engines.media.store import store
from commonpress.engines.site import uploads
from commonpress.engines.site.owners import Form, OwnersAdmin, Shelf, actor

WORDS = ("alt", "is_decorative", "credit", "licence", "licence_url")


@uploads.keep_with
def keep(file: Any, alt: str, by: str) -> uploads.Kept:
    """The owner's logo and icon are the paper's own pictures."""
    try:
        picture = store(file, alt=alt, owner="paper", by=by)
    except Refused as refused:
        raise ValidationError(str(refused)) from refused
    return uploads.Kept(*original(picture))


class PictureForm(Form):
    """What is said of a picture."""

    licence_url = forms.URLField(
        label=_("Address of the licence"), required=False, max_length=300, assume_scheme="https"
    )

    class Meta:
        model = Picture
        fields = WORDS

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("alt") and not data.get("is_decorative"):
            self.add_error("alt", _("Say what the picture shows, or tick that it is decorative."))
        return data


class UploadForm(PictureForm):
    """A new picture: ``store`` makes it anew from what was sent."""

    file = forms.FileField(label=_("Picture"), help_text=_("JPEG, PNG, WebP, GIF or AVIF."))
    by = ""

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors:
            words = {name: data[name] for name in WORDS}
            try:
                # Nobody's but the owner's until it stands on a page or in a story.
                self.kept = store(data["file"], **words, owner="paper", by=self.by, is_guarded=True)
            except Refused as refused:
                self.add_error("file", str(refused))
        return data


@admin.register(Picture)
class PictureAdmin(OwnersAdmin):
    shelf, place, label = Shelf.FRONT, 50, _("Pictures")
    about = _("What is said of them: description, credit, licence.")
    happened = "picture.described"
    list_display = ("thumbnail", "alt", "credit", "width", "height", "created_at")
    list_display_links = ("thumbnail", "alt")
    search_fields = ("alt", "credit", "name")
    ordering = ("-created_at",)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        kwargs["form"] = PictureForm if obj else type("Upload", (UploadForm,), {"by": actor(request)})
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["thumbnail", *WORDS, "width", "height"] if obj else ["file", *WORDS]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["thumbnail", "width", "height"] if obj else []

    @admin.display(description=_("picture"))
    def thumbnail(self, picture: Picture) -> str:
        return format_html(
            '<img class="thumbnail" src="{}" alt="{}">', picture_url(picture, 240), picture.alt
        )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # stories may hold its address; what nobody uses is swept up by the worker

    def save_model(self, request: HttpRequest, obj: Picture, form: Any, change: Any) -> None:
        if change:
            obj.save(update_fields=list(WORDS))
        else:
            vars(obj).update(vars(form.kept))

    def stale(self, obj: Picture) -> list[str]:
        return ["site", obj.subject]
