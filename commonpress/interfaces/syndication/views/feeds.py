from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from commonpress.engines.edge.public import public, tag
from commonpress.engines.site import options
from commonpress.engines.site.options import Paper
from commonpress.interfaces.syndication import atom, changed, channels, json_feed, rss
from commonpress.interfaces.syndication.channels import Channel

FORMATS: dict[str, tuple[str, Callable[[Channel, Paper], bytes]]] = {
    "rss": (rss.TYPE, rss.render),
    "atom": (atom.TYPE, atom.render),
    "json": (json_feed.TYPE, json_feed.render),
}


@public
def paper(request: HttpRequest, kind: str) -> HttpResponse:
    return answer(channels.of_paper, kind)


@public
def section(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    return answer(lambda: channels.of_section(slug), kind)


@public
def topic(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    return answer(lambda: channels.of_topic(slug), kind)


@public
def author(request: HttpRequest, handle: str, kind: str) -> HttpResponse:
    return answer(lambda: channels.of_author(handle), kind)


@public
def corrections(request: HttpRequest, kind: str) -> HttpResponse:
    return answer(channels.of_corrections, kind)


def answer(find: Callable[[], Channel], kind: str) -> HttpResponse:
    since = changed.lately()  # before reading: what changes meanwhile is then told again, never missed
    channel = find()
    mime, render = FORMATS[kind]
    response = HttpResponse(
        render(channel, options.paper()),
        content_type=f"{mime}; charset=utf-8",
        # Programs in a page of another site may read what is public anyway.
        headers={"Access-Control-Allow-Origin": "*"},
    )
    return tag(response, channel.cache_tags(), changed=since)
