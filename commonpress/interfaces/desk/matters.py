"""What the checks are given of each thing, with the facts only the desk knows."""

from typing import Any

from django.conf import settings

from commonpress.domain.conversation.models import Comment
from commonpress.domain.members.models import Member
from commonpress.domain.members.trust import level
from commonpress.domain.stories import matter as stories
from commonpress.domain.stories.grounds import lead_author
from commonpress.domain.stories.models import Proposal, Story
from commonpress.engines.checks.matter import Matter


def matter_of(thing: Any) -> Matter:
    made: Matter = MAKERS[type(thing)](thing)
    return made


def of_story(story: Story) -> Matter:
    author = lead_author(story)
    return stories.matter_of(story, level=int(level(author)) if author else 0)


def of_proposal(proposal: Proposal) -> Matter:
    return stories.matter_of_proposal(proposal, level=int(level(proposal.by)) if proposal.by else 0)


def of_comment(comment: Comment) -> Matter:
    facts: dict[str, Any] = {
        "level": int(level(comment.member)) if comment.member else 0,
        "languages": [code for code, _name in settings.LANGUAGES],
    }
    if comment.hidden:
        facts["hidden"] = comment.hidden
    author = comment.member.subject if comment.member else ""
    return Matter(
        subject=comment.subject,
        author=author,
        kind="comment",
        body=comment.body,
        language=comment.story.language,
        section=comment.story.section.slug,
        facts=facts,
    )


def of_member(member: Member) -> Matter:
    """What an applicant says of themselves, and the answer to the owner's question."""
    answer = getattr(getattr(member, "application", None), "answer", "")
    words = "\n".join(part for part in (member.words, answer) if part)
    return Matter(
        subject=member.subject,
        author=member.subject,
        kind="profile",
        headline=member.name,
        standfirst=words,
        language=member.language,
    )


MAKERS: dict[type, Any] = {Story: of_story, Proposal: of_proposal, Comment: of_comment, Member: of_member}
