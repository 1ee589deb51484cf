"""Statements of reasons in the shape of the DSA Transparency Database: field names and values are of its API, version 2.

Each line of the JSON is what that API takes: its lists are closed, some fields must be there and each text has a longest.

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
from commonpress.engines.site import private
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
    "illegal": "STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH",
    "promotion": "STATEMENT_CATEGORY_CONSUMER_INFORMATION",
}
OTHER = "STATEMENT_CATEGORY_OTHER_VIOLATION_TC"
FIELDS = (
    "puid", "decision_visibility", "decision_account", "decision_ground", "incompatible_content_ground",
    "incompatible_content_explanation", "illegal_content_legal_ground", "illegal_content_explanation", "category",
    "content_type", "content_type_other", "content_language", "content_date", "territorial_scope", "application_date",
    "end_date_account_restriction", "decision_facts", "source_type", "automated_detection", "automated_decision",
)  # fmt: skip
EEA = (
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK".split()
)  # an address on the web is gone everywhere; the list knows these countries and no word for all of them
TWO_LETTERS = 2
FIRST_DAY = "2000-01-01"  # no earlier date of content is taken, and an archive may be older
LONGEST_GROUND, LONGEST_EXPLANATION, LONGEST_FACTS = 500, 2000, 5000  # characters
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
            yield statement(decision, thing, flags=flagged.get(decision.subject, set()))


def is_restriction(decision: Decision) -> bool:
    """A comment that was hidden before anybody saw it was never public."""
    before = decision.facts.get("before")
    return decision.action != Action.HIDDEN or before == Comment.State.VISIBLE


def numbers(batch: Iterable[Decision], noun: str) -> list[int]:
    named = (decision.subject.partition(":") for decision in batch)
    return [int(number) for name, _colon, number in named if name == noun]


def upheld(subjects: set[str]) -> dict[str, set[str]]:
    """The reasons of the flags that were right, by subject."""
    found: dict[str, set[str]] = {}
    flags = Flag.objects.filter(subject__in=subjects, state=Flag.State.UPHELD)
    for subject, reason in flags.values_list("subject", "reason"):
        found.setdefault(subject, set()).add(reason)
    return found


def statement(decision: Decision, thing: Any, *, flags: set[str]) -> dict[str, Any]:
    is_ban, applies = decision.action == Action.BANNED, decision.at.date().isoformat()
    words = decision.words or rules.in_words(decision.rule)
    return {
        "puid": f"decision-{decision.pk}",
        "decision_visibility": [] if is_ban else ["DECISION_VISIBILITY_CONTENT_DISABLED"],
        "decision_account": "DECISION_ACCOUNT_SUSPENDED" if is_ban else "",
        **grounds(decision, words),
        "category": CATEGORY.get(decision.rule, OTHER),
        "content_type": ["CONTENT_TYPE_OTHER" if is_ban else "CONTENT_TYPE_TEXT"],
        "content_type_other": "Account" if is_ban else "",
        "content_language": language_of(thing),
        "content_date": max(date_of(thing, decision), FIRST_DAY),
        "territorial_scope": EEA,
        "application_date": applies,
        "end_date_account_restriction": max(str(decision.facts.get("until", ""))[:10], applies)
        if is_ban
        else "",
        "decision_facts": words[:LONGEST_FACTS],
        "source_type": source_of(decision, flags),
        "automated_detection": "No" if decision.by_id else "Yes",
        "automated_decision": f"AUTOMATED_DECISION_{'NOT_AUTOMATED' if decision.by_id else 'FULLY'}",
    }


def grounds(decision: Decision, words: str) -> dict[str, str]:
    """The law or the paper's own rules; only the fields of the one that was applied are filled."""
    is_illegal, ground = decision.rule == "illegal", rules.in_words(decision.rule)[:LONGEST_GROUND]
    words = words[:LONGEST_EXPLANATION]
    return {
        "decision_ground": f"DECISION_GROUND_{'ILLEGAL' if is_illegal else 'INCOMPATIBLE'}_CONTENT",
        "incompatible_content_ground": "" if is_illegal else ground,
        "incompatible_content_explanation": "" if is_illegal else words,
        "illegal_content_legal_ground": ground if is_illegal else "",
        "illegal_content_explanation": words if is_illegal else "",
    }


def source_of(decision: Decision, flags: set[str]) -> str:
    """A notice under Art. 16 is one of something illegal; any other flag is a notification as well, of another kind."""
    if decision.rule == "illegal" and Flag.Reason.ILLEGAL in flags:
        return "SOURCE_ARTICLE_16"
    return "SOURCE_TYPE_OTHER_NOTIFICATION" if flags else "SOURCE_VOLUNTARY"


def language_of(thing: Any) -> str:
    """Two capital letters; nothing for an account, or for a language that has three."""
    story = thing.story if isinstance(thing, Comment) else thing
    code = str(getattr(story, "language", "")).partition("-")[0]
    return code.upper() if len(code) == TWO_LETTERS else ""


def date_of(thing: Any, decision: Decision) -> str:
    """When it was published; of an account, and of what is no longer here, when it was decided."""
    at = thing.at if isinstance(thing, Comment) else getattr(thing, "published_at", None)
    return (at or decision.at).date().isoformat()


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
    """What is empty is left out: an empty word is in none of the closed lists."""
    yield '{"statements": ['
    for number, row in enumerate(rows):
        said = {name: value for name, value in row.items() if value}
        yield ("," if number else "") + json.dumps(said, ensure_ascii=False)
    yield "]}\n"


FORMS = {"csv": ("text/csv; charset=utf-8", as_csv), "json": ("application/json", as_json)}
