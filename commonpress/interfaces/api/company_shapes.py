"""What a program sends and gets of names under a story, secret links to it, and texts that wait for the desk."""

from datetime import datetime

from ninja import Schema
from pydantic import Field

from commonpress.interfaces.api.shapes import Author, Closed
from commonpress.interfaces.api.writing import Rule, Words


class Ask(Closed):
    handle: str = Field(min_length=1, max_length=60, description="As it stands in the address of their page.")


class Asked(Schema):
    """Somebody who was asked and has not answered yet."""

    id: int
    who: Author
    at: datetime


class PreviewOut(Schema):
    id: int
    address: str
    ends_at: datetime


class Company(Schema):
    authors: list[Author]
    asked: list[Asked]
    previews: list[PreviewOut]


class Offer(Schema):
    """A story you are asked to sign, with its text: read it first."""

    id: int
    by: Author
    headline: str
    standfirst: str
    body: str
    at: datetime


class ProposalOut(Schema):
    """A new text of a published story. Readers see the old one until the desk accepts it."""

    id: int
    story: int
    headline: str
    standfirst: str
    body: str
    note: str
    weight: str
    by: Author | None
    at: datetime


class RefuseProposal(Closed):
    rule: Rule
    words: Words = ""
