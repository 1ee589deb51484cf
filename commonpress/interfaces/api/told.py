"""Stories that are somebody's to write or decide, as a program is shown them."""

from typing import Any

from django.urls import reverse

from commonpress.domain.members.models import Decision
from commonpress.domain.stories import access
from commonpress.domain.stories.matter import matter_of
from commonpress.domain.stories.models import BylineOffer, PreviewLink, Proposal, Story
from commonpress.engines.checks import sentences, store
from commonpress.engines.checks.finding import Finding
from commonpress.engines.checks.models import Report
from commonpress.engines.checks.run import quick
from commonpress.engines.site.address import absolute
from commonpress.interfaces.api import show


def own(story: Story) -> dict[str, Any]:
    access.with_bylines([story])
    credit = show.credit(story)
    return line(story) | {
        "standfirst": story.standfirst,
        "body": story.body,
        "kind": story.kind,
        "topics": [topic.name for topic in story.topics.all()],
        "picture": show.picture(story.picture),
        "caption": story.caption,
        "credit": credit,
        "words": story.words,
        "authors": show.authors(story),
        "submitted_at": story.submitted_at,
        "due_at": story.due_at,
        "published_at": story.published_at,
    }


def line(story: Story) -> dict[str, Any]:
    return {
        "id": story.pk,
        "state": story.state,
        "version": story.seen,
        "headline": story.headline,
        "section": story.section.slug,
        "language": story.language,
        "address": absolute(story.get_absolute_url()) if story.path else None,
        "edited_at": story.edited_at,
    }


def waiting(story: Story, report: Report | None) -> dict[str, Any]:
    return line(story) | {
        "authors": show.authors(story),
        "submitted_at": story.submitted_at,
        "verdict": report.verdict if report else None,
        "risk": report.risk if report else None,
    }


def on_desk(story: Story) -> dict[str, Any]:
    report = store.latest([story.subject]).get(story.subject)
    return own(story) | {
        "report": report_of(report, sentences.for_editor),
        "decisions": decisions(story),
    }


def findings_for_author(story: Story) -> dict[str, Any]:
    """What the desk's checks found; of a draft, what can be mended at once."""
    report = store.latest([story.subject]).get(story.subject)
    if report is None or story.state in {Story.State.DRAFT, Story.State.RETURNED}:
        found = [finding(one, sentences.for_author(one)) for one in quick(matter_of(story))]
        return {"verdict": None, "risk": None, "findings": [one for one in found if one["sentence"]]}
    shown = report_of(report, sentences.for_author)
    return shown | {"risk": None, "findings": [one for one in shown["findings"] if one["sentence"]]}


def report_of(report: Report | None, sentence: Any) -> dict[str, Any]:
    if report is None:
        return {"verdict": None, "risk": None, "findings": []}
    found = [Finding.from_dict(one) for one in report.findings]
    return {
        "verdict": report.verdict,
        "risk": report.risk,
        "findings": [finding(one, sentence(one)) for one in found],
    }


def finding(one: Finding, sentence: str) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "code": one.code,
        "severity": one.severity.name.lower(),
        "score": one.score,
        "sentence": sentence,
        "spans": [span._asdict() for span in one.spans],
        "version": one.version,
    }


def company(story: Story) -> dict[str, Any]:
    """Who signs it, who is asked to, and the secret links to it that hold."""
    signing = story.bylines.select_related("member").order_by("position")
    asked = story.offers.select_related("member").order_by("pk")
    return {
        "authors": [show.author(line.member) for line in signing],
        "asked": [{"id": one.pk, "who": show.author(one.member), "at": one.at} for one in asked],
        "previews": [preview(link) for link in access.open_previews(story)],
    }


def preview(link: PreviewLink) -> dict[str, Any]:
    address = absolute(reverse("studio-shown", args=[link.token]))
    return {"id": link.pk, "address": address, "ends_at": access.preview_ends(link)}


def offer(one: BylineOffer) -> dict[str, Any]:
    text = {name: getattr(one.story, name) for name in ("headline", "standfirst", "body")}
    return text | {"id": one.pk, "by": show.author(one.by), "at": one.at}


def proposal(one: Proposal) -> dict[str, Any]:
    text = {name: getattr(one, name) for name in ("headline", "standfirst", "body", "note", "weight", "at")}
    return text | {"id": one.pk, "story": one.story_id, "by": show.author(one.by) if one.by else None}


def decisions(story: Story) -> list[dict[str, Any]]:
    """What was decided of a story, newest first; what was undone at once is left out."""
    standing = Decision.objects.filter(subject=story.subject, undone_by__isnull=True, undoes__isnull=True)
    return [decision(one) for one in standing.order_by("-pk")]


def decision(one: Decision) -> dict[str, Any]:
    return {
        "id": one.pk,
        "action": one.action,
        "rule": one.rule,
        "words": one.words,
        "at": one.at,
        "by_machine": one.by_id is None,
        "remedies": list(one.remedies),
        "appealed_at": one.appealed_at,
        "answer": one.answer or None,
        "answer_words": one.answer_words,
    }
