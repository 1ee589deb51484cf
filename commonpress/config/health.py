"""How the paper is doing, in plain words for its owner: a state a line, and what to do where it is not good.

What the operator's ``commonpress doctor`` examines once, this tells of a paper that runs.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import formats, timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from commonpress.config.env import HOME
from commonpress.engines.edge import figures
from commonpress.engines.events import signs
from commonpress.engines.events.models import Errand
from commonpress.engines.lib import clock, numbers
from commonpress.engines.lib.tally import tally
from commonpress.engines.search import health as index
from commonpress.engines.site import certificate, mail
from commonpress.interfaces.transfer.backup import age

LOW_DISK, FULL_DISK = 0.10, 500 * 1024 * 1024  # of the whole; bytes
LATE = timedelta(minutes=10)  # an errand that waits longer than that waits for something
FEW = 200  # requests; a share of fewer says nothing
POOR_SHARE = 0.5  # of requests answered from memory
SLOW_MS = 1000
SOON_DAYS, LAST_DAYS = 20, 7  # of a certificate; renewals come at thirty


class State(models.TextChoices):
    GOOD = "good", gettext_lazy("Good")
    UNKNOWN = "unknown", gettext_lazy("Not known")
    LOOK = "look", gettext_lazy("Look at this")
    BROKEN = "broken", gettext_lazy("Broken")


@dataclass(frozen=True)
class Line:
    """One thing looked at. ``command`` is what to type on the server."""

    name: str
    state: State
    words: str
    remedy: str = ""
    command: str = ""


def lines() -> list[Line]:
    return [line for look in LOOKS for line in look()]


def worst(found: list[Line]) -> State:
    order = [State.GOOD, State.UNKNOWN, State.LOOK, State.BROKEN]
    return max((line.state for line in found), key=order.index, default=State.GOOD)


def letters() -> Iterator[Line]:
    name = _("Mail")
    if "console" in settings.EMAIL_BACKEND:
        words = _("Letters reach nobody: no mail server is named, so they are only printed.")
        remedy = _("Name one in the file paper.env, then start the paper anew.")
        yield Line(name, State.LOOK, words, remedy, "COMMONPRESS_MAIL_URL=smtp+tls://user:password@host:587")
        return
    failing = Errand.objects.filter(reader="mail", attempts__gt=0).exclude(error="")
    if count := failing.count():
        said = failing.order_by("-pk").values_list("error", flat=True)[0]
        words = ngettext(
            "%(n)d letter could not be sent. The mail server said: %(said)s",
            "%(n)d letters could not be sent. The mail server said: %(said)s",
            count,
        ) % {"n": count, "said": said[:200]}
        remedy = _("They are tried again by themselves. Check the name and the password of the mail server.")
        yield Line(name, State.BROKEN, words, remedy)
    elif sent := signs.last(mail.SENT):
        yield Line(name, State.GOOD, _("The last letter was sent on %(when)s.") % {"when": moment(sent.at)})
    else:
        yield Line(name, State.UNKNOWN, _("No letter had to be sent yet."))


def worker() -> Iterator[Line]:
    name = _("Errands")
    if not signs.worker_is_heard():
        words = _("Nobody runs the errands: mail, search and notices stand still.")
        yield Line(
            name, State.BROKEN, words, _("Start the paper anew, or start the worker."), "commonpress worker"
        )
        return
    now = clock.now()
    waiting = Errand.objects.exclude(state=Errand.State.FAILED).filter(due_at__lte=now)
    count, failed = waiting.count(), failed_errands().count()
    told = ngettext("%(n)d errand waits.", "%(n)d errands wait.", count) % {"n": count}
    if failed:
        words = ngettext(
            "%(n)d errand has failed for good.", "%(n)d errands have failed for good.", failed
        ) % {"n": failed}
        remedy = _("Read below why. When the cause is mended, let them be tried again.")
        yield Line(name, State.LOOK, f"{words} {told}", remedy)
    elif waiting.filter(due_at__lt=now - LATE).exists():
        words = _("The oldest has waited for more than ten minutes.")
        remedy = _("After an import that is usual. Otherwise look into the log for what keeps failing.")
        yield Line(name, State.LOOK, f"{told} {words}", remedy)
    else:
        yield Line(name, State.GOOD, told)


def failed_errands() -> "models.QuerySet[Errand]":
    return Errand.objects.filter(state=Errand.State.FAILED).select_related("event").order_by("-pk")


def search() -> Iterator[Line]:
    if index.trouble():
        words = _("The search does not know everything that was published.")
        remedy = _(
            "The worker mends that by itself. If it takes longer than ten minutes, build the index again."
        )
        yield Line(_("Index of the search"), State.LOOK, words, remedy, "commonpress index")
    else:
        yield Line(_("Index of the search"), State.GOOD, _("The search knows everything that was published."))


def disk() -> Iterator[Line]:
    found = shutil.disk_usage(HOME)
    words = _("%(free)s of %(total)s are free.") % {
        "free": size(found.free),
        "total": size(found.total),
    }
    remedy = _("Make room, or move the paper to a larger disk. On a full disk nothing can be written.")
    if found.free < FULL_DISK:
        yield Line(_("Disk"), State.BROKEN, words, remedy)
    elif found.free < found.total * LOW_DISK:
        yield Line(_("Disk"), State.LOOK, words, remedy)
    else:
        yield Line(_("Disk"), State.GOOD, words)


def memory() -> Iterator[Line]:
    name = _("Pages in memory")
    hits = figures.hits()
    asked = hits + figures.misses()
    if asked < FEW:
        yield Line(name, State.UNKNOWN, _("Too few pages were asked for since the start to say."))
        return
    share = formats.number_format(hits / asked * 100, 0)
    words = _("%(share)s%% of pages were answered from memory since the start.") % {"share": share}
    if hits / asked < POOR_SHARE:
        remedy = _("After a start that is usual. If it stays so, give the pages more memory in paper.env.")
        yield Line(name, State.LOOK, words, remedy, "COMMONPRESS_EDGE_MEGABYTES=256")
    else:
        yield Line(name, State.GOOD, words)


def slow() -> Iterator[Line]:
    name, found = _("Slow pages"), slowest()
    if not found or found[0][1] < SLOW_MS:
        yield Line(name, State.GOOD, _("No page took longer than a second to make since the start."))
        return
    told = "; ".join(f"{path} ({seconds(ms)})" for path, ms in found[:3] if ms >= SLOW_MS)
    words = _("The slowest since the start: %(pages)s.") % {"pages": told}
    remedy = _("The first page after a start is always slow. Otherwise the log names slow queries.")
    yield Line(name, State.LOOK, words, remedy)


def slowest() -> list[tuple[str, int]]:
    """Of all processes, the slowest first."""
    known: dict[str, int] = {}
    for note in tally.notes():
        for path, ms in note.items():
            known[path] = max(ms, known.get(path, 0))
    return sorted(known.items(), key=lambda each: -each[1])


def seconds(ms: int) -> str:
    return _("%(n)s s") % {"n": formats.number_format(ms / 1000, 1)}


def failures() -> Iterator[Line]:
    count = int(tally.total("failures"))
    if not count:
        yield Line(_("Failures"), State.GOOD, _("No answer has failed since the start."))
        return
    words = ngettext(
        "%(n)d answer has failed since the start.", "%(n)d answers have failed since the start.", count
    ) % {"n": count}
    remedy = _("Whoever met one was shown a reference. Search the log for it.")
    yield Line(_("Failures"), State.LOOK, words, remedy, "journalctl -u commonpress -g REFERENCE")


def backups() -> Iterator[Line]:
    name, now = _("Backups"), age.standing()
    if now.last and now.has_failed:
        words = _("The last attempt to prove a backup, on %(when)s, failed: %(why)s") % {
            "when": moment(now.last.ended_at),
            "why": now.last.trouble,
        }
        yield Line(name, State.BROKEN, words, _("Do what it says, then prove it again."), "commonpress drill")
    elif not now.proved:
        words = _("No backup was ever proved by restoring it.")
        remedy = _("Name a folder on another disk in paper.env; each night does the rest.")
        yield Line(name, State.BROKEN, words, remedy, "COMMONPRESS_BACKUP_TO=/mnt/backup/paper")
    else:
        words = _("The last backup was proved by a restore on %(when)s.") % {
            "when": moment(now.proved.ended_at)
        }
        if now.is_stale:
            remedy = _("That is too long ago. Make one now, and see in the log why the nights do not.")
            yield Line(name, State.BROKEN, words, remedy, "commonpress backup && commonpress drill")
        else:
            yield Line(name, State.GOOD, words)


def certificates() -> Iterator[Line]:
    name, sign = _("Certificate"), signs.last(certificate.SIGN)
    if not settings.BEHIND_TLS:
        words = _("The paper's address has no TLS: %(address)s") % {"address": settings.BASE_URL}
        remedy = _(
            "Before readers come, put a proxy with a certificate in front and name the address in paper.env."
        )
        yield Line(name, State.LOOK, words, remedy, "COMMONPRESS_BASE_URL=https://paper.example.org")
    elif sign and "until" in sign.facts:
        yield valid(name, sign.facts["until"])
    elif sign and "wrong" in sign.facts:
        words = _("Browsers refuse the certificate: %(why)s") % {"why": sign.facts["wrong"]}
        yield Line(name, State.BROKEN, words, _("Renew it in the proxy."))
    else:
        words = _("From this machine the paper's own address cannot be reached, so nothing is known of it.")
        yield Line(name, State.UNKNOWN, words)


def valid(name: str, until: str) -> Line:
    left = certificate.days_left(until)
    words = _("It is valid until %(when)s.") % {"when": moment(datetime.fromisoformat(until))}
    if left >= SOON_DAYS:
        return Line(name, State.GOOD, words)
    remedy = _("The proxy should have renewed it by now. Look into its log.")
    return Line(name, State.LOOK if left >= LAST_DAYS else State.BROKEN, words, remedy)


def versions() -> Iterator[Line]:
    from commonpress.config.metrics import database_bytes
    from commonpress.config.metrics import versions as known

    found = known()
    told = "Commonpress {commonpress}, Python {python}, Django {django}, {database}".format(**found)
    bytes_told = _("The database has %(size)s.") % {"size": size(database_bytes())}
    asks = _("Whether there is a newer one is not asked: the paper calls nobody.")
    yield Line(
        _("Versions"), State.GOOD, f"{told}. {bytes_told} {asks}", "", "pip index versions commonpress"
    )


def moment(at: datetime) -> str:
    here, language = timezone.localtime(at), get_language() or "en"
    return f"{numbers.date_long(here, language)}, {numbers.time_short(here, language)}"


def size(count: float) -> str:
    """In units of a thousand, as disks are sold."""
    unit, step = ("GB", 1e9) if count >= 1e9 else ("MB", 1e6)
    return f"{formats.number_format(count / step, 1)} {unit}"


LOOKS: list[Callable[[], Iterator[Line]]] = [
    letters,
    worker,
    backups,
    disk,
    certificates,
    search,
    memory,
    slow,
    failures,
    versions,
]
