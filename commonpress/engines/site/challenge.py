"""A self-hosted challenge for forms that strangers may send: a small proof of work, and a trap for the too quick.

``issue`` gives what ``_challenge.html`` shows; ``refusal`` (or ``accepted``) judges what came back. The token is signed and
stored nowhere until it was used. Ask ``refusal`` last, when the rest of the form is right: what it accepts is spent.
Somebody without scripts answers the owner's question, or, when there is none, sends the form after a little while.
"""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonpress.engines.lib import clock, text
from commonpress.engines.site import limits, options

SALT = "site.challenge"
TOKEN, PROOF, ANSWER = "challenge", "challenge_proof", "challenge_answer"
LIFE = timedelta(hours=2)  # how long a page may stay open before its form is sent
TOO_FAST = 2.0  # seconds; nobody reads and fills in a form in less
WITHOUT_SCRIPTS = 20.0  # seconds a form without proof waits, about what it takes to fill one in
LONGEST_PROOF = 20  # digits


def issue(sent: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """A challenge for one form. Give what was sent when the form is shown again: its waiting time then goes on."""
    paper = options.paper()
    token = str((sent or {}).get(TOKEN, ""))
    if not token or read(token) is None or limits.is_used(SALT, token):
        said = {"bits": paper.challenge_bits, "at": clock.now().timestamp(), "n": secrets.token_urlsafe(12)}
        token = signing.dumps(said, salt=SALT)
    bits = (read(token) or {}).get("bits", paper.challenge_bits)
    return {
        "token": token,
        "bits": bits,
        "question": paper.challenge_question,
        "seconds": int(WITHOUT_SCRIPTS),
    }


def accepted(sent: Mapping[str, Any]) -> bool:
    """Whether the form passes; then its token is spent."""
    return not refusal(sent)


def refusal(sent: Mapping[str, Any]) -> str:
    """Why the form does not pass, in words for the person who sent it; empty when it does, and its token is spent."""
    token = str(sent.get(TOKEN, ""))
    said = read(token)
    if said is None:
        return _("This page was open for too long. Please send the form again.")
    age = clock.now().timestamp() - said["at"]
    words = too_fast(age) or unproved(sent, token, said["bits"], age)
    if words:
        return words
    if not limits.once(SALT, token, keep=LIFE):
        return _("This form was sent already. If you did not mean to send it twice, nothing is lost.")
    return ""


def read(token: str) -> dict[str, Any] | None:
    """What we signed, unless it is not ours or too old."""
    try:
        said: dict[str, Any] = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    age = clock.now().timestamp() - said["at"]
    return said if 0 <= age <= LIFE.total_seconds() else None


def too_fast(age: float) -> str:
    return _("That was faster than anybody reads. Please send the form again.") if age < TOO_FAST else ""


def unproved(sent: Mapping[str, Any], token: str, bits: int, age: float) -> str:
    """Empty when the browser did its work, the question was answered, or there is none and the form waited."""
    if proves(token, str(sent.get(PROOF, "")), bits):
        return ""
    paper = options.paper()
    if paper.challenge_question:
        given = plain(str(sent.get(ANSWER, "")))
        if given and given in {plain(answer) for answer in paper.challenge_answers}:
            return ""
        return _("Please answer the question at the end of the form.")
    left = int(WITHOUT_SCRIPTS - age) + 1
    if age >= WITHOUT_SCRIPTS:
        return ""
    return ngettext(
        "Without scripts the form has to wait a little. Please send it again in %(seconds)d second.",
        "Without scripts the form has to wait a little. Please send it again in %(seconds)d seconds.",
        left,
    ) % {"seconds": left}


def proves(token: str, proof: str, bits: int) -> bool:
    """Whether SHA-256 of "token:proof" begins with so many zero bits. One hash, however long the search took."""
    if not (proof.isascii() and proof.isdigit() and len(proof) <= LONGEST_PROOF):
        return False
    digest = hashlib.sha256(f"{token}:{proof}".encode()).digest()
    return int.from_bytes(digest, "big") >> (256 - bits) == 0


def plain(answer: str) -> str:
    """An answer without what a person would not count as a difference."""
    return " ".join(text.fold(answer).split())
