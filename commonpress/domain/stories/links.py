"""What the links of a story tell search engines: how far the paper answers for who wrote it.

It is decided where the text is shown, not where it is stored: trust is earned and lost after publication. Every page
with the text bears the tags of its authors, and ``member.trust_changed`` makes those stale.
"""

import re

from commonpress.domain.members.models import Member, Trust
from commonpress.domain.stories.grounds import Ground
from commonpress.domain.stories.models import Story
from commonpress.engines.lib.html import ARTICLE

# https://developers.google.com/search/docs/crawling-indexing/qualify-outbound-links
PAID = "sponsored nofollow noopener"
BY_TRUST = {
    Trust.NEWCOMER: "ugc nofollow noopener",
    Trust.KNOWN: "ugc noopener",
    Trust.TRUSTED: "noopener",
}
# Only on HTML that passed the sanitiser, where every tag has one form.
STAYS = re.compile(r"<a (?![^<>]*\brel=)")
LEAVES = re.compile(r'(<a [^<>]*?)\brel="[^"]*"')


def rel_of(story: Story) -> str:
    """By the least trusted of those who sign. No query when the bylines are held (``access.with_bylines``).

    The owner, who moved copy in from elsewhere, answers for it: its links stay as they are stored.
    """
    if story.is_sponsored:
        return PAID
    if story.ground in {"", Ground.MOVED_IN}:
        return ARTICLE.rel
    return BY_TRUST[min((trust_of(line.member) for line in story.bylines.all()), default=Trust.NEWCOMER)]


def trust_of(member: Member) -> Trust:
    """Editors answer for the paper themselves."""
    return Trust.TRUSTED if member.is_editor else Trust(member.trust)


def relabelled(html: str, rel: str) -> str:
    """``html`` with ``rel`` on every link that leaves the site; what is paid for says so of every link."""
    if rel == PAID:
        html = STAYS.sub('<a rel="" ', html)
    return LEAVES.sub(lambda found: f'{found[1]}rel="{rel}"', html)
