"""My stories: where each stands, what the desk said, how it is read."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonpress.domain.members.guard import member_of, members_only
from commonpress.domain.stories import access
from commonpress.domain.stories.models import Story
from commonpress.domain.stories.submit import OPEN
from commonpress.engines.readership import totals
from commonpress.engines.site import private
from commonpress.interfaces.studio import desk_words, page, standing
from commonpress.interfaces.studio.desk_words import Answer

ON_A_PAGE = 30
READ = frozenset({Story.State.PUBLISHED, Story.State.WITHDRAWN})


@dataclass(frozen=True)
class Row:
    """One story on the list."""

    story: Story
    answer: Answer | None
    views: int

    @property
    def is_open(self) -> bool:
        return self.story.state in OPEN

    @property
    def has_readers(self) -> bool:
        return self.story.state in READ

    @property
    def words(self) -> str:
        """What the desk said, or the rule it named, where it still matters; of a withdrawn story what readers are told."""
        if self.story.state == Story.State.WITHDRAWN:
            return self.story.withdrawal_reason
        told = {Story.State.RETURNED, Story.State.DECLINED}
        if not self.answer or self.story.state not in told:
            return ""
        return self.answer.decision.words or capfirst(self.answer.rule)


@require_safe
@members_only
def stories(request: HttpRequest) -> HttpResponse:
    """All that the member signs. Eight queries with the session and the paper, however many there are."""
    member = member_of(request)
    shown = Paginator(access.own(member), ON_A_PAGE).get_page(request.GET.get("page"))
    found = list(shown.object_list)
    answers = desk_words.latest_of(found)
    seen = totals.seen([story.subject for story in found if story.state in READ])
    rows = [Row(story, answers.get(story.subject), seen.get(story.subject, 0)) for story in found]
    context = {"rows": rows, "page": shown, "offers": list(access.offers_to(member))}
    return private.render(request, "studio/own.html", _("My stories"), context)


@require_safe
@members_only
def story(request: HttpRequest, pk: int) -> HttpResponse:
    """One story as it stands: its state, the desk's words, what the checks found, and what one may do."""
    member = member_of(request)
    found = access.own_or_404(member, pk)
    context = {
        "story": found,
        "answer": desk_words.latest(found),
        "is_open": found.state in OPEN,
        "has_readers": found.state in READ,
        "views": totals.seen([found.subject]).get(found.subject, 0) if found.state in READ else 0,
        "findings": standing.findings(found) or page.findings(found),
        "hearing": standing.hearing(found, member),
        "proposal": standing.proposal(found),
    }
    return private.render(
        request, "studio/story.html", found.headline or _("A story without a headline"), context
    )


@require_safe
@members_only
def back(request: HttpRequest) -> HttpResponse:
    """Where a sign-in in another tab ends, so that the first one can go on."""
    return private.render(request, "studio/back.html", _("You are signed in"), {})
