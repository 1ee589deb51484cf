"""Comments, in their thread. What the old site held back waits here too; what it threw away is not taken."""

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from commonpress.domain.conversation.models import Comment
from commonpress.domain.conversation.post import post
from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Story
from commonpress.interfaces.transfer.models import Imported
from commonpress.interfaces.transfer.wordpress import body, decide
from commonpress.interfaces.transfer.wordpress.dates import when
from commonpress.interfaces.transfer.wordpress.ledger import Rows, pk_of, short
from commonpress.interfaces.transfer.wordpress.move import Move
from commonpress.interfaces.transfer.wordpress.records import Item, Remark, fingerprint


def leave_all(item: Item, move: Move, why: str) -> None:
    for remark in item.remarks:
        move.report.left("comment", remark.key, title_of(remark), why)


class Thread:
    """The comments of one story, parents before answers."""

    def __init__(self, item: Item, story: Story | None, known: dict[str, Imported], move: Move) -> None:
        self.item = item
        self.story = story
        self.known = known
        self.move = move
        self.placed: dict[str, Comment | None] = {}
        self.lost: set[str] = set()
        self.rows: Rows = []

    def take(self) -> Rows:
        """Post what is new; answers what to write into the ledger."""
        for remark in in_order(self.item.remarks):
            self.settle(remark)
        return self.rows

    def settle(self, remark: Remark) -> None:
        report, title = self.move.report, title_of(remark)
        fate = decide.of_remark(remark)
        parent = self.placed.get(remark.parent)
        if report.seen("comment", remark.key):
            report.left("comment", remark.key, title, "twice")
        elif row := self.known.get(short(remark.key)):
            self.placed[remark.id] = Comment.objects.filter(pk=pk_of(row.subject)).first()
            self.here(remark, row, title)
        elif fate.left:
            self.placed[remark.id] = parent
            self.lost.add(remark.id)
            report.left("comment", remark.key, title, fate.left, fate.detail)
        else:
            self.post(remark, fate.state, parent)
            report.took("comment", remark.key, title)

    def here(self, remark: Remark, row: Imported, title: str) -> None:
        if row.fingerprint == fingerprint(remark):
            self.move.report.had("comment", remark.key, title)
        else:
            self.move.report.left("comment", remark.key, title, "differs")

    def post(self, remark: Remark, state: str, parent: Comment | None) -> None:
        if remark.parent in self.lost:
            self.move.report.note("comment", remark.key, title_of(remark), "answer-moved")
        found = when(remark.date_gmt, remark.date, "", self.move.paper.timezone)
        if not found.at:
            self.move.report.note("comment", remark.key, title_of(remark), "comment-date")
        if self.story is None:  # a dry run
            return
        comment = post(
            self.story,
            body.remark(remark.content),
            member=self.member(remark),
            author_name=body.words(remark.author) or _("Anonymous"),
            parent=parent,
            state=Comment.State.VISIBLE if state == decide.PUBLISH else Comment.State.WAITING,
            at=found.at or self.story.published_at or self.story.created_at,
        )
        self.placed[remark.id] = comment
        self.rows.append((remark.key, comment.subject, fingerprint(remark)))

    def member(self, remark: Remark) -> Member | None:
        """Only by the old site's own number: a name or an address anyone could have typed proves nothing."""
        if remark.user_id in {"", "0"}:
            return None
        authors = self.move.site.authors.values()
        login = next((author.login for author in authors if author.id == remark.user_id), "")
        return self.move.members.get(login)


def in_order(remarks: Sequence[Remark]) -> Iterator[Remark]:
    """Level by level, each in the file's order; a loop is entered somewhere."""
    ids = {remark.id for remark in remarks}
    answers: dict[str, list[Remark]] = defaultdict(list)
    for remark in remarks:
        answers[remark.parent if remark.parent in ids and remark.parent != remark.id else ""].append(remark)
    waiting = deque(answers.pop("", []))
    while waiting or answers:
        if not waiting:
            waiting.extend(answers.pop(next(iter(answers))))
        remark = waiting.popleft()
        yield remark
        waiting.extend(answers.pop(remark.id, []))


def title_of(remark: Remark) -> str:
    return f"{remark.author}: {remark.content}"
