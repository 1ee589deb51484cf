"""The writing page and the answers to its script."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commonpress.domain.stories.matter import matter_of
from commonpress.domain.stories.models import Story, Topic
from commonpress.engines.checks import run, sentences
from commonpress.engines.checks.finding import Finding
from commonpress.engines.lib.embeds import HOSTS
from commonpress.engines.media.address import picture_url
from commonpress.engines.media.store import MAX_BYTES
from commonpress.engines.site import private
from commonpress.interfaces.studio import desk_words, language, pictures
from commonpress.interfaces.studio.forms import WriteForm
from commonpress.interfaces.studio.words import script_words

TOPICS_OFFERED = 300
LEAD_WIDTH = 640  # pixels of the small picture beside the form


def render(
    request: HttpRequest, story: Story, form: WriteForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    if language.is_by_hand(story):
        form.initial["language_by_hand"] = "1"
    form.fields["body"].widget.attrs["data-html"] = story.body
    context = {
        "story": story,
        "form": form,
        "seen": story.seen,
        "findings": findings(story),
        "language": language.guess(story),
        "lead_src": picture_url(story.picture, LEAD_WIDTH) if story.picture else "",
        "topic_names": topic_names(),
        "saved_said": saved_said(story),
        "state_said": story.get_state_display(),
        "answer": desk_words.latest(story),
        "heaviest": MAX_BYTES,
        "videos": " ".join(HOSTS),
        "words": script_words(),
        "pictures": pictures.in_text(story.body),
        **more,
    }
    response = private.render(request, "studio/write.html", story.headline or _("A new story"), context)
    response.status_code = status
    return response


def refused(request: HttpRequest, story: Story, form: WriteForm, *, is_script: bool = False) -> HttpResponse:
    """What was sent, with what is wrong beside it; nothing of it is lost."""
    if is_script:
        return JsonResponse({"errors": errors(form)}, status=422)
    story.refresh_from_db(fields=["seen", "state"])
    form.see(story.seen)
    return render(request, story, form, status=422)


def told(story: Story, form: WriteForm) -> dict[str, Any]:
    """The answer to what was kept: its number, and what can be said of it at once."""
    return {
        "seen": story.seen,
        "said": saved_said(story),
        "findings": findings(story),
        "language": language.guess(story),
        "language_code": story.language,
        "errors": errors(form),
    }


def errors(form: WriteForm) -> dict[str, list[str]]:
    return {name: [str(text) for text in texts] for name, texts in form.errors.items()}


def findings(story: Story) -> list[dict[str, str]]:
    """What the quick checks say to the author of the text as it stands; nothing of an empty one."""
    if not story.headline and not story.words:
        return []
    found = [as_said(finding) for finding in run.quick(matter_of(story))]
    return [finding for finding in found if finding["words"]]


def as_said(finding: Finding) -> dict[str, str]:
    return {
        "severity": finding.severity.name.lower(),
        "label": desk_words.check_name(finding.kind),
        "words": sentences.for_author(finding),
    }


def saved_said(story: Story) -> str:
    if story.edited_at is None:
        return ""
    at = timezone.localtime(story.edited_at)
    if at.date() == timezone.localdate():
        return _("Saved at %(time)s") % {"time": at.strftime("%H:%M")}
    return _("Saved on %(day)s at %(time)s") % {
        "day": date_format(at, "DATE_FORMAT"),
        "time": at.strftime("%H:%M"),
    }


def topic_names() -> list[str]:
    """The topics of the paper, for suggestions. One query."""
    return list(Topic.objects.order_by("name").values_list("name", flat=True)[:TOPICS_OFFERED])
