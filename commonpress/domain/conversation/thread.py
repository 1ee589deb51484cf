"""What readers see of a conversation: its beginning under the story, pages of it in an order, one branch of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import RowNumber, Substr

from commonpress.domain.conversation.count import DIGITS
from commonpress.domain.conversation.models import Comment
from commonpress.domain.stories.models import Story
from commonpress.engines.lib.prepared import Prepared

# What a page shows of a comment; the rest of a member's row is nobody's business there, and costs time.
SHOWN_FIELDS = (
    "author_name", "depth", "body", "at", "path", "story", "parent", "state", "edited_at", "answers", "value", "reacted",
    "member__name", "member__handle", "member__role", "member__is_active",
)  # fmt: skip
SHOWN = 60  # comments on the story page: an ordinary thread whole, and the page is still small
ROOTS = 25  # first comments on a page of a long thread
ANSWERS = 30  # below each of them; the rest stands on a page of its own
BRANCH = 100  # comments on one page of a branch
LEVELS = 4  # as deep as a thread is set; what lies deeper is folded and flat
LONGEST = 400  # pages of one thread
DIGITS_OF_A_PAGE = 6
ORDERS = {"oldest": ("pk",), "newest": ("-pk",), "valued": ("-value", "-pk")}

State = Comment.State
# A comment taken back leaves a stub; one that is hidden leaves one only where others answered it.
SEEN = Q(state__in=[State.VISIBLE, State.DELETED]) | Q(answers__gt=0)


@dataclass
class Node:
    """A comment with what stands below it on this page."""

    comment: Comment
    level: int
    above: "Node | None" = None
    below: "list[Node]" = field(default_factory=list)

    @property
    def is_stub(self) -> bool:
        return self.comment.state != State.VISIBLE

    @property
    def is_folding(self) -> bool:
        """Whether what stands below is folded away and set flat."""
        return self.level >= LEVELS

    @property
    def more(self) -> int:
        """How many answers stand on a page of their own; told at the top of the branch alone."""
        if self.above:
            return 0
        return max(self.comment.answers - sum(not node.is_stub for node in self.all_below()), 0)

    def all_below(self) -> "Iterator[Node]":
        for node in self.below:
            yield node
            yield from node.all_below()

    @property
    def flat(self) -> "list[Node]":
        return list(self.all_below())


@dataclass(frozen=True)
class Page:
    """Some of a conversation. ``number`` counts from 1."""

    nodes: list[Node]
    number: int = 1
    pages: int = 1

    @property
    def comments(self) -> list[Comment]:
        """Those readers see, in the order of the page."""
        every = [node for root in self.nodes for node in (root, *root.all_below())]
        return [node.comment for node in every if not node.is_stub]


def shown(found: "QuerySet[Comment]") -> "QuerySet[Comment]":
    return found.select_related("member").only(*SHOWN_FIELDS)


THREAD = Prepared(
    lambda story: shown(Comment.objects.filter(SEEN, story=story)).order_by("path")[:SHOWN],
    story=-987_654_321,
)


def thread(story: Story) -> Page:
    """The beginning, in the order of the thread. One query."""
    return Page(tree(THREAD(story=story.pk)))


def number_of(asked: str) -> int:
    """The page that an address asks for; the first when it asks for nothing that could be one."""
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) <= DIGITS_OF_A_PAGE else 1


def page(story: Story, order: str = "oldest", number: int = 1) -> Page:
    """One page in an order of ``ORDERS``, by first comments. Three queries."""
    firsts = Comment.objects.filter(SEEN, story=story, parent__isnull=True)
    pages = pages_of(firsts.count(), ROOTS)
    number = min(max(number, 1), pages)
    start = (number - 1) * ROOTS
    roots = list(shown(firsts).order_by(*ORDERS[order])[start : start + ROOTS])
    below: dict[str, list[Comment]] = {}
    for row in answers_to(story, roots):
        below.setdefault(row.path[:DIGITS], []).append(row)
    return Page(tree([row for root in roots for row in (root, *below.get(root.path, []))]), number, pages)


def answers_to(story: Story, roots: Sequence[Comment]) -> "QuerySet[Comment]":
    """The first ``ANSWERS`` below each, in the order of the thread."""
    place = Window(RowNumber(), partition_by=[F("root")], order_by=[F("path").asc()])
    lower = Comment.objects.filter(SEEN, story=story, parent__isnull=False)
    lower = lower.annotate(root=Substr("path", 1, DIGITS)).filter(root__in=[root.path for root in roots])
    return shown(lower).annotate(place=place).filter(place__lte=ANSWERS).order_by("path")


def branch(comment: Comment, number: int = 1) -> Page:
    """A comment and what stands below it, page by page. Two queries."""
    found = Comment.objects.filter(SEEN, story=comment.story_id, path__startswith=comment.path)
    pages = pages_of(found.count(), BRANCH)
    number = min(max(number, 1), pages)
    start = (number - 1) * BRANCH
    return Page(tree(shown(found).order_by("path")[start : start + BRANCH]), number, pages)


def pages_of(count: int, size: int) -> int:
    return min(max(-(-count // size), 1), LONGEST)


def tree(rows: Sequence[Comment] | QuerySet[Comment]) -> list[Node]:
    """Rows in the order of their places, each under the nearest it answers that is there."""
    roots: list[Node] = []
    open_ones: list[Node] = []
    for row in rows:
        while open_ones and not row.path.startswith(open_ones[-1].comment.path):
            open_ones.pop()
        above = open_ones[-1] if open_ones else None
        node = Node(row, len(open_ones) + 1, above)
        (above.below if above else roots).append(node)
        open_ones.append(node)
    return roots
