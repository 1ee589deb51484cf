"""What can be found, and who gives it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

DocumentsOf = Callable[[Sequence[str]], Iterable["Document"]]
AllSubjects = Callable[[], Iterator[str]]
TouchedBy = Callable[[Sequence[str]], Iterable[str]]


@dataclass(frozen=True)
class Document:
    """One thing to be found. All text is plain, normalised and in ``language`` (BCP 47).

    ``sections`` is its own section and those around it. Only ``is_recommendable`` documents are answers of ``like``.
    """

    subject: str
    language: str
    headline: str
    published: datetime
    standfirst: str = ""
    body: str = ""
    authors: tuple[str, ...] = ()
    author_handles: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    kind: str = ""
    is_recommendable: bool = True


@dataclass(frozen=True)
class Source:
    """Where the documents of one prefix come from; ``touched`` maps other prefixes to the documents they change."""

    documents_of: DocumentsOf
    all_subjects: AllSubjects
    touched: Mapping[str, TouchedBy] = field(default_factory=dict)


_sources: dict[str, Source] = {}


def source(
    prefix: str,
    documents_of: DocumentsOf,
    all_subjects: AllSubjects,
    touched: Mapping[str, TouchedBy] | None = None,
) -> None:
    """Register who gives the documents whose subjects begin with ``prefix`` and a colon.

    ``documents_of`` leaves out what may not be found: such a subject is removed. ``all_subjects`` need not be sorted.
    """
    _sources[prefix] = Source(documents_of, all_subjects, touched or {})


def everything() -> Iterator[str]:
    for each in _sources.values():
        yield from each.all_subjects()


def given(subjects: Iterable[str]) -> Iterator[Document]:
    """The documents of those subjects that may be found."""
    for prefix, mine in _by_prefix(subjects).items():
        if prefix in _sources:
            yield from _sources[prefix].documents_of(mine)


def concerned(subjects: Iterable[str]) -> set[str]:
    """Which documents an event about each of ``subjects`` may have changed."""
    found: set[str] = set()
    for prefix, mine in _by_prefix(subjects).items():
        if prefix in _sources:
            found.update(mine)
        for each in _sources.values():
            if prefix in each.touched:
                found.update(each.touched[prefix](mine))
    return found


def _by_prefix(subjects: Iterable[str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for subject in subjects:
        groups.setdefault(subject.partition(":")[0], []).append(subject)
    return groups
