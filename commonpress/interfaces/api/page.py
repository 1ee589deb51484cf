"""What the API can do, to be read by a person."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonpress.engines.site import private
from commonpress.engines.site.address import absolute
from commonpress.interfaces.api import reference as pages
from commonpress.interfaces.api import service


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """Made from the same description that programs read."""
    context = {
        "parts": pages.parts(service.description()),
        "root": absolute("/api/v1/"),
        "description": absolute(reverse("programs:description")),
    }
    return private.render(request, "api/reference.html", _("The API"), context)
