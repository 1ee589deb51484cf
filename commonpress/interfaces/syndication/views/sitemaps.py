from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from commonpress.domain.stories import tags
from commonpress.engines.edge.public import public, tag
from commonpress.interfaces.syndication import changed, news
from commonpress.interfaces.syndication.sitemaps import (
    Place,
    index,
    lists_and_pages,
    stories,
    story_files,
    urlset,
)

# Every verb of stories makes the front page stale, and so these.
TAGS = ("site", tags.FRONT, tags.SECTIONS, tags.UNNAMED)

NEWS_SECONDS = 60.0  # how long a story may stay in the news sitemap when its two days are over


@public
def all_files(request: HttpRequest) -> HttpResponse:
    since = changed.lately()
    fixed = [Place(reverse("sitemap-sections")), Place(reverse("sitemap-news"))]
    return answer(index([*fixed, *story_files()]), since)


@public
def of_stories(request: HttpRequest, number: int) -> HttpResponse:
    since = changed.lately()
    found = stories(number)
    if not found:
        raise Http404("no such sitemap")
    return answer(urlset(found), since)


@public
def of_lists_and_pages(request: HttpRequest) -> HttpResponse:
    since = changed.lately()
    return answer(urlset(lists_and_pages()), since)


@public
def of_news(request: HttpRequest) -> HttpResponse:
    return answer(news.render(), seconds=NEWS_SECONDS)  # time alone changes it: no Last-Modified


def answer(body: bytes, since: float | None = None, seconds: float | None = None) -> HttpResponse:
    response = HttpResponse(body, content_type="application/xml; charset=utf-8")
    return tag(response, TAGS, changed=since, seconds=seconds)
