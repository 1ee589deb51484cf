"""Forms of the rows the owner keeps: static pages, the menu, redirects, proofs for search engines."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonpress.engines.lib import html, text
from commonpress.engines.site import verification
from commonpress.engines.site.form_fields import check_path_or_address
from commonpress.engines.site.models import MenuItem, Page, Redirect, Verification
from commonpress.engines.site.options import paper
from commonpress.engines.site.owners import Form
from commonpress.engines.site.reserved import is_reserved

LONGEST_SLUG = 75  # events name a page "page:…", in eighty characters


class PageForm(Form):
    """A static page; its text passes the sanitiser when it is saved."""

    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)

    class Meta:
        model = Page
        fields = ("title", "slug", "language", "body", "is_public")
        help_texts = {
            "slug": gettext_lazy("The page stands at this name: “about” makes /about/."),
            "body": gettext_lazy(
                "HTML: paragraphs, headings, lists, links, pictures. All else is taken out."
            ),
            "is_public": gettext_lazy("Untick to keep it from readers."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].validators.append(MaxLengthValidator(LONGEST_SLUG))
        if not self.instance.pk:
            self.fields["language"].initial = paper().language

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"]).lower()
        if is_reserved(slug):
            raise ValidationError(
                _("“%(slug)s” is taken by the site itself. Choose another name.") % {"slug": slug}
            )
        return slug

    def clean_body(self) -> str:
        return html.clean(text.normalise(self.cleaned_data["body"]), html.ARTICLE)


class MenuItemForm(Form):
    class Meta:
        model = MenuItem
        fields = ("label", "address", "position")
        help_texts = {"address": gettext_lazy("A place on this site, such as /about/, or a whole address.")}

    def clean_address(self) -> str:
        address = str(self.cleaned_data["address"]).strip()
        check_path_or_address(address)
        return address


class RedirectForm(Form):
    class Meta:
        model = Redirect
        fields = ("path", "target")
        help_texts = {
            "path": gettext_lazy("An address that used to work, from its first slash: /2019/04/old-story/"),
            "target": gettext_lazy("Where readers shall go now, also from its first slash."),
        }

    def clean_path(self) -> str:
        return place(self.cleaned_data["path"])

    def clean_target(self) -> str:
        return place(self.cleaned_data["target"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("path") and data.get("path") == data.get("target"):
            self.add_error("target", _("It cannot lead to itself."))
        return data


def place(value: str) -> str:
    """A place on this site; ``//host`` and ``/\\host`` would leave it."""
    value = value.strip()
    if not value.startswith("/") or value.startswith(("//", "/\\")) or not value.isprintable():
        raise ValidationError(_("Write a place on this site that begins with a slash."))
    return value


class VerificationForm(Form):
    """One field: whatever the search engine gave."""

    pasted = forms.CharField(
        label=gettext_lazy("What the search engine gave you"),
        max_length=verification.LONGEST,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "The meta tag, the name of the file, what stands in the file, or the code alone."
        ),
    )

    class Meta:
        model = Verification
        fields: tuple[str, ...] = ()

    def clean_pasted(self) -> str:
        pasted = str(self.cleaned_data["pasted"])
        try:
            verification.read(pasted)
        except verification.VerificationError as refused:
            raise ValidationError(str(refused)) from refused
        return pasted
