from dataclasses import replace
from typing import Any

from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Byline, Proposal, SourceCredit, Story
from commonpress.engines.checks.matter import Matter


def matter_of(story: Story, **facts: Any) -> Matter:
    """The story as the checks see it, as it stands. Two queries; ``facts`` are what only the caller knows."""
    credit = SourceCredit.objects.filter(story=story).first()
    signers = signers_of(story)
    if len(signers) > 1:
        facts = {**facts, "signers": signers}
    return Matter(
        subject=story.subject,
        author=signers[0] if signers else "",
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
    published = matter_of(proposal.story, **facts)
    known = {name: value for name, value in published.facts.items() if name != "hidden"}
    return replace(
        published,
        subject=proposal.subject,
        headline=proposal.headline,
        standfirst=proposal.standfirst,
        body=proposal.body,
        facts=with_hidden(known, proposal.hidden),
    )


def with_hidden(facts: dict[str, Any], words: str) -> dict[str, Any]:
    return {**facts, "hidden": words} if words else facts


def signers_of(story: Story) -> list[str]:
    """The subjects of all who sign, the first one first."""
    signed = Byline.objects.filter(story=story).order_by("position").values_list("member", flat=True)
    return [Member(pk=member).subject for member in signed]
