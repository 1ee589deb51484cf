"""Reports are kept whole: the findings, the matter and what each check gathered, so that a verdict can be proved."""

import json
import zlib
from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction

from commonpress.engines.checks.finding import Finding, Severity
from commonpress.engines.checks.matter import Matter, canonical
from commonpress.engines.checks.models import Report
from commonpress.engines.checks.run import Findings, again
from commonpress.engines.lib import clock

WEIGHTS = {Severity.NOTE: 0.05, Severity.WARN: 0.5, Severity.HOLD: 1.0}
FLOOR = 0.3  # of a weight that a finding has whatever its score: a hold that is half sure is still a hold


@transaction.atomic
def keep(matter: Matter, findings: Findings) -> Report:
    """Store what ``run.examine`` found of ``matter``. Older reports of the subject stay, as its record."""
    return Report.objects.create(
        subject=matter.subject,
        digest=matter.digest,
        at=clock.now(),
        risk=risk(findings),
        verdict=verdict(findings),
        findings=[finding.as_dict() for finding in findings],
        basis=packed({"matter": matter.as_dict(), "evidence": findings.evidence}),
    )


def risk(findings: Iterable[Finding]) -> float:
    """From 0 to 1, for sorting: 1 - the product of (1 - weight x (0.3 + 0.7 x score)), a noisy "or" of all findings."""
    clear = 1.0
    for finding in findings:
        clear *= 1 - WEIGHTS[finding.severity] * (FLOOR + (1 - FLOOR) * finding.score)
    return round(1 - clear, 6)


def verdict(findings: Iterable[Finding]) -> str:
    """ "hold" with one finding that holds, "look" with one that warns, else "clean"."""
    worst = max((finding.severity for finding in findings), default=Severity.NOTE)
    return {Severity.HOLD: Report.Verdict.HOLD, Severity.WARN: Report.Verdict.LOOK}.get(
        worst, Report.Verdict.CLEAN
    ).value


def latest(subjects: Collection[str]) -> dict[str, Report]:
    """The newest report of each subject that has one, without its basis; one query."""
    found = Report.objects.filter(subject__in=subjects).defer("basis").order_by("pk")
    return {report.subject: report for report in found}


def matter_of(report: Report) -> Matter:
    """What the report judged."""
    return Matter.from_dict(unpacked(report.basis)["matter"])


def recompute(report: Report) -> bool:
    """Whether matter and evidence as stored give the same findings, risk and verdict, to the bit."""
    basis = unpacked(report.basis)
    matter = Matter.from_dict(basis["matter"])
    found = again(matter, basis["evidence"])
    stored = (report.digest, report.risk, report.verdict, canonical(report.findings))
    return stored == (matter.digest, risk(found), verdict(found), canonical([one.as_dict() for one in found]))


def forget(subject: str) -> None:
    """Remove every report of a subject whose text may no longer be kept."""
    Report.objects.filter(subject=subject).delete()


def packed(value: Any) -> bytes:
    return zlib.compress(canonical(value).encode(), 9)


def unpacked(stored: bytes | memoryview) -> Any:
    return json.loads(zlib.decompress(bytes(stored)))
