from typing import Any

import pytest

from commonpress.engines.checks import store
from commonpress.engines.checks.finding import Finding, Severity
from commonpress.engines.checks.matter import Matter
from commonpress.engines.checks.models import Report
from commonpress.engines.checks.run import Findings, examine

pytestmark = pytest.mark.django_db
SHOUTED = Matter(
    "story:1", "member:2", headline="THE FERRY IS BACK IN THE HARBOUR", body="<p>At noon.</p>", pictures=(7,)
)


def finding(severity: Severity, score: float = 1.0) -> Finding:
    return Finding("odd", "odd", severity, score, "odd-1")


def test_a_stored_verdict_can_be_computed_again_to_the_bit() -> None:
    report = Report.objects.get(pk=store.keep(SHOUTED, examine(SHOUTED)).pk)
    assert report.findings
    assert store.matter_of(report) == SHOUTED
    assert store.recompute(report)


def test_a_verdict_that_was_tampered_with_is_seen() -> None:
    report = store.keep(SHOUTED, examine(SHOUTED))
    report.risk = 0.0
    assert not store.recompute(report)


def test_the_worst_finding_decides_the_verdict() -> None:
    assert store.verdict([]) == "clean"
    assert store.verdict([finding(Severity.NOTE)]) == "clean"
    assert store.verdict([finding(Severity.NOTE), finding(Severity.WARN)]) == "look"
    assert store.verdict([finding(Severity.HOLD), finding(Severity.WARN)]) == "hold"


def test_more_findings_make_more_risk() -> None:
    one = store.risk([finding(Severity.WARN, 0.5)])
    assert (
        0
        < one
        < store.risk([finding(Severity.WARN, 0.5)] * 2)
        < store.risk([finding(Severity.HOLD, 0.9)])
        <= 1
    )


def test_the_newest_report_of_two_hundred_subjects_is_one_query(django_assert_num_queries: Any) -> None:
    subjects = [f"story:{number}" for number in range(200)]
    for subject in subjects[:3] * 2:
        newest = store.keep(Matter(subject), Findings())
    with django_assert_num_queries(1):
        found = store.latest(subjects)
    assert set(found) == {"story:0", "story:1", "story:2"}
    assert found["story:2"].pk == newest.pk


def test_nothing_is_left_of_a_subject_that_must_be_forgotten() -> None:
    store.keep(SHOUTED, Findings())
    store.keep(Matter("story:2"), Findings())
    store.forget("story:1")
    assert set(store.latest(["story:1", "story:2"])) == {"story:2"}
