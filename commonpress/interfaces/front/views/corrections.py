from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from commonpress.domain.stories import access, tags
from commonpress.domain.stories.models import Correction, Story
from commonpress.engines.edge.public import public
from commonpress.engines.lib.differ import marked, readable
from commonpress.engines.site import options
from commonpress.interfaces.front import frame

SHOWN = 50


@public(parameters=["before"])
def log(request: HttpRequest) -> HttpResponse:
    """All corrections, newest first, by cursor (the number of the last one shown)."""
    rows = Correction.objects.filter(access.of_published())
    cursor = request.GET.get("before", "")
    if cursor:
        if not cursor.isdecimal() or len(cursor) > 18:
            raise Http404("no such page")
        rows = rows.filter(pk__lt=int(cursor))
    newest = rows.order_by("-pk").values("pk")[: SHOWN + 1]
    found = list(Correction.objects.filter(pk__in=newest).select_related("story", "after").order_by("-pk"))
    more = len(found) > SHOWN
    entries = sorted(found[:SHOWN], key=lambda entry: entry.at, reverse=True)
    here = reverse("corrections")
    head = frame.Head(
        title=_("Corrections"),
        path=here,
        description=_("What we got wrong, and what it should have said."),
        feeds=((f"{options.paper().name}: {_('Corrections')}", here),),
    )
    context = {
        "entries": entries,
        "next_url": f"{here}?before={min(entry.pk for entry in entries)}" if more else None,
    }
    return frame.render(
        "front/corrections.html",
        head,
        context,
        tags=[tags.CORRECTIONS, *(entry.story.subject for entry in entries)],
    )


@public
def changes(request: HttpRequest, year: int, month: int, slug: str) -> HttpResponse:
    """Every change of one story since its publication: corrections with their notes, and what was only misspelt."""
    story = published_or_404(year, month, slug)
    rows = access.changes(story)
    if not rows:
        raise Http404("nothing changed")
    notes = {correction.after_id: correction.note for correction in access.corrections(story)}
    head = frame.Head(
        title=_("Changes: %(headline)s") % {"headline": story.headline},
        path=f"{story.get_absolute_url()}changes/",
        is_indexed=False,
    )
    context = {"story": story, "entries": [(row, notes.get(row.pk, "")) for row in rows]}
    return frame.render("front/changes.html", head, context, tags=[story.subject])


@public
def change(request: HttpRequest, year: int, month: int, slug: str, number: int) -> HttpResponse:
    """What one correction, or one mended typo, changed, in the open."""
    story = published_or_404(year, month, slug)
    correction = story.corrections.select_related("before", "after").filter(after__number=number).first()
    pair = (correction.before, correction.after) if correction else access.typo(story, number)
    if pair is None:
        raise Http404("no such change")
    before, after = pair
    context = {
        "story": story,
        "at": after.at,
        "note": correction.note if correction else "",
        "headline_diff": mark_safe(marked(before.headline, after.headline)),  # noqa: S308 (marked escapes)
        "standfirst_diff": mark_safe(marked(before.standfirst, after.standfirst)),  # noqa: S308
        "body_diff": mark_safe(marked(readable(before.body), readable(after.body))),  # noqa: S308
    }
    title = _("Correction: %(headline)s") if correction else _("Changes: %(headline)s")
    head = frame.Head(
        title=title % {"headline": story.headline},
        path=f"{story.get_absolute_url()}changes/{number}/",
        is_indexed=False,
    )
    return frame.render("front/change.html", head, context, tags=[story.subject])


def published_or_404(year: int, month: int, slug: str) -> Story:
    story = access.at_path(f"{year:04d}/{month:02d}/{slug}")
    if story is None or story.state != Story.State.PUBLISHED:
        raise Http404("no such story")
    return story
