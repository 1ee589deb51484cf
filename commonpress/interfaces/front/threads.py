"""A conversation as readers see it: comments kept as pieces, set one under the other.

The list around them is written here and not in a template: for two hundred and fifty comments that took longer than all
the rest of their page.
"""

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from commonpress.domain.conversation.models import Comment
from commonpress.domain.conversation.thread import Node
from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Story
from commonpress.interfaces.front import counts, pieces
from commonpress.interfaces.front.templatetags.paper import when

EDITORS = frozenset({Member.Role.EDITOR, Member.Role.OWNER})
NOTHING = SafeString("")


class Thread:
    """The comments under one story; ``signers`` are the numbers of those who signed it."""

    def __init__(self, story: Story, signers: Collection[int], *, is_open: bool) -> None:
        self.story = story
        self.url = story.get_absolute_url()
        self.signers = signers
        self.is_open = is_open

    def markup(self, nodes: Sequence[Node]) -> SafeString:
        """List items. No query: what readers left at a comment stands in its hole, and was read with it."""
        parts = [part for node in nodes for part in self.item(node)]
        return mark_safe("".join(parts))  # noqa: S308 (pieces, phrases, handles and numbers)

    def item(self, node: Node, *, is_flat: bool = False) -> Iterator[str]:
        comment = node.comment
        if node.is_stub:
            yield f'<li class="comment comment-gone" id="comment-{comment.pk}">{stub(comment.state, get_language())}'
        else:
            by = f' data-by="{comment.member.handle}"' if comment.member else ""
            yield f'<li class="comment" id="comment-{comment.pk}"{by}>{self.said(node, is_flat=is_flat)}'
        if node.below and not is_flat:
            yield from self.below(node)
        if node.more:
            yield f'<p class="comments-all"><a href="{self.url}comments/{comment.pk}/">'
            yield f"{more_answers(node.more, get_language())}</a></p>"
        yield "</li>\n"

    def below(self, node: Node) -> Iterator[str]:
        """What lies deeper than a thread is set is folded, and flat."""
        is_folded = node.is_folding
        nodes = node.flat if is_folded else node.below
        summary = answers(len(nodes), get_language(), is_folded=is_folded)
        yield f'<details class="answers"{"" if is_folded else " open"}><summary>{summary}</summary><ol class="thread">'
        for each in nodes:
            yield from self.item(each, is_flat=is_folded)
        yield "</ol></details>"

    def said(self, node: Node, *, is_flat: bool) -> SafeString:
        comment = node.comment
        member = comment.member
        counts.read("reactions", comment.subject, comment.reacted)
        return pieces.markup(
            pieces.CommentPiece(
                number=comment.pk,
                subject=comment.subject,
                story=self.story.pk,
                story_url=self.url,
                language=self.story.language,
                name=comment.author_name,
                handle=member.handle if member and member.is_active else "",
                role=self.role(comment),
                to=node.above.comment.author_name if is_flat and node.above else "",
                at=when(comment.at),
                edited=when(comment.edited_at, "hour") if comment.edited_at else NOTHING,
                body=comment.body,
                is_open=self.is_open,
            )
        )

    def role(self, comment: Comment) -> str:
        """ "Author" of the story, or "Editor" of the paper; nothing for other readers."""
        if comment.member_id and comment.member_id in self.signers:
            return _("Author of the story")
        return _("Editor") if comment.member and comment.member.role in EDITORS else ""


# The language is that of the interface; the translations inside ask for it themselves.
@lru_cache(maxsize=64)
def stub(state: str, language: str | None) -> str:
    taken_back = state == Comment.State.DELETED
    words = (
        _("Its author took this comment back.") if taken_back else _("The desk took this comment from sight.")
    )
    return f'<p class="quiet comment-stub">{words}</p>'


@lru_cache(maxsize=1024)
def answers(n: int, language: str | None, *, is_folded: bool) -> str:
    if is_folded:
        return ngettext("%(n)s answer further down", "%(n)s answers further down", n) % {"n": n}
    return ngettext("%(n)s answer", "%(n)s answers", n) % {"n": n}


@lru_cache(maxsize=1024)
def more_answers(n: int, language: str | None) -> str:
    return ngettext("%(n)s more answer", "%(n)s more answers", n) % {"n": n}
