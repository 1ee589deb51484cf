from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Section
from commonpress.engines.site import redirects
from commonpress.engines.site.options import Paper
from commonpress.interfaces.transfer.report import Report
from commonpress.interfaces.transfer.wordpress.ledger import Ledger, Rows
from commonpress.interfaces.transfer.wordpress.site import Site

Progress = Callable[[int, int, str], None]


@dataclass
class Move:
    """One run of the import: what is moved, where to, and what was made on the way."""

    site: Site
    report: Report
    ledger: Ledger
    by: Member | None
    paper: Paper
    now: datetime
    progress: Progress
    dry_run: bool = False
    fetch_media: bool = True
    members: dict[str, Member] = field(default_factory=dict)
    sections: dict[str, Section] = field(default_factory=dict)
    other: Section | None = None
    done: int = 0
    rows: Rows = field(default_factory=list)
    leads: dict[str, str] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """The file's own when the paper has it, else the paper's."""
        given = self.site.facts.get("language", "").lower().replace("_", "-")
        return next(
            (code for code in (given, given.partition("-")[0]) if code in self.paper.languages), ""
        ) or (self.paper.language)

    @property
    def actor(self) -> str:
        """Who does it, as events and pictures name it."""
        return self.by.subject if self.by else ""

    def settle(self) -> None:
        """Write down what the batch took and where its old addresses lead. Call at the end of its transaction."""
        self.ledger.write(self.rows)
        redirects.lead_all(
            {path: target for path, target in self.leads.items() if path not in self.leads.values()}
        )
        self.rows, self.leads = [], {}

    def step(self, title: str) -> None:
        self.done += 1
        self.progress(self.done, self.site.items, title)
