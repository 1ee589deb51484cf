from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonpress.domain.members.guard import editors_only, member_of
from commonpress.engines.site import options
from commonpress.interfaces.desk import access, queue, screen
from commonpress.interfaces.desk.models import Entry
from commonpress.interfaces.desk.words import kinds_of_findings

LANGUAGES = dict(settings.LANGUAGES)


@require_safe
@editors_only
def waiting(request: HttpRequest) -> HttpResponse:
    """The queue: what waits, filtered and in the order asked for. Eleven queries, however much waits."""
    member, wanted = member_of(request), queue.asked(request.GET)
    entries = access.waiting(member)
    by_kind = queue.counts(entries)
    found = wanted.among(entries, member).values(*queue.SHOWN)[: queue.MOST]
    sections = list(access.sections())
    context = {
        "wanted": wanted,
        "rows": queue.rows(found, member, kinds_of_findings(), sections),
        "all": sum(by_kind.values()),
        "most": queue.MOST,
        "kinds": [
            (value, label, by_kind.get(value, 0), wanted.query(kind=value))
            for value, label in Entry.Kind.choices
        ],
        "all_query": wanted.query(kind=""),
        "verdicts": Entry.Verdict.choices,
        "orders": [(name, label) for name, (label, _order) in queue.ORDERS.items()],
        "filing": sections,
        "languages": [(code, LANGUAGES.get(code, code)) for code in options.paper().languages],
        "query": wanted.query(),
    }
    return screen.render(request, "desk/queue.html", _("Waiting for the desk"), context)
