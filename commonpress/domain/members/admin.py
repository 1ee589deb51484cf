from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonpress.domain.members.acting import acting
from commonpress.domain.members.door_form import DoorForm
from commonpress.domain.members.may import Refused
from commonpress.domain.members.models import Decision, Joining, Member
from commonpress.domain.members.role import active_owners, give_role
from commonpress.domain.members.undo import WITHIN, undo
from commonpress.engines.lib import clock
from commonpress.engines.site import options
from commonpress.engines.site.one_screen import OneScreen
from commonpress.engines.site.owners import Form, Shelf, actor
from commonpress.engines.site.translations import TranslatedAdmin

UNDO = "_undo_role"  # the name of the button


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

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """A role that was just given is taken back with one press."""
        given = self.just_given(request, object_id)
        if request.method == "POST" and UNDO in request.POST and self.has_change_permission(request):
            return self.taken_back(request, given)
        context = {"undo_role": given and UNDO, **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, context)

    def just_given(self, request: HttpRequest, number: str | None) -> Decision | None:
        since, by = clock.now() - WITHIN, acting(request)
        found = Decision.objects.filter(subject=f"member:{number}", action=Decision.Action.ROLE, by=by)
        return found.filter(at__gt=since, undone_by__isnull=True).order_by("-pk").first()

    def taken_back(self, request: HttpRequest, given: Decision | None) -> HttpResponse:
        owner = acting(request)
        try:
            if given is None or owner is None:
                raise Refused(_("It is too late to undo this."))
            undo(given, by=owner)
        except Refused as problem:
            messages.error(request, str(problem))
        else:
            messages.success(request, _("The role is as it was."))
        return HttpResponseRedirect(request.path)

    def response_change(self, request: HttpRequest, obj: Member) -> HttpResponse:
        """Back to the member when a role was given, for there it can be undone."""
        answer = super().response_change(request, obj)
        return HttpResponseRedirect(request.path) if self.just_given(request, str(obj.pk)) else answer

    def stale(self, obj: Member) -> list[str]:
        return ["site", f"author:{obj.handle}", obj.subject]
