from django.http import Http404, HttpRequest, HttpResponse

from commonpress.engines.edge.public import public, tag
from commonpress.engines.site import verification


@public
def proof(request: HttpRequest, name: str) -> HttpResponse:
    """A file that proves to a search engine whose site this is, byte for byte; nobody but the owner makes one.

    A name that can be nothing else is refused without a look at the redirects that an import brought along.
    """
    found = verification.file(name)
    if found is None and verification.is_marked(name):
        return HttpResponse("Not found\n", status=404, content_type="text/plain; charset=utf-8")
    if found is None:
        raise Http404("no such file")
    body, mime = found
    return tag(HttpResponse(body, content_type=f"{mime}; charset=utf-8"), ["site"])
