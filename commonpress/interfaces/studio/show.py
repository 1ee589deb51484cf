"""A story before it is published, on the page its readers will get: for its author, and for who has a secret link."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonpress.domain.members.guard import member_of, members_only
from commonpress.domain.stories import access, pictured
from commonpress.domain.stories.models import Story
from commonpress.domain.stories.shown import as_read
from commonpress.engines.site.private import close

READ = frozenset({Story.State.PUBLISHED})


@require_safe
@members_only
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own story as readers will see it; a published one is where its readers are."""
    story = access.own_or_404(member_of(request), pk)
    if story.state in READ:
        return redirect(story.get_absolute_url())
    return secret(as_read(story, _("This is how readers will see it. Nobody else sees it now.")))


@require_safe
def shown(request: HttpRequest, token: str) -> HttpResponse:
    """The same for somebody without an account, as long as the link holds."""
    story = access.preview_or_404(token)
    page = as_read(story, _("This story is not published. It was shown to you; please do not pass it on."))
    return secret(pictured.with_pass(page, token))


def secret(page: str) -> HttpResponse:
    """Kept by nobody, listed nowhere; a link that is followed does not tell where it stood."""
    response = close(HttpResponse(page))
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
