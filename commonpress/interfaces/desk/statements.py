"""Statements of reasons in the shape of the DSA Transparency Database: field names and values are of its API, version 2.

Art. 17 of Regulation (EU) 2022/2065 asks a statement of every restriction of what a person published; "deceptive
high-volume commercial content" is excluded, so what was declined as spam is not here. Nor is a submission that was
returned or declined before publication: nothing that readers saw was restricted.
"""

import csv
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from commonpress.domain.conversation.models import Comment, Flag
from commonpress.domain.members import rules
from commonpress.domain.members.guard import editors_only, member_of
from commonpress.domain.members.models import Decision
from commonpress.domain.stories.models import Story
from commonpress.engines.readership.csv_out import harmless
from commonpress.engines.site import options, private
from commonpress.engines.site.address import absolute
from commonpress.interfaces.desk import access

Action = Decision.Action
RESTRICTS = (Action.WITHDRAWN, Action.HIDDEN, Action.BANNED)
OWN = (
    "author",
    "undo",
    "command",
)  # what an author took back, or what only put things right, restricts nobody
CATEGORY = {
    "copied": "STATEMENT_CATEGORY_INTELLECTUAL_PROPERTY_INFRINGEMENTS",
    "privacy": "STATEMENT_CATEGORY_DATA_PROTECTION_AND_PRIVACY_VIOLATIONS",
    "insult": "STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH",
    "promotion": "STATEMENT_CATEGORY_CONSUMER_INFORMATION",
}
OTHER = "STATEMENT_CATEGORY_OTHER_VIOLATION_TC"
FIELDS = (
    "puid", "decision_visibility", "decision_account", "decision_ground", "incompatible_content_ground",
    "incompatible_content_explanation", "illegal_content_legal_ground", "illegal_content_explanation", "category",
    "content_type", "content_language", "content_date", "territorial_scope", "application_date",
    "end_date_account_restriction", "decision_facts", "source_type", "automated_detection", "automated_decision", "url",
)  # fmt: skip
AT_ONCE = 500


@require_safe
@editors_only
def statements(request: HttpRequest, form: str) -> HttpResponse:
    """All statements as "csv" or "json", oldest first."""
    if form not in FORMS:
        raise Http404("no such form")
    rows = statements_of(access.decisions(member_of(request)))
    kind, write = FORMS[form]
    response = HttpResponse(write(rows), content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="statements.{form}"'
    response.headers["Cache-Control"] = private.NOT_KEPT
    return response


def statements_of(decisions: QuerySet[Decision]) -> Iterator[dict[str, Any]]:
    told = decisions.filter(action__in=RESTRICTS, undone_by__isnull=True).exclude(rule__in=(*OWN, "spam"))
    batch: list[Decision] = []
    for decision in told.order_by("pk").iterator(chunk_size=AT_ONCE):
        batch.append(decision)
        if len(batch) == AT_ONCE:
            yield from described(batch)
            batch = []
    yield from described(batch)


def described(batch: list[Decision]) -> Iterator[dict[str, Any]]:
    """Three queries for the things of the batch."""
    stories = Story.objects.in_bulk(numbers(batch, "story"))
    comments = Comment.objects.select_related("story").in_bulk(numbers(batch, "comment"))
    things: dict[str, dict[int, Any]] = {"story": {**stories}, "comment": {**comments}}
    flagged = upheld({decision.subject for decision in batch})
    for decision in batch:
        noun, _colon, number = decision.subject.partition(":")
        thing = things.get(noun, {}).get(int(number))
        if is_restriction(decision):
            yield statement(decision, thing, was_flagged=decision.subject in flagged)


def is_restriction(decision: Decision) -> bool:
    """A comment that was hidden before anybody saw it was never public."""
    before = decision.facts.get("before")
    return decision.action != Action.HIDDEN or before == Comment.State.VISIBLE


def numbers(batch: Iterable[Decision], noun: str) -> list[int]:
    named = (decision.subject.partition(":") for decision in batch)
    return [int(number) for name, _colon, number in named if name == noun]


def upheld(subjects: set[str]) -> set[str]:
    flags = Flag.objects.filter(subject__in=subjects, state=Flag.State.UPHELD)
    return set(flags.values_list("subject", flat=True))


def statement(decision: Decision, thing: Any, *, was_flagged: bool) -> dict[str, Any]:
    is_illegal, is_ban = decision.rule == "illegal", decision.action == Action.BANNED
    ground = "ILLEGAL" if is_illegal else "INCOMPATIBLE"
    words = decision.words or rules.in_words(decision.rule)
    return {
        "puid": f"decision-{decision.pk}",
        "decision_visibility": [] if is_ban else ["DECISION_VISIBILITY_CONTENT_DISABLED"],
        "decision_account": "DECISION_ACCOUNT_SUSPENDED" if is_ban else "",
        "decision_ground": f"DECISION_GROUND_{ground}_CONTENT",
        "incompatible_content_ground": "" if is_illegal else rules.in_words(decision.rule),
        "incompatible_content_explanation": "" if is_illegal else words,
        "illegal_content_legal_ground": rules.in_words(decision.rule) if is_illegal else "",
        "illegal_content_explanation": words if is_illegal else "",
        "category": CATEGORY.get(decision.rule, OTHER),
        "content_type": [] if is_ban else ["CONTENT_TYPE_TEXT"],
        "content_language": language_of(thing).upper()[:2],
        "content_date": date_of(thing),
        "territorial_scope": ["EEA"],
        "application_date": decision.at.date().isoformat(),
        "end_date_account_restriction": str(decision.facts.get("until", ""))[:10] if is_ban else "",
        "decision_facts": words,
        "source_type": "SOURCE_TYPE_OTHER_NOTIFICATION" if was_flagged else "SOURCE_VOLUNTARY",
        "automated_detection": "No" if decision.by_id else "Yes",
        "automated_decision": "AUTOMATED_DECISION_NOT_AUTOMATED"
        if decision.by_id
        else "AUTOMATED_DECISION_FULLY",
        "url": absolute(thing.get_absolute_url()) if isinstance(thing, Story) and thing.path else "",
    }


def language_of(thing: Any) -> str:
    story = thing.story if isinstance(thing, Comment) else thing
    return str(getattr(story, "language", "") or options.paper().language)


def date_of(thing: Any) -> str:
    at = thing.at if isinstance(thing, Comment) else getattr(thing, "published_at", None)
    return at.date().isoformat() if at else ""


class Echo:
    """A file that only gives back what is written to it."""

    def write(self, words: str) -> str:
        return words


def as_csv(rows: Iterator[dict[str, Any]]) -> Iterator[str]:
    writer = csv.DictWriter(Echo(), FIELDS)
    yield writer.writeheader()
    for row in rows:
        flat = {name: "|".join(value) if isinstance(value, list) else value for name, value in row.items()}
        yield writer.writerow({name: harmless(value) for name, value in flat.items()})


def as_json(rows: Iterator[dict[str, Any]]) -> Iterator[str]:
    yield '{"statements": ['
    for number, row in enumerate(rows):
        yield ("," if number else "") + json.dumps(row, ensure_ascii=False)
    yield "]}\n"


FORMS = {"csv": ("text/csv; charset=utf-8", as_csv), "json": ("application/json", as_json)}
