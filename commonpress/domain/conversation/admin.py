from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy, ngettext

from commonpress.domain.conversation.models import Comment, Talking
from commonpress.domain.conversation.moderate import hide, show
from commonpress.domain.conversation.talk_form import TalkForm
from commonpress.domain.members.acting import acting
from commonpress.engines.lib import html
from commonpress.engines.lib.text import excerpt
from commonpress.engines.site import options
from commonpress.engines.site.one_screen import OneScreen
from commonpress.engines.site.owners import ReadOnlyAdmin, Shelf, actor


@admin.register(Talking)
class TalkingAdmin(OneScreen):
    """What readers may do in the conversation, and until when."""

    shelf, place, label = Shelf.PEOPLE, 25, gettext_lazy("The conversation")
    about = gettext_lazy("The reactions readers may leave, and when conversations close.")

    def make_form(self, request: HttpRequest) -> forms.Form:
        return TalkForm(options.load(), request.POST or None)

    def keep(self, request: HttpRequest, form: Any) -> None:
        form.keep(by=actor(request))

    def shelves(self, form: Any) -> list[tuple[Any, dict[str, Any]]]:
        return [(gettext_lazy("Readers"), {"fields": ["reactions", "comments_close_after_days"]})]


@admin.register(Comment)
class CommentAdmin(ReadOnlyAdmin):
    """Comments to read, and two actions through the verbs of ``moderate``."""

    shelf, place, label = Shelf.PEOPLE, 20, gettext_lazy("Comments")
    about = gettext_lazy("What readers said; hide what does not belong, show what waits.")
    list_display = ("words", "author_name", "story", "state", "at")
    list_filter = ("state",)
    list_select_related = ("story",)
    search_fields = ("body", "author_name")
    ordering = ("-at",)
    fields = ("story", "author_name", "at", "state", "text")
    readonly_fields = ("text",)
    actions = ("show_chosen", "hide_chosen")

    @admin.display(description=gettext_lazy("comment"))
    def words(self, comment: Comment) -> str:
        return excerpt(html.to_text(comment.body), 90)

    @admin.display(description=gettext_lazy("comment"))
    def text(self, comment: Comment) -> str:
        return html.to_text(comment.body)

    @admin.action(description=gettext_lazy("Show to readers"))
    def show_chosen(self, request: HttpRequest, chosen: QuerySet[Comment]) -> None:
        done = self.each(request, chosen, show)
        words = ngettext("%(n)d comment is shown now.", "%(n)d comments are shown now.", done) % {"n": done}
        self.message_user(request, words, messages.SUCCESS)

    @admin.action(description=gettext_lazy("Hide from readers"))
    def hide_chosen(self, request: HttpRequest, chosen: QuerySet[Comment]) -> None:
        done = self.each(request, chosen, hide)
        words = ngettext("%(n)d comment is hidden now.", "%(n)d comments are hidden now.", done) % {"n": done}
        self.message_user(request, words, messages.SUCCESS)

    def each(self, request: HttpRequest, chosen: QuerySet[Comment], verb: Callable[..., object]) -> int:
        return sum(
            verb(comment, by=acting(request)) is not None
            for comment in chosen.select_related("story__section")
        )
