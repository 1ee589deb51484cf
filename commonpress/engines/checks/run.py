"""Running the checks over one matter."""

import logging
from collections.abc import Collection, Iterable
from functools import cache
from importlib import import_module

from django.db import DatabaseError

from commonpress.engines.checks.check import Check, Evidence, Shelves
from commonpress.engines.checks.finding import Finding, Severity
from commonpress.engines.checks.matter import Matter

log = logging.getLogger(__name__)

MODULES = ("copied", "spam", "section", "language", "links", "headline", "pictures")


class Findings(list[Finding]):
    """The findings in the order of the checks, and what each check had gathered."""

    def __init__(self, found: Iterable[Finding] = (), evidence: dict[str, Evidence] | None = None) -> None:
        super().__init__(found)
        self.evidence: dict[str, Evidence] = evidence or {}


@cache
def checks() -> dict[str, Check]:
    """Every check by its kind, in the order findings are shown."""
    found = [import_module(f"commonpress.engines.checks.{name}").CHECK for name in MODULES]
    return {check.kind: check for check in found}


@cache
def shelves() -> list[Shelves]:
    """What the checks keep of texts, of those that keep anything (``SHELVES`` of their module)."""
    modules = [import_module(f"commonpress.engines.checks.{name}") for name in MODULES]
    return [module.SHELVES for module in modules if hasattr(module, "SHELVES")]


def examine(matter: Matter, *, only: Collection[str] | None = None) -> Findings:
    """What all checks (or those named in ``only``) say. A check that breaks becomes a finding to look at."""
    chosen = [check for check in checks().values() if only is None or check.kind in only]
    findings = Findings()
    for check in chosen:
        if matter.kind in check.kinds:
            look(check, matter, findings)
    return findings


def quick(matter: Matter) -> Findings:
    """What an author can mend at once, while writing: under 50 ms."""
    return examine(matter, only={check.kind for check in checks().values() if check.is_quick})


def look(check: Check, matter: Matter, findings: Findings) -> None:
    try:
        evidence = check.gather(matter)
        found = check.judge(matter, evidence)
    except DatabaseError:
        raise
    except Exception as failure:
        # Fail closed: nobody publishes unread because a check broke.
        log.exception("check %s failed on %s", check.kind, matter.subject)
        evidence, found = {"failed": type(failure).__name__}, [broken(check, type(failure).__name__)]
    findings.evidence[check.kind] = evidence
    findings.extend(found)


def again(matter: Matter, evidence: dict[str, Evidence]) -> list[Finding]:
    """The findings on the same matter from what was gathered then."""
    found: list[Finding] = []
    for kind, check in checks().items():  # what is stored has lost the order of the checks
        if kind not in evidence:
            continue
        gathered = evidence[kind]
        found += (
            [broken(check, gathered["failed"])] if "failed" in gathered else check.judge(matter, gathered)
        )
    return found


def broken(check: Check, error: str) -> Finding:
    return Finding(check.kind, "failed", Severity.WARN, 0.0, check.version, facts={"error": error})
