"""The conversation as one member reads it, for browsers without scripts: a page of one's own, which nobody keeps."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonpress.domain.conversation import access
from commonpress.domain.conversation.models import Comment
from commonpress.domain.conversation.mute import muted_handles
from commonpress.domain.conversation.thread import number_of, page
from commonpress.domain.members.guard import member_of, members_only
from commonpress.domain.stories.models import Byline
from commonpress.engines.site import private
from commonpress.interfaces.talk.mine import waiting


@require_safe
@members_only
def read(request: HttpRequest, story: int) -> HttpResponse:
    """What muted members wrote is folded away; what waits of one's own stands first."""
    found, member = access.story_or_404(story), member_of(request)
    shown = page(found, "oldest", number_of(request.GET.get("page", "")))
    context = {
        "story": found,
        "nodes": shown.nodes,
        "muted": muted_handles(member),
        "signers": set(Byline.objects.filter(story=found).values_list("member", flat=True)),
        "waiting": list(waiting(Comment.objects.filter(story=found, member=member))),
        "following": shown.number + 1 if shown.number < shown.pages else None,
    }
    return private.render(request, "talk/read.html", _("The conversation as you read it"), context)
