"""The owner's view of the log. It stands here because the events' own room lies below this one."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from commonpress.engines.events.models import Errand, Event
from commonpress.engines.events.put_back import put_back
from commonpress.engines.site.owners import ReadOnlyAdmin, Shelf, actor


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    shelf, place, label = Shelf.WORKS, 10, _("What happened")
    about = _(
        "Every change and who made it, never altered. Search for story.published, story:42 or member:7."
    )
    list_display = ("at", "kind", "subject", "by")
    search_fields = ("kind", "subject", "by")
    ordering = ("-pk",)
    fields = ("at", "kind", "subject", "by", "stale", "facts")


@admin.register(Errand)
class ErrandAdmin(ReadOnlyAdmin):
    shelf, place, label = Shelf.WORKS, 15, _("Errands")
    about = _("What is still to be done about it: failed ones wait here for a human.")
    list_display = ("reader", "event", "state", "attempts", "due_at", "error")
    list_filter = ("state", "reader")
    list_select_related = ("event",)
    ordering = ("state", "due_at")
    fields = ("reader", "event", "state", "attempts", "due_at", "claimed_until", "error")
    actions = ("put_back_chosen",)

    @admin.action(description=_("Put back: try failed ones anew"))
    def put_back_chosen(self, request: HttpRequest, chosen: QuerySet[Errand]) -> None:
        done = sum(put_back(errand, by=actor(request)) for errand in chosen)
        words = ngettext("%(n)d errand was put back.", "%(n)d errands were put back.", done) % {"n": done}
        self.message_user(request, words, messages.SUCCESS if done else messages.WARNING)
