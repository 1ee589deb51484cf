"""What is checked: the words and facts of one story, comment or profile, as the caller gives them."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

from commonpress.engines.lib import html

FIELDS = ("headline", "standfirst", "body")


@dataclass(frozen=True)
class Matter:
    """``subject`` and ``author`` are opaque ("story:42", "member:3"), ``kind`` is "story", "comment" or "profile".

    ``body`` is HTML that passed the sanitiser. ``pictures`` are primary keys of ``engines.media``'s ``Picture`` that the
    body does not show (the one above a story). ``facts`` are what only the caller knows (JSON), such as the author's level.
    """

    subject: str
    author: str = ""
    kind: str = "story"
    headline: str = ""
    standfirst: str = ""
    body: str = ""
    language: str = ""
    section: str = ""
    credit_url: str = ""
    credit_agency: str = ""
    pictures: tuple[int, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def text(self) -> str:
        """The body's plain words, one block a line: what spans of "body" count in."""
        return html.to_text(self.body)

    def plain(self, name: str) -> str:
        """What spans of the field ``name`` ("headline", "standfirst" or "body") count in."""
        if name not in FIELDS:
            raise ValueError(f"not a field that is checked: {name!r}")
        return self.text if name == "body" else str(getattr(self, name))

    def as_dict(self) -> dict[str, Any]:
        return {**asdict(self), "pictures": list(self.pictures), "facts": dict(self.facts)}

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> "Matter":
        return cls(**{**stored, "pictures": tuple(stored["pictures"])})

    @cached_property
    def digest(self) -> str:
        """The same for the same words and facts, whoever holds them (SHA-256 of canonical JSON)."""
        return hashlib.sha256(canonical(self.as_dict()).encode()).hexdigest()


def canonical(value: Any) -> str:
    """JSON with one spelling for one value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
