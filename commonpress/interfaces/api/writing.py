"""What a program sends and gets of stories that are not, or not only, before readers."""

from datetime import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import AwareDatetime, Field, StrictBool

from commonpress.interfaces.api.shapes import Author, Closed, Credit, Language, Picture, Slug

LONGEST_BODY = 500_000  # characters of HTML
Version = Annotated[int, Field(ge=0, le=2**31 - 1, strict=True)]  # a number; true is none
Headline = Annotated[str, Field(max_length=300)]
Standfirst = Annotated[str, Field(max_length=1000)]
Body = Annotated[str, Field(max_length=LONGEST_BODY)]
Topic = Annotated[str, Field(min_length=1, max_length=80)]
Words = Annotated[str, Field(max_length=4000)]
Rule = Annotated[str, Field(pattern=r"^[-a-z0-9_]{1,40}$")]
KINDS = Literal["news", "reportage", "opinion", "analysis", "sponsored"]
READ = "The 'version' of the text you have read; when it has changed since, nothing is done and the answer is 409."


class CreditIn(Closed):
    """Where copy that is not one's own came from."""

    agency: str = Field(min_length=1, max_length=120)
    url: str = Field("", max_length=500, pattern=r"^(https?://[!-~]+)?$")
    licence: str = Field("", max_length=80)
    licence_url: str = Field("", max_length=300, pattern=r"^(https?://[!-~]+)?$")


class Change(Closed):
    """What is to change; what is absent stays. ``body`` is HTML and comes out of the sanitiser."""

    headline: Headline = ""
    standfirst: Standfirst = ""
    body: Body = Field("", description="HTML; what is not allowed in a story is taken out.")
    section: Slug = Field("", description="The slug of a section.")
    language: Language = ""
    kind: KINDS = "news"
    topics: list[Topic] = Field([], max_length=12)
    picture: Annotated[int, Field(ge=1, le=2**63 - 1, strict=True)] | None = Field(
        None, description="The id of a picture you uploaded."
    )
    caption: str = Field("", max_length=500)
    credit: CreditIn | None = None


class Begin(Change):
    """A new draft. Only the section is needed."""

    section: Slug = Field(description="The slug of a section.")


class Revise(Change):
    version: Version = Field(description=READ)


class Seen(Closed):
    version: Version | None = Field(None, description=READ)


class Told(Closed):
    words: Words = Field(min_length=1, description="In your own words.")


class Amend(Closed):
    """A published story as it should read from now on."""

    version: Version = Field(description=READ)
    headline: str = Field(min_length=1, max_length=300)
    standfirst: Standfirst = ""
    body: str = Field(min_length=1, max_length=LONGEST_BODY)
    weight: Literal["substance", "typo"] = "substance"
    note: str = Field("", max_length=1000, description="For readers: what was wrong. Substance needs one.")


class Own(Schema):
    """A story of one's own, wherever it stands."""

    id: int
    state: str
    version: int
    headline: str
    standfirst: str
    body: str
    section: str
    language: str
    kind: str
    topics: list[str]
    picture: Picture | None
    caption: str
    credit: Credit | None
    words: int
    authors: list[Author]
    address: str | None
    submitted_at: datetime | None
    due_at: datetime | None
    published_at: datetime | None
    edited_at: datetime | None


class Line(Schema):
    """The same as a list shows it."""

    id: int
    state: str
    version: int
    headline: str
    section: str
    language: str
    address: str | None
    edited_at: datetime | None


class Lines(Schema):
    stories: list[Line]
    next: int | None = Field(description="Give it as 'before' to get the next page; null on the last.")


class Span(Schema):
    """Characters of the plain text of a field, from ``start`` up to ``end``."""

    field: str
    start: int
    end: int


class FindingOut(Schema):
    """What a check says, with its evidence."""

    kind: str
    code: str
    severity: Literal["note", "warn", "hold"]
    score: float
    sentence: str
    spans: list[Span]
    version: str


class Report(Schema):
    """``verdict``: clean, look or hold; null while the desk has not checked it."""

    verdict: str | None
    risk: float | None
    findings: list[FindingOut]


class DecisionOut(Schema):
    """What was decided of a story: by which rule, in whose words, and what may still be done about it."""

    id: int
    action: str
    rule: str
    words: str
    at: datetime
    by_machine: bool
    remedies: list[str]
    appealed_at: datetime | None
    answer: str | None
    answer_words: str


class Publish(Seen):
    words: Words = ""


class Return(Seen):
    rule: Rule = Field(description="A short code for the record and the statistics, such as sources.")
    words: Words = Field(min_length=1, description="What should change.")


class Decline(Seen):
    rule: Rule
    words: Words = ""
    spam: StrictBool = False


class Schedule(Seen):
    at: AwareDatetime
    words: Words = ""


class Withdraw(Closed):
    rule: Rule = "editor"
    reason: str = Field(min_length=1, max_length=500, description="Readers see it where the story stood.")


class Waiting(Line):
    """A story as the queue shows it."""

    authors: list[Author]
    submitted_at: datetime | None
    verdict: str | None
    risk: float | None


class Queue(Schema):
    stories: list[Waiting]
    next: int | None


class OnDesk(Own):
    """A story as an editor sees it."""

    report: Report
    decisions: list[DecisionOut]


class Me(Schema):
    """Whose token this is and what it opens."""

    name: str
    handle: str
    role: str
    language: str
    scopes: list[str]
    is_banned: bool


class PictureOut(Picture):
    id: int


class PictureWords(Closed):
    alt: str = Field("", max_length=500, description="What it shows, for those who cannot see it.")
    is_decorative: Literal["true", "false"] = Field(
        "false", description="True when it says nothing that the text does not."
    )
    credit: str = Field("", max_length=200)
