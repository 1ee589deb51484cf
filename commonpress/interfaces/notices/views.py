from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonpress.domain.members.guard import member_of, members_only
from commonpress.domain.members.may import spend
from commonpress.engines.site import private
from commonpress.engines.site.mail import speaking
from commonpress.interfaces.notices import mine, unsubscribe
from commonpress.interfaces.notices.forms import SettingsForm
from commonpress.interfaces.notices.kinds import KINDS
from commonpress.interfaces.notices.told import told

ON_A_PAGE = 30


@require_safe
@members_only
def notices(request: HttpRequest) -> HttpResponse:
    """What happened to one's stories and account, newest first. Looking marks nothing as read."""
    member = member_of(request)
    with speaking(member.language):
        page = Paginator(mine.notices(member), ON_A_PAGE).get_page(request.GET.get("page"))
        rows = list(page.object_list)
        context = {
            "page": page,
            "rows": [(notice, told(notice)) for notice in rows],
            "waiting": mine.unread(member),
            "newest": max((notice.pk for notice in rows), default=0),
        }
        return private.render(request, "notices/list.html", pgettext("what happened", "Notices"), context)


@require_POST
@members_only
def read(request: HttpRequest) -> HttpResponse:
    """Mark as read what stood on the page, and not what came since."""
    member = member_of(request)
    spend(member, "settings")
    up_to = request.POST.get("up_to", "")
    if up_to.isdecimal() and len(up_to) < 19:
        mine.mark_read(member, int(up_to))
    return redirect("notices")


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def settings(request: HttpRequest) -> HttpResponse:
    """What comes by mail. The kinds that must be told are shown, and cannot be turned off."""
    member = member_of(request)
    form = SettingsForm(member, request.POST if request.method == "POST" else None)
    with speaking(member.language):
        if form.is_valid():
            spend(member, "settings")
            form.save()
            messages.success(request, _("Kept. This holds from the next notice on."))
            return redirect("notices-settings")
        required = [kind.label for kind in KINDS.values() if kind.is_required]
        context = {"form": form, "required": required, "email": member.email}
        return private.render(request, "notices/settings.html", _("Notices by mail"), context)


@csrf_exempt  # the signed address is the permission; mail programs post without cookie or token
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribed(request: HttpRequest, token: str) -> HttpResponse:
    """RFC 8058: a post stops mails of one kind; a look changes nothing, because scanners look at every link."""
    meant = unsubscribe.read(token)
    if meant is None:
        raise Http404("no such link")
    number, kind = meant
    if request.method == "POST":
        unsubscribe.silence(number, kind)
    context = {"label": unsubscribe.label_of(kind), "is_done": request.method == "POST"}
    return private.render(request, "notices/unsubscribe.html", _("No more mails of this kind"), context)
