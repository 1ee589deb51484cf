"""What goes into logs and letters: no secret, no line that somebody else wrote, and nobody's letter to a look-alike."""

from urllib.parse import quote

import pytest
from django.test import Client

from commonpress.domain.members.models import Member
from commonpress.engines.events import work
from tests.attacks.line import Target, ask
from tests.postman import Postman

SECRETS = ("password-canary-7f3a", "token-canary-7f3a", "session-canary-7f3a", "code-canary-7f3a")
FORGED = "2026-01-01 00:00:00 ERROR root: forged-7f3a"


def test_no_secret_and_no_line_of_anybody_elses_stands_in_the_log(target: Target) -> None:
    """The log is asked afterwards whether it wrote at all: an address that is missing stands there."""
    password, token, session, code = SECRETS
    form = f"login=olga%40example.org&password={password}&code={code}".encode()
    kind = {"host": "paper.example", "content_type": "application/x-www-form-urlencoded"}
    ask(target.server, "/account/sign-in/", "POST", form, **kind)
    ask(target.server, "/account/code/enter/", "POST", form, **kind, cookie=f"__Host-session={session}")
    ask(target.server, "/api/v1/me/stories/", "POST", b"{", **kind, authorization=f"Bearer cpt_{token}")
    ask(target.server, "/account/password/new/", host="paper.example", cookie=f"session={session}")
    for broken in (f"/missing-7f3a{quote(chr(10) + FORGED)}", f"/missing-7f3a{quote(chr(13) + FORGED)}"):
        ask(target.server, broken, host="paper.example", user_agent=f"a\t{FORGED}")
    log = target.server.log.read_text()
    assert "missing-7f3a" in log
    assert not [line for line in log.splitlines() if line.startswith(FORGED[:10])]
    assert not [secret for secret in SECRETS if secret in log]


@pytest.mark.parametrize(
    "alike",
    ["m\u0131ke@example.org", "mike@ex\u0430mple.org", "\uff4dike@example.org", "mi\u212ae@example.org"],
)
def test_no_letter_goes_to_an_address_that_only_looks_alike(db: None, postman: Postman, alike: str) -> None:
    Member.objects.create(email="mike@example.org", handle="mike", name="Mike")
    for path, field in (("password/forgotten", "email"), ("code", "email")):
        Client().post(f"/account/{path}/", {field: alike})
    while work.run_due():
        pass
    said = [str(letter.get_body(("plain",))) for letter in postman.came]
    assert alike not in postman.whom or all("no account" in words for words in said)


def test_the_exact_address_does_get_its_letter(db: None, postman: Postman) -> None:
    Member.objects.create(email="mike@example.org", handle="mike", name="Mike")
    Client().post("/account/password/forgotten/", {"email": "mike@example.org"})
    while work.run_due():
        pass
    assert postman.whom == ["mike@example.org"]
