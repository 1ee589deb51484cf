from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import SectionEditor
from commonpress.engines.site.owners import Form, OwnersAdmin, Shelf


class SectionEditorForm(Form):
    class Meta:
        model = SectionEditor
        fields = ("member", "section")
        help_texts = {
            "member": gettext_lazy("An editor without a row here edits every section. Owners always do."),
            "section": gettext_lazy("With the sections that lie within it."),
        }

    def clean_member(self) -> Member:
        member: Member = self.cleaned_data["member"]
        if not member.is_editor:
            raise ValidationError(_("Make this member an editor first, under Members."))
        return member


@admin.register(SectionEditor)
class SectionEditorAdmin(OwnersAdmin):
    """Who edits what. Rows narrow an editor's rights and never give any: the role does that."""

    shelf, place, label = Shelf.PEOPLE, 20, gettext_lazy("Section editors")
    about = gettext_lazy("Which editors see and decide only the stories of some sections.")
    happened = "section.editors_changed"
    form = SectionEditorForm
    list_display = ("member", "section")
    list_filter = ("section",)
    list_select_related = ("member", "section")
    search_fields = ("member__name", "member__handle")
    ordering = ("member__name", "section__position")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "member":
            edit = [Member.Role.EDITOR, Member.Role.OWNER]
            kwargs["queryset"] = Member.objects.filter(role__in=edit, is_active=True).order_by("name")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def stale(self, obj: Any) -> list[str]:  # noqa: ARG002 (no page shows it)
        return []
