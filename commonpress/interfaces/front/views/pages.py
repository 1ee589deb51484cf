from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from commonpress.engines.edge.public import public
from commonpress.engines.lib import html
from commonpress.engines.lib.text import excerpt
from commonpress.engines.site import options
from commonpress.engines.site.models import Page
from commonpress.interfaces.front import frame
from commonpress.interfaces.front.body import as_shown, pictures_in


@public
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """A static page in the paper's language, else in the language it was written in."""
    rows = {row.language: row for row in Page.objects.filter(slug=slug, is_public=True)}
    if not rows:
        raise Http404("no such page")
    found = rows.get(options.paper().language) or next(iter(rows.values()))
    head = frame.Head(
        title=found.title,
        path=reverse("page", args=[slug]),
        description=excerpt(html.to_text(found.body), 160),
    )
    pictures = pictures_in(found.body)
    context = {"page": found, "body": as_shown(found.body, pictures=pictures)}
    stand_here = [found.subject, *(one.subject for one in pictures.values())]
    return frame.render("front/page.html", head, context, tags=stand_here)
