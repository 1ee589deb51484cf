from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commonpress.domain.members.acting import acting
from commonpress.domain.stories import tags
from commonpress.domain.stories.desk_admin import SectionEditorAdmin
from commonpress.domain.stories.errors import StoryError, WrongState
from commonpress.domain.stories.forms import FrontForm, MergeForm, SectionForm, StoryForm, WithdrawForm, names
from commonpress.domain.stories.lead import lead
from commonpress.domain.stories.merge_topics import merge_topics
from commonpress.domain.stories.models import Byline, Lead, ReadMore, Section, Story, Topic
from commonpress.domain.stories.move import move, rename
from commonpress.domain.stories.open_comments import open_comments
from commonpress.domain.stories.withdraw import withdraw
from commonpress.engines.events.record import record
from commonpress.engines.lib.text import seen
from commonpress.engines.site import options, redirects
from commonpress.engines.site.ask import answer_of, ask
from commonpress.engines.site.forms import language_name
from commonpress.engines.site.one_screen import OneScreen
from commonpress.engines.site.owners import OwnersAdmin, OwnersRows, Shelf, actor
from commonpress.engines.site.translations import TranslatedAdmin

__all__ = ["FrontAdmin", "SectionAdmin", "SectionEditorAdmin", "StoryAdmin", "TopicAdmin"]


@admin.register(Lead)
class FrontAdmin(OneScreen):
    """The top of the front page, in order."""

    shelf, place, label = Shelf.FRONT, 10, gettext_lazy("Front page")
    about = gettext_lazy(
        "Which stories stand at the top, the first one first. Places left empty take the newest."
    )

    def make_form(self, request: HttpRequest) -> forms.Form:
        return FrontForm(request.POST or None)

    def shelves(self, form: forms.Form) -> list[tuple[Any, dict[str, Any]]]:
        return [(_("The top of the front page"), {"fields": names()})]

    def keep(self, request: HttpRequest, form: Any) -> None:
        try:
            lead(form.stories(), by=acting(request))
        except WrongState:
            raise ValidationError(
                _("One of these stories was withdrawn meanwhile. Choose another.")
            ) from None


@admin.register(Section)
class SectionAdmin(TranslatedAdmin):
    shelf, place, label = Shelf.FRONT, 20, gettext_lazy("Sections")
    about = gettext_lazy("Their names, their order, and which lies within which.")
    happened = "section.changed"
    form = SectionForm
    translates = {"name_translations": "name", "words_translations": "words"}
    fields = ("name", "slug", "words", "parent", "position", "is_listed")
    prepopulated_fields = {"slug": ("name",)}
    list_display = ("name", "slug", "parent", "position", "is_listed", "story_count")
    list_editable = ("position", "is_listed")
    list_select_related = ("parent",)
    search_fields = ("name", "slug")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Section]:
        mine = Story.objects.filter(section=OuterRef("pk"))
        counted: QuerySet[Section] = super().get_queryset(request).annotate(story_count=how_many(mine))
        return counted

    @admin.display(description=gettext_lazy("stories"))
    def story_count(self, section: Any) -> int:
        return int(section.story_count)

    def save_model(self, request: HttpRequest, obj: Section, form: Any, change: Any) -> None:
        lead_on(obj, form, change)
        super().save_model(request, obj, form, change)

    def stale(self, obj: Section) -> list[str]:
        return ["site", tags.FRONT, tags.SECTIONS, obj.subject]

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Say in one sentence why a section that holds something stays."""
        section = self.get_object(request, object_id)
        if section is None or not (why := why_it_stays(section)):
            return super().delete_view(request, object_id, extra_context)
        self.message_user(request, why, messages.ERROR)
        return HttpResponseRedirect(reverse("admin:stories_section_change", args=[object_id]))


def how_many(rows: QuerySet[Any]) -> Coalesce:
    """Counted for each row that is shown, along an index: a join would go through all stories to group them."""
    counted = rows.order_by().annotate(one=Value(1)).values("one").annotate(all=Count("pk")).values("all")
    return Coalesce(Subquery(counted), 0)


def why_it_stays(section: Section) -> str:
    stories, within = section.stories.count(), section.children.count()
    words = {"name": section.name, "n": stories or within}
    if stories:
        return (
            ngettext(
                "“%(name)s” holds %(n)d story. Move it to another section first.",
                "“%(name)s” holds %(n)d stories. Move them to another section first.",
                stories,
            )
            % words
        )
    if within:
        return (
            ngettext(
                "%(n)d section lies within “%(name)s”. Move it first.",
                "%(n)d sections lie within “%(name)s”. Move them first.",
                within,
            )
            % words
        )
    return ""


def lead_on(obj: Section | Topic, form: Any, change: bool) -> None:
    """Let the address of before lead to the one of now."""
    if change and "slug" in form.changed_data:
        view = obj._meta.model_name
        redirects.lead(reverse(f"{view}", args=[form.initial["slug"]]), obj.get_absolute_url())


@admin.register(Topic)
class TopicAdmin(OwnersAdmin):
    shelf, place, label = Shelf.FRONT, 60, gettext_lazy("Topics")
    about = gettext_lazy("Free tags: rename them, or merge those that mean the same.")
    happened = "topic.changed"
    fields = ("name", "slug")
    list_display = ("name", "slug", "story_count")
    search_fields = ("name", "slug")
    prepopulated_fields = {"slug": ("name",)}
    actions = ("merge_chosen",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        filed = Story.topics.through.objects.filter(topic=OuterRef("pk"))
        counted: QuerySet[Topic] = super().get_queryset(request).annotate(story_count=how_many(filed))
        return counted

    @admin.display(description=gettext_lazy("stories"))
    def story_count(self, topic: Any) -> int:
        return int(topic.story_count)

    def save_model(self, request: HttpRequest, obj: Topic, form: Any, change: Any) -> None:
        lead_on(obj, form, change)
        super().save_model(request, obj, form, change)

    def stale(self, obj: Topic) -> list[str]:
        return ["site", obj.subject]

    @admin.action(description=gettext_lazy("Merge into one…"))
    def merge_chosen(self, request: HttpRequest, chosen: QuerySet[Topic]) -> HttpResponse | None:
        form, is_right = answer_of(request, lambda data: MergeForm(chosen, data))
        if not is_right:
            words = {"title": _("Merge topics"), "button": _("Merge")}
            return ask(self, request, form, chosen, action="merge_chosen", **words)
        kept = form.cleaned_data["kept"]
        with transaction.atomic():
            for gone in chosen.exclude(pk=kept.pk):
                merge_topics(gone, kept, by=acting(request))
        self.message_user(
            request, _("They are one topic now: %(name)s.") % {"name": kept.name}, messages.SUCCESS
        )
        return None


class ReadMoreInline(OwnersRows):
    model = ReadMore
    fk_name = "story"
    autocomplete_fields = ("other",)
    extra = 0
    verbose_name_plural = gettext_lazy("Read more: always or never beside this story")


class InLanguage(admin.SimpleListFilter):
    """The languages of the paper: to find those of its stories would be to go through all of them."""

    title = gettext_lazy("language")
    parameter_name = "language"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(code, str(language_name(code))) for code in options.paper().languages]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Story]) -> QuerySet[Story]:
        return queryset.filter(language=self.value()) if self.value() else queryset


@admin.register(Story)
class StoryAdmin(OwnersAdmin):
    """Nobody publishes here: what can be changed goes through the verbs, the rest is to look at."""

    shelf, place, label = Shelf.FRONT, 1, gettext_lazy("Stories")
    about = gettext_lazy(
        "Find a story, move it, give it another address, withdraw it. Writing happens in the studio."
    )
    happened = ""
    form = StoryForm
    fields = (
        "headline",
        "written",
        "state",
        "kind",
        "language",
        "section",
        "slug",
        "is_open_for_comments",
        "published_at",
        "updated_at",
        "withdrawal_reason",
    )
    readonly_fields = (
        "headline",
        "written",
        "state",
        "kind",
        "language",
        "published_at",
        "updated_at",
        "withdrawal_reason",
    )
    list_display = ("headline", "state", "section", "language", "kind", "published_at")
    list_filter = ("state", "section", InLanguage, "kind", "is_open_for_comments")
    list_select_related = ()  # a join with the sections would begin with them, and sort all stories
    search_fields = ("headline", "slug", "bylines__member__name")  # said to the owner; asked below
    ordering = ("-published_at", "-pk")
    inlines = (ReadMoreInline,)
    actions = ("withdraw_chosen",)
    view_on_site = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Story]:
        return super().get_queryset(request).defer("body").prefetch_related("section")

    def get_view_on_site_url(self, obj: Story | None = None) -> str | None:
        return obj.get_absolute_url() if obj and obj.path else None

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Story], search_term: str
    ) -> tuple[QuerySet[Story], bool]:
        """Every word must stand in the headline, the address or an author's name. Authors are looked up apart: by a join
        each story would come once for each of them, and all be sorted to leave the others out."""
        for word in seen(search_term).split():
            signed = Byline.objects.filter(member__name__icontains=word).values("story")
            queryset = queryset.filter(
                Q(headline__icontains=word) | Q(slug__icontains=word) | Q(pk__in=signed)
            )
        return queryset, False

    @admin.display(description=gettext_lazy("text"))
    def written(self, story: Story) -> str:
        return _(
            "Headline and text are written and corrected in the studio, where every change is kept and shown."
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Story, form: Any, change: Any) -> None:
        # The form has changed ``obj``; the verbs must see the story as it stands, to know what became stale.
        story = Story.objects.get(pk=obj.pk)
        by = acting(request)
        if "section" in form.changed_data:
            move(story, obj.section, by=by)
        if "slug" in form.changed_data:
            rename(story, obj.slug, by=by)
        if "is_open_for_comments" in form.changed_data:
            open_comments(story, obj.is_open_for_comments, by=by)
        obj.refresh_from_db()

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: Any) -> None:
        super().save_formset(request, form, formset, change)
        if formset.has_changed():
            subject = form.instance.subject
            record("story.read_more_judged", subject, stale=[subject], by=actor(request))

    @admin.action(description=gettext_lazy("Withdraw…"))
    def withdraw_chosen(self, request: HttpRequest, chosen: QuerySet[Story]) -> HttpResponse | None:
        form, is_right = answer_of(request, WithdrawForm)
        if not is_right:
            words = {"title": _("Withdraw stories"), "button": _("Withdraw")}
            return ask(self, request, form, chosen, action="withdraw_chosen", **words)
        try:
            with transaction.atomic():
                for story in chosen:
                    withdraw(story, reason=form.cleaned_data["reason"], by=acting(request))
        except StoryError:
            words_of_refusal = _("Only published stories can be withdrawn. Nothing was changed.")
            self.message_user(request, words_of_refusal, messages.ERROR)
            return None
        self.message_user(request, _("Withdrawn. Their addresses give the reason now."), messages.SUCCESS)
        return None
