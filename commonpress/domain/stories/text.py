"""What every text of a story goes through before it is stored."""

from collections.abc import Callable
from functools import lru_cache

from commonpress.engines.lib import hidden, html
from commonpress.engines.lib import text as plain

EXCERPT = 240  # characters


def line(words: str, limit: int) -> str:
    """One line of plain text: normalised, white space folded, cut at ``limit`` characters."""
    return plain.excerpt(" ".join(plain.normalise(words).split()), limit)


def clean_body(body: str, *, allow_image: Callable[[str], bool] | None = None) -> str:
    """The body through the one sanitiser; embeds become links on a line of their own."""
    ready = html.embeds_to_links(plain.normalise(body))
    if allow_image:
        return html.clean(ready, html.ARTICLE, allow_image=allow_image)
    return html.clean(ready, html.ARTICLE)


def hidden_in(body: str) -> str:
    """What ``body``, as it was handed in, holds that no reader would see."""
    return hidden.words(body)


def excerpt_of(standfirst: str, body: str) -> str:
    return line(standfirst or words_of(body), EXCERPT)


def count_words(body: str) -> int:
    return plain.words(words_of(body))


@lru_cache(maxsize=2)  # the excerpt and the count of one body are asked for one after the other
def words_of(body: str) -> str:
    return html.to_text(body)
