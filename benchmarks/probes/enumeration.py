"""Whether an answer tells that an address has an account: by its bytes, or by the time it takes.

    python -m benchmarks.probes.enumeration [TRIES]   (in the paper of COMMONPRESS_HOME)

Known and unknown addresses take turns, so that a busy moment of the machine falls on both. The password's hash is made
twenty times cheaper than a paper's: it is nearly all of an answer's time and the same for both, and would hide the rest.
"""

import json
import os
import random
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

from commonpress import shell

TRIES = 500  # of each kind of address, for each form
PASSWORD = "harbour-light-1862"
CHEAPER = 20
# What belongs to the one request and says nothing of the address: tokens, the address itself.
OWN = re.compile(
    r'name="(?:csrfmiddlewaretoken|challenge)" value="[^"]*"|data-challenge="[^"]*"|[a-z]+\d{4}@example\.org'
)
Sent = dict[str, str]
Took = tuple[float, float]  # seconds: the processor's, the clock's


def main(tries: str = str(TRIES)) -> None:
    shell.start(Path(os.environ["COMMONPRESS_HOME"]))
    shell.prepare()
    from django.conf import settings

    settings.ACCOUNT_RATE_LIMITS = False
    settings.ALLOWED_HOSTS = ["*"]
    cheapen()
    known = members(int(tries))
    print(json.dumps({name: measured(path, form, known) for name, (path, form) in FORMS.items()}))


def cheapen() -> None:
    from django.contrib.auth.hashers import PBKDF2PasswordHasher

    PBKDF2PasswordHasher.iterations //= CHEAPER


def members(number: int) -> list[str]:
    from allauth.account.models import EmailAddress
    from django.contrib.auth.hashers import make_password

    from commonpress.domain.members.models import Member

    Member.objects.filter(email__endswith="@example.org").delete()
    hashed = make_password(PASSWORD)
    made = [
        Member(email=f"known{n:04}@example.org", handle=f"known-{n}", name=f"Known {n}", password=hashed)
        for n in range(number)
    ]
    Member.objects.bulk_create(made)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=one, email=one.email, verified=True, primary=True) for one in made
    )
    return [one.email for one in made]


def challenge() -> Sent:
    from commonpress.engines.lib import clock
    from commonpress.engines.site import challenge, options

    if options.paper().challenge_bits > 8:
        options.change({"challenge_bits": 8})
    with clock.frozen(clock.now() - timedelta(seconds=10)):
        asked = challenge.issue()
    proof = next(str(n) for n in count() if challenge.proves(asked["token"], str(n), asked["bits"]))
    return {"challenge": asked["token"], "challenge_proof": proof}


def name_of(email: str) -> str:
    """Another one each time, for looking for a free handle takes longer the more bear the name."""
    return "Eva " + "".join(chr(ord("a") + int(digit)) for digit in re.sub(r"\D", "", email))


FORMS: dict[str, tuple[str, Callable[[str], Sent]]] = {
    "sign-in": ("/account/sign-in/", lambda email: {"login": email, "password": "wrong"}),
    "code by mail": ("/account/code/", lambda email: {"email": email}),
    "forgotten password": ("/account/password/forgotten/", lambda email: {"email": email}),
    "join": (
        "/account/join/",
        lambda email: {"name": name_of(email), "email": email, "password1": PASSWORD, **challenge()},
    ),
}


def measured(path: str, form: Callable[[str], Sent], known: list[str]) -> dict[str, Any]:
    """Medians in milliseconds, their ratio, and how many pairs of answers differ in what is not their own.

    "ratio" is of the processor's time, which other work on the machine does not lengthen; "waited" is of the clock's.
    """
    from django.test import Client

    client = Client()
    client.post(path, form("warm0000@example.org"))  # what is loaded once is loaded before the clock runs
    took: dict[str, list[Took]] = {"known": [], "unknown": []}
    differ = 0
    for pair in pairs(known):
        said = {}
        for kind, email in pair:
            said[kind], seconds = asked(client, path, form(email))
            took[kind].append(seconds)
        differ += said["known"] != said["unknown"]
    busy, waited = (
        {kind: statistics.median(one[which] for one in each) * 1000 for kind, each in took.items()}
        for which in (0, 1)
    )
    return busy | {
        "ratio": busy["known"] / busy["unknown"],
        "waited": waited["known"] / waited["unknown"],
        "differ": differ,
        "tries": len(known),
    }


def pairs(known: list[str]) -> Iterator[list[tuple[str, str]]]:
    """Each known address with an unknown one of the same length, in an order drawn by lot."""
    lot = random.Random(1862)
    for n, email in enumerate(known):
        pair = [("known", email), ("unknown", f"never{n:04}@example.org")]
        lot.shuffle(pair)
        yield pair


def asked(client: Any, path: str, words: Sent) -> tuple[tuple[int, str, str], Took]:
    client.cookies.clear()  # a stranger each time
    begun = time.thread_time(), time.perf_counter()
    answer = client.post(path, words)
    took = time.thread_time() - begun[0], time.perf_counter() - begun[1]
    said = answer.status_code, answer.headers.get("Location", ""), OWN.sub("", answer.content.decode())
    return said, took


if __name__ == "__main__":
    main(*sys.argv[1:])
