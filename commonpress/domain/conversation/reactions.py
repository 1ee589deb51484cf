"""The words a reader may leave at a comment with one press. The owner chooses a few of them."""

from collections.abc import Iterable

from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commonpress.domain.conversation.models import Comment, Reaction
from commonpress.engines.site import options

# All of them speak for the comment: what is wrong with one is said in an answer, or by a flag.
KINDS: dict[str, str | Promise] = {
    "agree": pgettext_lazy("reaction", "I agree"),
    "thanks": pgettext_lazy("reaction", "Thank you"),
    "learned": pgettext_lazy("reaction", "I learned something"),
    "well-said": pgettext_lazy("reaction", "Well said"),
    "changed-mind": pgettext_lazy("reaction", "It changed my mind"),
    "laughed": pgettext_lazy("reaction", "It made me laugh"),
    "with-you": pgettext_lazy("reaction", "I feel with you"),
}
NAME = _("Reactions")


def chosen() -> dict[str, str | Promise]:
    """The owner's choice, in the order above."""
    wanted = options.paper().reactions
    return {kind: words for kind, words in KINDS.items() if kind in wanted}


def counts(comments: Iterable[int]) -> dict[int, dict[str, int]]:
    """How often each was left, by comment; nothing of those without any. One query."""
    rows = Comment.objects.filter(pk__in=list(comments), value__gt=0)
    return dict(rows.order_by().values_list("pk", "reacted"))


def tell(comment: int) -> None:
    """Write beside a comment what its reactions are now. Its row is locked by the caller, or nobody else writes to it."""
    rows = Reaction.objects.filter(comment=comment).order_by().values_list("kind").annotate(Count("pk"))
    found = dict(rows)
    Comment.objects.filter(pk=comment).update(reacted=found, value=sum(found.values()))
