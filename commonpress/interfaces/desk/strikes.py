"""What editors struck out of the figures: the record, a new strike with its preview, and the way back."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from commonpress.domain.members.guard import editors_only, member_of
from commonpress.domain.members.models import Member
from commonpress.domain.stories import figures as stories_figures
from commonpress.engines.lib import amounts
from commonpress.engines.readership import screen
from commonpress.engines.readership.models import Strike
from commonpress.engines.readership.screen import Listing
from commonpress.engines.readership.strike import Refused, preview, strike
from commonpress.engines.readership.suspects import networks
from commonpress.engines.readership.unstrike import AlreadyUndone, unstrike
from commonpress.engines.site import private
from commonpress.interfaces.desk.forms import StrikeForm, short, usual

ON_A_PAGE = 30


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def strikes(request: HttpRequest) -> HttpResponse:
    """The record and the form. Sent with ``do=preview`` it says what would go, with ``do=strike`` it does it."""
    if file := screen.file_asked(request, {"strikes": listing}):
        return file
    suspects = networks()
    form = StrikeForm(suspects, request.POST or None, initial=beginning(request))
    would_take = None
    if form.is_valid():
        try:
            would_take = preview(form.batch())
            if request.POST.get("do") == "strike":
                return struck(request, form)
        except Refused as refused:
            form.add_error(None, str(refused))
    page = Paginator(record(), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "would_take": None if form.errors else would_take,
        "networks": [(short(each.name), each) for each in suspects],
        "page": page,
        "lines": told(list(page.object_list)),
    }
    return private.render(request, "desk/strikes.html", _("Strikes"), context)


def beginning(request: HttpRequest) -> dict[str, Any]:
    """How an empty form begins; a story's page leads here with its address."""
    return usual() | {"story": request.GET.get("story", "")}


def struck(request: HttpRequest, form: StrikeForm) -> HttpResponse:
    """Do it, say how many it took, and show the record. Raises ``Refused``."""
    by = member_of(request).subject
    made = strike(form.batch(), reason=form.cleaned_data["reason"], by=by)
    words = ngettext("%(n)s view was struck out.", "%(n)s views were struck out.", made.taken)
    messages.success(request, words % {"n": amounts.whole(made.taken, screen.language())})
    return redirect("desk-strikes")


@require_POST
@editors_only
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Put back what a strike took."""
    made = get_object_or_404(Strike, pk=pk)
    try:
        unstrike(made, by=member_of(request).subject)
    except AlreadyUndone:
        messages.info(request, _("These views had been put back already."))
    else:
        words = ngettext("%(n)s view was put back.", "%(n)s views were put back.", made.taken)
        messages.success(request, words % {"n": amounts.whole(made.taken, screen.language())})
    return redirect("desk-strikes")


def record() -> Any:
    return Strike.objects.order_by("-at", "-pk")


def told(found: Sequence[Strike]) -> list[dict[str, Any]]:
    """Strikes with the names of their people, stories and browsers. Two queries whatever the number."""
    people = names({each.by for each in found} | {each.undone_by for each in found})
    stories = stories_figures.by_subject({each.subject for each in found})
    return [
        {
            "strike": each,
            "by": people.get(each.by, ""),
            "undone_by": people.get(each.undone_by, ""),
            "story": stories.get(each.subject),
            "agent": screen.agent_name(each.agent) if each.agent else "",
            "network": short(each.network),
        }
        for each in found
    ]


def names(subjects: set[str]) -> dict[str, str]:
    """The names of members by their subjects ("member:12"). One query."""
    numbers = [subject.removeprefix("member:") for subject in subjects if subject.startswith("member:")]
    return {member.subject: member.name for member in Member.objects.filter(pk__in=numbers).only("name")}


def listing() -> Listing:
    header = [
        _("When"),
        _("By"),
        _("Reason"),
        _("From"),
        _("To before"),
        _("Read with"),
        _("Network"),
        _("Story"),
    ]
    header += [_("Views"), _("Put back at"), _("Put back by")]
    return Listing("strikes", header, [row(line) for line in told(list(record()))])


def row(line: dict[str, Any]) -> list[str | int]:
    each: Strike = line["strike"]
    where = line["story"].get_absolute_url() if line["story"] else each.subject
    narrowed = [line["agent"], line["network"], where]
    window = [moment(each.start), moment(each.end)]
    return [
        moment(each.at),
        line["by"],
        each.reason,
        *window,
        *narrowed,
        each.taken,
        moment(each.undone_at),
        line["undone_by"],
    ]


def moment(at: Any) -> str:
    return timezone.localtime(at).isoformat(timespec="minutes") if at else ""
