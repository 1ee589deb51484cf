"""Stories that are somebody's to write or decide, as a program is shown them."""

from typing import Any

from commonpress.domain.members.models import Decision
from commonpress.domain.stories import access
from commonpress.domain.stories.matter import matter_of
from commonpress.domain.stories.models import Story
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
