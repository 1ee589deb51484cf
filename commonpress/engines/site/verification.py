"""Proofs of ownership for search engines: reads whatever an owner was given, keeps it, answers the file.

What is served is always built from a code that matched, never copied from the paste.
"""

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from commonpress.engines.events.record import record
from commonpress.engines.site.engines import BING, BY_META, ENGINES, Engine, Proof, bing_content, ungrouped
from commonpress.engines.site.models import Verification

LONGEST = 10_000  # characters of a paste: the longest genuine one has a few hundred
QUOTES = str.maketrans("“”„‟″‘’‚′", '"""""\'\'\'\'')  # what a mail program makes of straight ones
FILES = "|".join(ungrouped(engine.file) for engine in ENGINES if engine.file)
MARKED = re.compile(
    "|".join(ungrouped(engine.file) for engine in ENGINES if engine.file and engine.is_marked), re.ASCII
)
T = TypeVar("T")
# A file's name, as an address or alone.
NAME = re.compile(rf"(?:https?://[^/\s]+)?/?(?P<name>{FILES})", re.ASCII)
# What stands in the tag, without the tag. "_" is how Ahrefs writes it.
NAMED = re.compile(
    r"(?P<name>[A-Za-z0-9.:_-]+?)\s*[=:]\s*(?P<quote>['\"]?)(?P<token>[^\s'\"<>:]+)(?P=quote)", re.ASCII
)
# What Google wants in the domain's records: another code, which is no use in a page.
RECORD = re.compile(r"google-site-verification=[\w-]+", re.ASCII)


class VerificationError(ValueError):
    """The paste is no proof we know. The message is for the owner, translated, and says what was expected."""


def read(pasted: str) -> Proof:
    """What the owner pasted: a meta tag, a file's content or its name (or both), or a code.

    Raises ``VerificationError``.
    """
    words = pasted.replace("\ufeff", "").translate(QUOTES).strip()
    if not words:
        raise VerificationError(
            _("Paste the meta tag, the file or the code that the search engine gave you.")
        )
    if len(words) > LONGEST or not re.sub(r"[\t\r\n\xa0]", " ", words).isprintable():
        raise VerificationError(
            _("This is too long or holds invisible characters. Paste the meta tag alone.")
        )
    if RECORD.fullmatch(words):
        raise VerificationError(
            _(
                "This is a record for the domain's name server. Choose “HTML tag” or “HTML file” at Google instead."
            )
        )
    return from_meta(words) or from_content(words) or from_name(words) or from_token(words)


def from_meta(words: str) -> Proof | None:
    tags = meta_tags(words)
    ours = list(dict.fromkeys(pair for pair in tags or pair_alone(words) if pair[0] in BY_META))
    if not ours:
        refuse_others(tags)
        return None
    name, token = only(ours)
    engine = BY_META[name]
    if not re.fullmatch(engine.meta_code, token, re.ASCII):
        raise VerificationError(
            _(
                "The code in the meta tag of %(engine)s is cut off or mistyped. It should look like %(example)s."
            )
            % {"engine": engine.label, "example": engine.example}
        )
    return engine.proof({"token": token})


def only(found: list[T]) -> T:
    if len(found) > 1:
        raise VerificationError(_("There are several codes in this. Paste them one after the other."))
    return found[0]


def meta_tags(words: str) -> list[tuple[str, str]]:
    tags = MetaTags()
    tags.feed(words)
    return tags.pairs


def pair_alone(words: str) -> list[tuple[str, str]]:
    """``name: code`` or ``name="code"``, unless the "code" is a file's name, which stands in a file."""
    found = NAMED.fullmatch(words)
    return [(found["name"].lower(), found["token"])] if found and not NAME.fullmatch(found["token"]) else []


def refuse_others(pairs: list[tuple[str, str]]) -> None:
    """A tag of an engine we do not know is told by its name."""
    for name, _token in pairs:
        if "verif" in name or "validate" in name:
            raise VerificationError(
                _("The meta tag “%(name)s” belongs to no search engine we know. We know: %(engines)s.")
                % {"name": name[:60], "engines": known()}
            )


def from_content(words: str) -> Proof | None:
    for engine in ENGINES:
        matches = list(re.finditer(engine.content, words, re.ASCII)) if engine.content else []
        proofs = list(dict.fromkeys(engine.proof(match.groupdict()) for match in matches))
        if proofs:
            return only(proofs)
    return None


def from_name(words: str) -> Proof | None:
    named = NAME.fullmatch(words)
    if named is None:
        return None
    engine = next(one for one in ENGINES if one.file and re.fullmatch(one.file, named["name"], re.ASCII))
    parts = re.fullmatch(engine.file, named["name"], re.ASCII)
    if parts and parts.groupdict().get("token"):
        return engine.proof(parts.groupdict())
    raise VerificationError(
        _(
            "The name of the file alone does not say what stands in it. "
            "Paste its name and its content, or the meta tag of %(engine)s."
        )
        % {"engine": engine.label}
    )


def from_token(words: str) -> Proof:
    fitting = [
        engine for engine in ENGINES if engine.bare_code and re.fullmatch(engine.bare_code, words, re.ASCII)
    ]
    if len(fitting) == 1:
        return fitting[0].proof({"token": words})
    if fitting:
        raise VerificationError(
            _("This code may be of %(engines)s. Paste the whole meta tag, then we know.")
            % {"engines": labels(fitting)}
        )
    raise VerificationError(
        _(
            "This is no verification we know. Paste the whole meta tag, the name of the file or what stands in the "
            "file, as the search engine gave it. We know: %(engines)s."
        )
        % {"engines": known()}
    )


def known() -> str:
    return labels(ENGINES)


def labels(engines: Iterable[Engine]) -> str:
    return ", ".join(dict.fromkeys(engine.label for engine in engines))


class MetaTags(HTMLParser):
    """Collects (name or property in lower case, content) of meta tags, whatever their order and quotes."""

    def __init__(self) -> None:
        super().__init__()
        self.pairs: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {key: (value or "").strip() for key, value in attrs}
        name = found.get("name") or found.get("property") or ""
        if tag == "meta" and name and "content" in found:
            self.pairs.append((name.lower(), found["content"]))


@transaction.atomic
def accept(pasted: str, *, by: str = "") -> Verification:
    """Keep a proof; pasted again it changes nothing. Several of one engine stand side by side. ``by`` is a subject.

    Raises ``VerificationError``.
    """
    proof = keepable(read(pasted))
    row, made = Verification.objects.get_or_create(
        engine=proof.engine, token=proof.token, defaults=proof._asdict()
    )
    if made or complete(row, proof):
        tell(row, by)
    return row


def keepable(proof: Proof) -> Proof:
    """Bing's file has one name for all, and a short name may be taken: the first row keeps it."""
    taken = Verification.objects.filter(file_name=proof.file_name).exclude(
        engine=proof.engine, token=proof.token
    )
    if proof.file_name and taken.exists():
        return proof._replace(file_name="", file_content="")
    return proof


def complete(row: Verification, proof: Proof) -> bool:
    """Add what an earlier paste of the same code did not say."""
    missing = {key: value for key, value in proof._asdict().items() if value and not getattr(row, key)}
    for key, value in missing.items():
        setattr(row, key, value)
    if missing:
        row.save(update_fields=missing)
    return bool(missing)


@transaction.atomic
def forget(row: Verification, *, by: str = "") -> None:
    """Serve neither the tag nor the file any longer."""
    tell(row, by)
    row.delete()


def tell(row: Verification, by: str) -> None:
    record("site.changed", "site", stale=["site"], by=by, facts={"verification": row.engine})


def file(name: str) -> tuple[str, str] | None:
    """Content and type of the file of that name at the root, or nothing. One query."""
    if name == BING:
        tokens = list(
            Verification.objects.filter(engine="bing").order_by("pk").values_list("token", flat=True)
        )
        return (bing_content(tokens), "text/xml") if tokens else None
    content = Verification.objects.filter(file_name=name).values_list("file_content", flat=True).first()
    return (content, "text/html" if name.endswith(".html") else "text/plain") if content else None


def is_marked(name: str) -> bool:
    """Whether the name carries an engine's mark, so that it can be nothing but a proof."""
    return bool(MARKED.fullmatch(name))
