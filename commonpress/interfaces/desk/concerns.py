"""A decision as the member sees whom it concerns: why, by which rule, and what they may do now."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commonpress.domain.members import rules
from commonpress.domain.members.appeal import appeal
from commonpress.domain.members.guard import member_of, members_only
from commonpress.domain.members.hear import hear
from commonpress.domain.members.models import Decision, Member
from commonpress.domain.members.remedies import remedies
from commonpress.engines.site import private
from commonpress.interfaces.desk.models import Entry

VERBS = {"appeal": appeal, "hear": hear}


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def concern(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows it; POST with ``do`` "appeal" or "hear" and ``words`` answers it. Nobody else finds it here."""
    member = member_of(request)
    decision = own_or_404(member, pk)
    refused = ""
    if request.method == "POST":
        verb = VERBS.get(request.POST.get("do", ""))
        try:
            if verb is None:
                raise PermissionDenied
            verb(decision, request.POST.get("words", ""), by=member)
        except PermissionDenied as problem:
            refused = str(problem) or _("This cannot be done.")
        else:
            messages.success(request, _("Sent. An editor reads it."))
            return redirect("concern", pk)
    return shown(request, decision, refused)


def own_or_404(member: Member, number: int) -> Decision:
    found = Decision.objects.filter(pk=number, member=member).first()
    if found is None:
        raise Http404("no such decision")
    return found


def shown(request: HttpRequest, decision: Decision, refused: str) -> HttpResponse:
    named = Entry.objects.filter(subject=decision.subject).exclude(headline="").first()
    context = {
        "decision": decision,
        "rule": rules.in_words(decision.rule),
        "about": named.headline if named else "",
        "open": remedies(decision),
        "refused": refused,
        "typed": request.POST.get("words", ""),
    }
    response = private.render(
        request, "desk/concern.html", decision.get_action_display().capitalize(), context
    )
    response.status_code = 409 if refused else 200
    return response
