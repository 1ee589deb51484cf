from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from commonpress.engines.site import events_admin as events_admin  # registers its screens
from commonpress.engines.site import options, redirects, verification
from commonpress.engines.site.forms import PaperForm
from commonpress.engines.site.models import MenuItem, Page, Redirect, Setting, Verification
from commonpress.engines.site.one_screen import OneScreen
from commonpress.engines.site.owners import OwnersAdmin, Shelf, actor
from commonpress.engines.site.site_forms import MenuItemForm, PageForm, RedirectForm, VerificationForm
from commonpress.engines.site.translations import TranslatedAdmin, field_name


@admin.register(Setting)
class PaperAdmin(OneScreen):
    """All options of the paper on one screen."""

    shelf, place, label = Shelf.PAPER, 1, _("Name and look")
    about = _("Name, tagline, languages, colour, fonts, logo, and what machines are told.")

    def make_form(self, request: HttpRequest) -> forms.Form:
        return PaperForm(options.load(), request.POST or None, request.FILES or None)

    def keep(self, request: HttpRequest, form: Any) -> None:
        form.keep(by=actor(request))

    def shelves(self, form: Any) -> list[tuple[Any, dict[str, Any]]]:
        taglines = [field_name("tagline", code) for code in form.spoken]
        words = ["name", "tagline", *taglines, "organisation", "contact", "licence", "licence_url"]
        machines = ["blocked_robots", "other_robots", "news_sitemap_skips", "ads_txt", "security_contact"]
        return [
            (_("Name and words"), {"fields": words}),
            (_("Language and time"), {"fields": ["language", "languages", "zone"]}),
            (_("Look"), {"fields": ["accent", "reading_font", "furniture_font", "logo", "icon"]}),
            (_("Lists"), {"fields": ["stories_of_a_section_on_the_front", "stories_on_a_list"]}),
            (_("For machines"), {"fields": machines}),
        ]


@admin.register(Page)
class PageAdmin(OwnersAdmin):
    shelf, place, label = Shelf.FRONT, 40, _("Pages")
    about = _("About, contact, principles: what does not change from day to day.")
    happened = "page.changed"
    form = PageForm
    fields = ("title", "slug", "language", "body", "is_public")
    prepopulated_fields = {"slug": ("title",)}
    list_display = ("title", "slug", "language", "is_public", "updated_at")
    list_filter = ("language", "is_public")
    search_fields = ("title", "slug")

    def stale(self, obj: Page) -> list[str]:
        return ["site", obj.subject]


@admin.register(MenuItem)
class MenuAdmin(TranslatedAdmin):
    shelf, place, label = Shelf.FRONT, 30, _("Menu")
    about = _("The lines at the foot of every page, in your order.")
    happened = "menu.changed"
    form = MenuItemForm
    translates = {"label_translations": "label"}
    fields = ("label", "address", "position")
    list_display = ("label", "address", "position")
    list_editable = ("position",)


@admin.register(Redirect)
class RedirectAdmin(OwnersAdmin):
    shelf, place, label = Shelf.WORKS, 20, _("Old addresses")
    about = _("Addresses that used to work and where they lead now.")
    happened = "redirect.changed"
    form = RedirectForm
    list_display = ("path", "target")
    search_fields = ("path", "target")

    def save_model(self, request: HttpRequest, obj: Redirect, form: Any, change: Any) -> None:
        """Through the verb, which folds chains; an old address that was rewritten is forgotten."""
        if change and "path" in form.changed_data:
            Redirect.objects.filter(pk=obj.pk).delete()
        redirects.lead(obj.path, obj.target)
        obj.pk = Redirect.objects.get(path=obj.path).pk

    def stale(self, obj: Redirect) -> list[str]:
        return []


@admin.register(Verification)
class VerificationAdmin(OwnersAdmin):
    """Adding is one paste; ``verification`` records the events itself."""

    shelf, place, label = Shelf.PAPER, 20, _("Search engines")
    about = _("Prove to Google, Bing and others that the site is yours: paste what they gave you.")
    form = VerificationForm
    list_display = ("engine", "token", "served")
    list_display_links = None

    @admin.display(description=_("served as"))
    def served(self, row: Verification) -> str:
        tag = f'<meta name="{row.meta_name}">' if row.meta_name else ""
        file = f"/{row.file_name}" if row.file_name else ""
        return format_html_join(" · ", "<code>{}</code>", ((said,) for said in (tag, file) if said))

    def has_change_permission(self, request: HttpRequest, obj: Verification | None = None) -> bool:
        return False

    def get_fields(self, request: HttpRequest, obj: Verification | None = None) -> Any:
        return ["engine", "token", "served"] if obj else ["pasted"]

    def get_readonly_fields(self, request: HttpRequest, obj: Verification | None = None) -> list[str]:
        return ["engine", "token", "served"] if obj else []

    def save_model(self, request: HttpRequest, obj: Verification, form: Any, change: Any) -> None:
        row = verification.accept(form.cleaned_data["pasted"], by=actor(request))
        vars(obj).update(vars(row))

    def delete_model(self, request: HttpRequest, obj: Verification) -> None:
        verification.forget(obj, by=actor(request))
