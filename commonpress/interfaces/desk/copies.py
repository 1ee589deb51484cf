"""The copied passages beside their originals."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonpress.domain.members.guard import editors_only, member_of
from commonpress.domain.stories.models import Story
from commonpress.engines.checks import store
from commonpress.engines.checks.finding import Finding
from commonpress.interfaces.desk import access, marks, queue, screen, things
from commonpress.interfaces.desk.matters import matter_of

MOST = 6  # originals side by side; the finding lists all


@require_safe
@editors_only
def copies(request: HttpRequest, pk: int) -> HttpResponse:
    """The text of an entry on the left, on the right what it was taken from, passage for passage."""
    member = member_of(request)
    found = access.entry_or_404(member, pk)
    report = store.latest([found.subject]).get(found.subject)
    sources = [one for finding in (report.found if report else []) for one in sources_of(finding)]
    context = {
        "entry": found,
        "query": queue.asked(request.GET).query(),
        "sources": [side_by_side(found.subject, source) for source in sources[:MOST]],
        "more": max(len(sources) - MOST, 0),
    }
    return screen.render(request, "desk/copies.html", _("Copied passages"), context)


def sources_of(finding: Finding) -> list[dict[str, Any]]:
    return list(finding.facts.get("sources", [])) if finding.kind == "copied" else []


def side_by_side(subject: str, source: dict[str, Any]) -> dict[str, Any]:
    """One original: its passages in order, each as it stands here and there, with the words that differ marked."""
    from commonpress.engines.checks import copied

    matter = matter_of(things.of_subject(subject))
    pairs = copied.side_by_side(matter, source["subject"])
    return {
        **source,
        "percent": round(source["share"] * 100),
        "address": address_of(source),
        "pairs": [differing(pair.text, pair.other_text) for pair in pairs],
    }


def address_of(source: dict[str, Any]) -> str:
    """Where the original can be read: our own story, or the place it was taken from."""
    noun, _colon, number = source["subject"].partition(":")
    if noun == "story" and source["public"]:
        story = Story.objects.filter(pk=number, path__isnull=False).first()
        return story.get_absolute_url() if story else ""
    return str(source["source"])


def differing(here: str, there: str) -> tuple[SafeString, SafeString]:
    """Both passages as HTML, what one has and the other has not marked. Words are compared, not letters."""
    return marks.differing(here, there)
