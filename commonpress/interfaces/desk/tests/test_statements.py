"""Statements of reasons against the rules of the database they are made for, API version 2, written down once more."""

import csv
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.test import Client

from commonpress.domain.conversation.flag import flag
from commonpress.domain.conversation.models import Comment
from commonpress.domain.conversation.moderate import hide
from commonpress.domain.conversation.post import post
from commonpress.domain.conversation.settle_flags import uphold
from commonpress.domain.members.ban import ban
from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Story
from commonpress.domain.stories.withdraw import withdraw
from commonpress.engines.lib import clock
from commonpress.interfaces.desk import statements

Make = Callable[..., Story]
Said = dict[str, Any]

CLOSED: dict[str, set[str]] = {
    "decision_visibility": {
        f"DECISION_VISIBILITY_{name}"
        for name in "CONTENT_REMOVED CONTENT_DISABLED CONTENT_DEMOTED CONTENT_AGE_RESTRICTED "
        "CONTENT_INTERACTION_RESTRICTED CONTENT_LABELLED OTHER".split()
    },
    "decision_account": {"DECISION_ACCOUNT_SUSPENDED", "DECISION_ACCOUNT_TERMINATED"},
    "decision_ground": {"DECISION_GROUND_ILLEGAL_CONTENT", "DECISION_GROUND_INCOMPATIBLE_CONTENT"},
    "category": {
        f"STATEMENT_CATEGORY_{name}"
        for name in "ANIMAL_WELFARE CONSUMER_INFORMATION CYBER_VIOLENCE CYBER_VIOLENCE_AGAINST_WOMEN "
        "DATA_PROTECTION_AND_PRIVACY_VIOLATIONS ILLEGAL_OR_HARMFUL_SPEECH INTELLECTUAL_PROPERTY_INFRINGEMENTS "
        "NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS NOT_SPECIFIED_NOTICE OTHER_VIOLATION_TC "
        "PROTECTION_OF_MINORS RISK_FOR_PUBLIC_SECURITY SCAMS_AND_FRAUD SELF_HARM UNSAFE_AND_PROHIBITED_PRODUCTS "
        "VIOLENCE".split()
    },
    "content_type": {
        f"CONTENT_TYPE_{name}" for name in "APP AUDIO IMAGE PRODUCT SYNTHETIC_MEDIA TEXT VIDEO OTHER".split()
    },
    "territorial_scope": set(
        "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK".split()
    ),
    "source_type": {
        "SOURCE_ARTICLE_16",
        "SOURCE_TRUSTED_FLAGGER",
        "SOURCE_TYPE_OTHER_NOTIFICATION",
        "SOURCE_VOLUNTARY",
    },
    "automated_detection": {"Yes", "No"},
    "automated_decision": {f"AUTOMATED_DECISION_{name}" for name in ("FULLY", "PARTIALLY", "NOT_AUTOMATED")},
}
LISTS = {"decision_visibility", "content_type", "territorial_scope"}
ALWAYS = {
    *("decision_ground", "content_type", "category", "territorial_scope", "content_date", "application_date"),
    *("decision_facts", "source_type", "automated_detection", "automated_decision", "puid"),
}
LONGEST = {
    "decision_facts": 5000,
    "illegal_content_explanation": 2000,
    "incompatible_content_explanation": 2000,
    **dict.fromkeys(
        ("illegal_content_legal_ground", "incompatible_content_ground", "content_type_other", "puid"), 500
    ),
}
GROUNDS = {
    "ILLEGAL": {"illegal_content_legal_ground", "illegal_content_explanation"},
    "INCOMPATIBLE": {"incompatible_content_ground", "incompatible_content_explanation"},
}
OPTIONAL = {"decision_visibility", "decision_account", "content_language", "end_date_account_restriction"}
EARLIEST = {
    "content_date": "2000-01-01",
    "application_date": "2020-01-01",
    "end_date_account_restriction": "2020-01-01",
}


def told(client: Client) -> list[Said]:
    """What the file says, each statement one the database would take."""
    found: list[Said] = client.get("/desk/decisions/statements.json").json()["statements"]
    for one in found:
        assert_taken(one)
    return found


def assert_taken(one: Said) -> None:
    assert one.keys() >= ALWAYS
    assert one.keys() & {"decision_visibility", "decision_account"}, "something was restricted"
    assert "" not in one.values()
    for name, allowed in CLOSED.items():
        value = one.get(name, [])
        assert isinstance(value, list) is (name in LISTS) or name not in one, name
        assert set(value if isinstance(value, list) else [value]) <= allowed, name
    for name, most in LONGEST.items():
        assert len(one.get(name, "")) <= most, name
    [ground] = [name for name in GROUNDS if one["decision_ground"] == f"DECISION_GROUND_{name}_CONTENT"]
    assert one.keys() & set().union(*GROUNDS.values()) == GROUNDS[ground]
    assert ("content_type_other" in one) is ("CONTENT_TYPE_OTHER" in one["content_type"])
    for name, earliest in EARLIEST.items():
        if name in one:
            assert datetime.fromisoformat(one[name]).date().isoformat() == one[name] >= earliest
    assert one.get("end_date_account_restriction", "9") >= one["application_date"]
    assert re.fullmatch(r"[A-Z]{2}", one.get("content_language", "EN"))
    assert re.fullmatch(r"[A-Za-z0-9_-]+", one["puid"])
    known = ALWAYS | OPTIONAL | {"content_type_other"} | set().union(*GROUNDS.values())
    assert one.keys() <= known


@pytest.mark.parametrize(
    "rule", ["copied", "privacy", "insult", "promotion", "false", "illegal", "our_own_rule", "other"]
)
def test_each_rule_becomes_a_statement_the_database_takes(
    make_story: Make, at_desk: Client, ada: Member, rule: str
) -> None:
    withdraw(make_story(), reason="It was not so. " * 500, by=ada, rule=rule)
    [one] = told(at_desk)
    assert one["decision_visibility"] == ["DECISION_VISIBILITY_CONTENT_DISABLED"]
    assert ("ILLEGAL_CONTENT" in one["decision_ground"]) is (rule == "illegal")
    assert (one["content_language"], one["source_type"]) == ("EN", "SOURCE_VOLUNTARY")
    assert one["automated_detection"] == "No"


def test_a_ban_restricts_an_account_until_its_end(dan: Member, at_desk: Client, ada: Member) -> None:
    until = clock.now() + timedelta(days=7)
    ban(dan, reason="A flood of comments.", until=until, by=ada)
    [one] = told(at_desk)
    assert one["decision_account"] == "DECISION_ACCOUNT_SUSPENDED"
    assert one["end_date_account_restriction"] == until.date().isoformat()
    assert (one["content_type"], one["content_type_other"]) == (["CONTENT_TYPE_OTHER"], "Account")
    assert "decision_visibility" not in one
    assert "content_language" not in one


def test_a_flag_is_named_as_the_source_and_one_of_something_illegal_is_a_notice_of_article_16(
    make_story: Make, at_desk: Client, ada: Member, cleo: Member
) -> None:
    for reason, rule in (("illegal", "illegal"), ("insult", "insult"), ("illegal", "false")):
        story = make_story(f"Flagged: {reason}, {rule}")
        flag(story, reason, "Look.", by=cleo)
        withdraw(story, reason="So it was.", by=ada, rule=rule)
        uphold(story.subject)
    assert [one["source_type"] for one in told(at_desk)] == [
        "SOURCE_ARTICLE_16",
        "SOURCE_TYPE_OTHER_NOTIFICATION",
        "SOURCE_TYPE_OTHER_NOTIFICATION",
    ]


def test_a_comment_that_was_seen_is_in_and_one_that_waited_is_not(
    story: Story, at_desk: Client, ada: Member, cleo: Member
) -> None:
    for state in (Comment.State.VISIBLE, Comment.State.WAITING):
        comment = post(story, "Rude words.", author_name="Cleo", member=cleo, state=state)
        hide(comment, by=ada, rule="insult", words="Rude.")
    [one] = told(at_desk)
    assert (one["category"], one["decision_facts"]) == (
        "STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH",
        "Rude.",
    )


def test_what_is_older_than_the_database_has_its_first_day_and_no_other_languages_letters(
    make_story: Make, at_desk: Client, ada: Member
) -> None:
    old = make_story("From the archive", at=datetime(1998, 5, 4, 12, tzinfo=UTC), language="fil")
    withdraw(old, reason="Copied.", by=ada, rule="copied")
    [one] = told(at_desk)
    assert one["content_date"] == "2000-01-01"
    assert "content_language" not in one, "FI, its first two letters, is Finnish"


def test_a_machines_decision_says_so(story: Story, at_desk: Client, cleo: Member) -> None:
    hide(
        post(story, "Rude.", author_name="Cleo", member=cleo, state=Comment.State.VISIBLE),
        by=None,
        rule="insult",
    )
    [one] = told(at_desk)
    assert (one["automated_detection"], one["automated_decision"]) == ("Yes", "AUTOMATED_DECISION_FULLY")
    assert one["decision_facts"] == one["incompatible_content_ground"] == "insults"


def test_the_table_has_the_same_fields_and_lists_are_one_cell(
    make_story: Make, at_desk: Client, ada: Member
) -> None:
    withdraw(make_story(), reason="Copied.", by=ada, rule="copied")
    rows = csv.DictReader(StringIO(at_desk.get("/desk/decisions/statements.csv").content.decode()))
    assert tuple(rows.fieldnames or ()) == statements.FIELDS
    [row], [one] = list(rows), told(at_desk)
    cells = {name: "|".join(value) if isinstance(value, list) else value for name, value in one.items()}
    assert {name: value for name, value in row.items() if value} == cells
    assert row["decision_account"] == ""
