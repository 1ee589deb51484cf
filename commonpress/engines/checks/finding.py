"""What a check says of a text. Sentences are made when it is shown (``sentences.py``), in the language of who reads."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, NamedTuple


class Severity(IntEnum):
    """NOTE: good to know. WARN: an editor should look. HOLD: not without an editor, whoever wrote it."""

    NOTE = 1
    WARN = 2
    HOLD = 3


class Span(NamedTuple):
    """Characters ``start`` up to ``end`` of ``Matter.plain(field)``."""

    field: str
    start: int
    end: int


@dataclass(frozen=True)
class Finding:
    """``kind`` names the check, ``code`` what it found, ``score`` (0 to 1) how sure or how much, ``facts`` the evidence
    (JSON), ``version`` the check that said it."""

    kind: str
    code: str
    severity: Severity
    score: float
    version: str
    spans: tuple[Span, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "code": self.code,
            "severity": int(self.severity),
            "score": self.score,
            "version": self.version,
            "spans": [list(span) for span in self.spans],
            "facts": dict(self.facts),
        }

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> "Finding":
        return cls(
            kind=stored["kind"],
            code=stored["code"],
            severity=Severity(stored["severity"]),
            score=stored["score"],
            version=stored["version"],
            spans=tuple(Span(*span) for span in stored["spans"]),
            facts=stored["facts"],
        )
