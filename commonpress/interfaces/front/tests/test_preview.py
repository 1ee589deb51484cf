import re
from collections.abc import Callable
from html.parser import HTMLParser

from django.test import Client

from commonpress.domain.stories.grounds import Ground
from commonpress.domain.stories.models import Story
from commonpress.domain.stories.publish import publish
from commonpress.domain.stories.shown import as_read
from commonpress.domain.stories.write import Credit
from commonpress.engines.media.store import store
from commonpress.engines.media.tests.make import jpeg

BODY = (
    "<p>The <strong>dredger</strong> came.</p><h2>Then</h2><blockquote><p>Sand.</p></blockquote><ul><li>One</li></ul>"
    '<p><a href="https://youtu.be/aqz-KE-bpKQ">The tide</a></p><p>See <a href="https://a.example/">this</a>.</p>'
)


def words(page: str) -> list[str]:
    """What stands on a page, in order, without white space: words, and each element with its class."""
    found: list[str] = []
    parser = HTMLParser()
    parser.handle_data = lambda data: found.append(data.strip())  # type: ignore[method-assign]
    parser.handle_starttag = lambda tag, attrs: found.append(f"<{tag} {dict(attrs).get('class')}>")  # type: ignore[method-assign]
    parser.feed(page)
    return [word for word in found if word]


def test_a_preview_is_the_page_readers_will_get(make_story: Callable[..., Story], client: Client) -> None:
    story = make_story(
        "Sand in the harbour",
        published=False,
        standfirst="Again.",
        topics=["Sand"],
        body=BODY,
        credit=Credit(agency="The Coast", url="https://coast.example/sand"),
        picture=store(jpeg((1280, 800)), alt="The dredger", owner="member:1"),
    )
    seen = as_read(story)
    publish(Story.objects.get(pk=story.pk), by=None, ground=Ground.MOVED_IN)
    story.refresh_from_db()
    public = client.get(story.get_absolute_url()).content.decode()
    article = re.compile(r"<article.*?</article>", re.DOTALL)
    shown, read = (article.search(page) for page in (seen, public))
    assert shown
    assert read
    assert words(shown[0]) == words(read[0])
    for part in ("<figure embed>", "<blockquote None>", "The tide", "The Coast"):
        assert [part in word for word in words(shown[0])].count(True), part


def test_a_preview_says_what_it_is_counts_for_nobody_and_is_not_listed(
    make_story: Callable[..., Story],
) -> None:
    seen = as_read(make_story(published=False), "Not published.")
    assert "Not published." in seen
    assert 'name="robots" content="noindex' in seen
    assert "seen.js" not in seen
    assert "data-seen" not in seen
    assert "/flag/" not in seen, "what has no readers yet has nobody to object to it"
    assert "<!--hole" not in seen
