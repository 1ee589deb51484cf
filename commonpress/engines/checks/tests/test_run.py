from typing import Any

import pytest
from django.db import OperationalError

from commonpress.engines.checks import run, sentences, store
from commonpress.engines.checks.check import Check, Evidence
from commonpress.engines.checks.finding import Finding, Severity
from commonpress.engines.checks.matter import Matter

SHOUTED = Matter(
    "story:1", "member:2", headline="THE FERRY IS BACK IN THE HARBOUR", body="<p>It came at noon.</p>"
)


def broken(matter: Matter, evidence: Evidence) -> list[Finding]:
    raise ZeroDivisionError


@pytest.fixture
def with_check(monkeypatch: pytest.MonkeyPatch) -> Any:
    def add(check: Check) -> None:
        known = dict(run.checks())
        monkeypatch.setattr(run, "checks", lambda: {**known, check.kind: check})

    return add


@pytest.mark.django_db
def test_every_finding_has_a_sentence_for_the_editor_and_comes_back_from_json() -> None:
    found = run.examine(SHOUTED)
    assert "capitals" in {finding.code for finding in found}
    assert all(sentences.for_editor(finding) for finding in found)
    assert all(Finding.from_dict(finding.as_dict()) == finding for finding in found)


@pytest.mark.django_db
def test_only_the_named_checks_run() -> None:
    assert {finding.kind for finding in run.examine(SHOUTED, only={"headline"})} == {"headline"}
    assert run.examine(SHOUTED, only=set()) == []


@pytest.mark.django_db
def test_a_check_looks_at_its_own_kinds_only() -> None:
    comment = Matter("comment:1", kind="comment", headline=SHOUTED.headline)
    assert run.examine(comment, only={"headline"}) == []


@pytest.mark.django_db
def test_a_broken_check_leaves_the_verdict_to_a_person(with_check: Any) -> None:
    with_check(Check("odd", "odd-1", broken, str, str))
    found = run.examine(Matter("story:1"), only={"odd"})
    assert [(one.code, one.severity) for one in found] == [("failed", Severity.WARN)]
    report = store.keep(Matter("story:1"), found)
    assert report.verdict == "look"
    assert store.recompute(report)


@pytest.mark.django_db
def test_a_database_that_is_away_is_no_finding(with_check: Any) -> None:
    def away(matter: Matter) -> Evidence:
        raise OperationalError

    with_check(Check("odd", "odd-1", broken, str, str, gather=away))
    with pytest.raises(OperationalError):
        run.examine(SHOUTED, only={"odd"})
