from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonpress.domain.members.acting import acting
from commonpress.domain.members.door_form import DoorForm
from commonpress.domain.members.models import Joining, Member
from commonpress.domain.members.role import active_owners, give_role
from commonpress.engines.site import options
from commonpress.engines.site.one_screen import OneScreen
from commonpress.engines.site.owners import Form, Shelf, actor
from commonpress.engines.site.translations import TranslatedAdmin


class MemberForm(Form):
    class Meta:
        model = Member
        fields = ("name", "words", "role", "is_active")
        help_texts = {
            "name": gettext_lazy("As it stands under stories."),
            "role": gettext_lazy("Editors decide at the desk; owners also open these screens."),
            "is_active": gettext_lazy("Untick to close the account; what was written stays."),
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        stays = data.get("is_active") and data.get("role") == Member.Role.OWNER
        if not stays and set(active_owners().values_list("pk", flat=True)) == {self.instance.pk}:
            field = "role" if data.get("role") != Member.Role.OWNER else "is_active"
            words = _("A paper needs an owner who can sign in. Make somebody else an owner first.")
            self.add_error(field, ValidationError(words))
        return data


@admin.register(Joining)
class JoiningAdmin(OneScreen):
    """Who may join, and how members sign in."""

    shelf, place, label = Shelf.PEOPLE, 20, gettext_lazy("Joining and signing in")
    about = gettext_lazy(
        "Open, by application, by invitation or closed; robots kept out; a second step for editors."
    )

    def make_form(self, request: HttpRequest) -> forms.Form:
        return DoorForm(options.load(), request.POST or None)

    def keep(self, request: HttpRequest, form: Any) -> None:
        form.keep(by=actor(request))

    def shelves(self, form: Any) -> list[tuple[Any, dict[str, Any]]]:
        door = [
            "sign_up",
            "sign_up_question",
            "invitations_of_newcomers",
            "invitations_of_known",
            "invitations_of_trusted",
            "refused_mail_domains",
            "allowed_mail_domains",
        ]
        robots = ["challenge_bits", "challenge_question", "challenge_answers"]
        return [
            (gettext_lazy("The door"), {"fields": door}),
            (gettext_lazy("Signing in"), {"fields": ["second_factor_of_editors"]}),
            (gettext_lazy("Against robots"), {"fields": robots}),
        ]


@admin.register(Member)
class MemberAdmin(TranslatedAdmin):
    """Roles and profiles. Accounts are neither made nor deleted here: what was written needs its author."""

    shelf, place, label = Shelf.PEOPLE, 10, gettext_lazy("Members")
    about = gettext_lazy("Who may edit, who owns the paper, whose account is closed.")
    happened = "member.changed"
    form = MemberForm
    translates = {"words_translations": "words"}
    fields = ("name", "handle", "email", "words", "role", "is_active", "joined_at")
    readonly_fields = ("handle", "email", "joined_at")
    list_display = ("name", "handle", "email", "role", "is_active", "joined_at")
    list_filter = ("role", "is_active")
    search_fields = ("name", "handle", "email")
    ordering = ("name",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Member]:
        return super().get_queryset(request).defer("password")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Member, form: forms.Form, change: Any) -> None:
        obj.save(update_fields=["name", "words", "words_translations"])
        if {"role", "is_active"} & set(form.changed_data):
            give_role(obj, obj.role, is_active=obj.is_active, by=acting(request))

    def stale(self, obj: Member) -> list[str]:
        return ["site", f"author:{obj.handle}", obj.subject]
