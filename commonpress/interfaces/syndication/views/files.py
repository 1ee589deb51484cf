"""Files at fixed addresses. Their formats: docs of each in the module beside that makes it."""

from functools import cache
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse

from commonpress.engines.edge.public import public, tag
from commonpress.engines.site import options
from commonpress.interfaces.syndication import opensearch, robots, security_txt

LANTERN = Path(__file__).resolve().parent.parent / "static" / "syndication" / "lantern.ico"
# IAB Tech Lab, ads.txt 1.1: the line of a site whose advertising space nobody else may sell.
NO_SELLERS = "placeholder.example.com, placeholder, DIRECT, placeholder"
# The day this software began to honour Global Privacy Control: it sells and shares nothing of anybody's.
GPC = {"gpc": True, "lastUpdate": "2026-11-01"}


@public
def robots_txt(request: HttpRequest) -> HttpResponse:
    return text(robots.render(options.paper().blocked_robots))


@public
def ads_txt(request: HttpRequest) -> HttpResponse:
    return text((options.paper().ads_txt.strip() or NO_SELLERS) + "\n")


@public
def security(request: HttpRequest) -> HttpResponse:
    body = security_txt.render(options.paper())
    if body is None:
        raise Http404("no contact")
    return text(body)


@public
def gpc(request: HttpRequest) -> HttpResponse:
    return tag(JsonResponse(GPC), ["site"])


@public
def search_description(request: HttpRequest) -> HttpResponse:
    body = opensearch.render(options.paper())
    return tag(HttpResponse(body, content_type=opensearch.TYPE), ["site"])


def change_password(request: HttpRequest) -> HttpResponse:
    """W3C "a well-known URL for changing passwords"."""
    return HttpResponseRedirect(reverse("account_change_password"))


@public
def favicon(request: HttpRequest) -> HttpResponse:
    """The owner's icon, else the lantern: a browser that asks here is never told 404."""
    if icon := options.paper().icon:
        return tag(HttpResponseRedirect(icon), ["site"])
    return tag(HttpResponse(lantern(), content_type="image/x-icon"), ["site"])


@cache
def lantern() -> bytes:
    return LANTERN.read_bytes()


def text(body: str) -> HttpResponse:
    return tag(HttpResponse(body, content_type="text/plain; charset=utf-8"), ["site"])
