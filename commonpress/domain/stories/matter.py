from dataclasses import replace
from typing import Any

from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Byline, Proposal, SourceCredit, Story
from commonpress.engines.checks.matter import Matter


def matter_of(story: Story, **facts: Any) -> Matter:
    """The story as the checks see it, as it stands. Two queries; ``facts`` are what only the caller knows."""
    credit = SourceCredit.objects.filter(story=story).first()
    return Matter(
        subject=story.subject,
        author=author_of(story),
        headline=story.headline,
        standfirst=story.standfirst,
        body=story.body,
        language=story.language,
        section=story.section.slug,
        credit_url=credit.url if credit else "",
        credit_agency=credit.agency if credit else "",
        pictures=(story.picture_id,) if story.picture_id else (),
        facts=with_hidden(facts, story.hidden),
    )


def matter_of_proposal(proposal: Proposal, **facts: Any) -> Matter:
    """A published story as it would read, under the subject of the proposal: its report is the proposal's own."""
    return replace(
        matter_of(proposal.story, **facts),
        subject=proposal.subject,
        headline=proposal.headline,
        standfirst=proposal.standfirst,
        body=proposal.body,
        facts=with_hidden(facts, proposal.hidden),
    )


def with_hidden(facts: dict[str, Any], words: str) -> dict[str, Any]:
    return {**facts, "hidden": words} if words else facts


def author_of(story: Story) -> str:
    """The subject of who signs first."""
    first = Byline.objects.filter(story=story).order_by("position").values_list("member", flat=True).first()
    return Member(pk=first).subject if first else ""
