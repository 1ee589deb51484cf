"""What a withdrawal reaches: old pages that stand in for new ones, and a cache in front that forgets by address."""

from commonpress.domain.stories.withdraw import withdraw
from commonpress.engines.edge import places
from commonpress.engines.events.models import Event
from commonpress.engines.events.record import GONE
from commonpress.engines.search import rebuild
from tests.kept import FORMATS, Paper
from tests.test_purges import paper, still

__all__ = ["paper", "still"]


def test_no_kept_page_that_shows_a_withdrawn_story_stands_in_when_a_new_one_cannot_be_made(
    paper: Paper,
) -> None:
    """Neither its own pages nor a list, a feed, an answer to a search or a page beside it."""
    path = paper.stories[0].get_absolute_url()
    rebuild.rebuild()
    paper.keep_all()
    kept = {key: page for key in paper.addresses() if (page := paper.memory.get(key))}
    shows = {
        key
        for key, page in kept.items()
        if b"ferry is back" in page.body().lower() or path.encode() in page.body()
    }
    assert {"/", path, "/feed.rss", "/search/?q=ferry", "/topic/ferry/", "/sitemap-news.xml"} <= shows
    withdraw(paper.stories[0], reason="Untrue.", by=paper.ada)
    for event in Event.objects.all():
        paper.memory.purge(event.stale)
    assert [key for key in sorted(shows) if paper.memory.stand_in(key)] == []


def test_a_cache_that_forgets_by_address_is_told_of_all_lists_and_feeds_of_a_withdrawn_story(
    paper: Paper,
) -> None:
    path = paper.stories[0].path
    assert path
    withdraw(paper.stories[0], reason="Untrue.", by=paper.ada)
    told = places.of(tag.removeprefix(GONE) for tag in Event.objects.get(kind="story.withdrawn").stale)
    lists = ["/", "/section/harbour/", "/topic/ferry/", "/by/ben/"]
    feeds = {f"{place}feed.{kind}" for place in lists for kind in FORMATS}
    dated = {f"/{path}/", f"/{path[:5]}", f"/{path[:8]}"}
    assert {*lists, *feeds, *dated, "/sitemap.xml", "/sitemap-news.xml", "/sitemap-sections.xml"} == set(told)
