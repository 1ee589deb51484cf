"""Teaches and asks the check of promotion through the product's own code and table; prints one JSON object.

python -m benchmarks.probes.desk_spam submissions|held|desk|comments|mails
"""

import json
import os
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from statistics import mean, quantiles
from typing import Any
from unittest.mock import patch

from benchmarks.papers import scratch

FALSE_ALARMS = 0.01
LEARNED = {
    "submissions": (0, 50, 200, 1000),
    "held": (0, 50, 200, 1000),
    "desk": (0, 200),
    "comments": (0, 50, 200, 700),
    "mails": (0, 50, 200, 1000),
}
TESTED = {"submissions": 500, "held": 170, "desk": 170, "comments": 300, "mails": 600}
SLOW = {"SpamAssassin": ("held",)}  # it takes a minute for each run; the other sets go without it
LEARNERS = ("bogofilter", "SpamAssassin")
FITTED = 500  # of the generated ones: what tools.promotion takes
LOT = 17  # of "desk": as many are judged before the desk has decided and taught them
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


def main(name: str) -> None:
    with scratch("sqlite:///{home}/paper.sqlite3", COMMONPRESS_BASE_URL="https://paper.example"):
        print(json.dumps(measure(name)))


def measure(name: str) -> dict[str, Any]:
    items = chosen(name)
    if items is None:
        return {"absent": True}
    first = len(items) - TESTED[name]
    judged = items[first:]
    found: dict[str, Any] = {
        "items": len(items),
        "judged": len(judged),
        "honest": sum(not i.promotional for i in judged),
    }
    lots = [judged[at : at + LOT] for at in range(0, len(judged), LOT)] if name == "desk" else [judged]
    taught = {count: items[max(0, first - count) : first] for count in LEARNED[name]}
    for count, before in taught.items():
        found |= both_lines(f"Commonpress {count}", own(before, judged, lots))
    if name == "held":
        for count, before in taught.items():
            found |= both_lines(f"rules alone {count}", own(before, judged, lots, alone=True))
    found |= of_all_peers(name, taught, judged, lots)
    return found | as_well_read(taught[200], judged) if name == "held" else found


def both_lines(name: str, measured: dict[str, Any]) -> dict[str, Any]:
    return {f"{name} at 3 %": measured.pop("clearer"), name: measured}


def as_well_read(taught: Sequence[Any], judged: Sequence[Any]) -> dict[str, Any]:
    """The peers that learn, taught what our weights were fitted to as well."""
    from benchmarks.probes.peers import PEERS, is_here
    from benchmarks.sets import held

    more = [*held.fitted(), *generated()[:FITTED], *taught]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        scores = {peer: pool.submit(PEERS[peer], more, judged) for peer in LEARNERS if is_here(peer)}
        return {f"{peer}, our texts too": recalls(score.result(), judged) for peer, score in scores.items()}


def of_all_peers(
    name: str, taught: dict[int, Sequence[Any]], judged: Sequence[Any], lots: Sequence[Sequence[Any]]
) -> dict[str, Any]:
    """After our own, whose time is taken, and as many at once as there are processors: they are other programs."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        counts = list(taught)
        found = pool.map(lambda count: of_peers(name, taught[count], judged, lots), counts)
        return {
            f"{peer} {count}": recall
            for count, peers in zip(counts, found, strict=True)
            for peer, recall in peers.items()
        }


def chosen(name: str) -> Sequence[Any] | None:
    from benchmarks.sets import held, mails

    others = {"comments": mails.comments, "mails": mails.mails}
    if name in others:
        return others[name]()
    return generated() if name == "submissions" else [*generated(), *held.held()]


def generated() -> list[Any]:
    from benchmarks.sets import desk_set, mails

    return [
        mails.Item(
            one.number,
            one.promotional,
            one.author,
            one.headline,
            one.body,
            one.day,
            f"{one.kind}{' late' if one.late else ''}",
            mails.as_mail(one.number, one.author, one.headline, one.body),
        )
        for one in desk_set.submissions()
    ]


def of_peers(
    name: str, taught: Sequence[Any], judged: Sequence[Any], lots: Sequence[Sequence[Any]]
) -> dict[str, Any]:
    """Each lot is judged by what was taught and by the lots before it."""
    from benchmarks.probes.peers import PEERS, is_here

    found: dict[str, Any] = {}
    for peer, score in PEERS.items():
        if name in SLOW.get(peer, (name,)) and (taught or len(lots) > 1 or peer != "bogofilter"):
            found[peer] = None
            if is_here(peer):
                before = [[*taught, *(item for lot in lots[:at] for item in lot)] for at in range(len(lots))]
                scores = [one for known, lot in zip(before, lots, strict=True) for one in score(known, lot)]
                found[peer] = recalls(scores, judged)
    return found


def own(
    taught: Sequence[Any], judged: Sequence[Any], lots: Sequence[Sequence[Any]], *, alone: bool = False
) -> dict[str, Any]:
    """A young paper: each taught text joins the archive and is learned on its day; each judged one joins unlearned, and a
    lot of them is learned before the next one comes. ``alone``: without the weights that came with the program."""
    from commonpress.engines.checks import archive, spam
    from commonpress.engines.checks.desk_models import Lesson, LinkOfText, Weight
    from commonpress.engines.site import options

    options.change({"promotion_by_rules_alone": alone})
    for model in (Lesson, LinkOfText, Weight):
        model.objects.all().delete()
    for item in taught:
        learned(item)
    odds, took, said = [], [], []
    for number, item in enumerate(judged):
        if len(lots) > 1 and number and number % LOT == 0:
            for decided in judged[number - LOT : number]:
                learned(decided)
        matter = matter_of(item)
        started = time.thread_time()
        evidence = spam.gather(matter)
        findings = spam.judge(matter, evidence)
        took.append(1000 * (time.thread_time() - started))
        odds.append(spam.recompute(matter, evidence))
        said.append(any(finding.code == "promotion" for finding in findings))
        archive.put(matter, public=False, at=BEGIN)
    cuts = quantiles(took, n=20)
    return {
        **recalls(odds, judged),
        "clearer": recalls(odds, judged, 3 * FALSE_ALARMS),
        "p50": cuts[9],
        "p95": cuts[18],
        "said": share(said, [item.promotional for item in judged]),
        "false": share(said, [not item.promotional for item in judged]),
        "weights": Weight.objects.count(),
        "taught": Lesson.objects.exclude(counted=None).count(),
    }


def learned(item: Any) -> None:
    from commonpress.engines.checks import archive

    matter, at = matter_of(item), BEGIN + timedelta(days=item.day)
    with patch("commonpress.engines.lib.clock.now", lambda: at):
        archive.put(matter, public=not item.promotional, at=at)
        archive.learn(matter, "spam" if item.promotional else "good")


def matter_of(item: Any) -> Any:
    from commonpress.engines.checks.matter import Matter

    kind = "comment" if item.kind == "comment" else "story"
    return Matter(f"story:{item.number}", item.author, kind=kind, headline=item.headline, body=item.body)


def share(said: Sequence[bool], among: Sequence[bool]) -> float:
    return sum(one for one, counts in zip(said, among, strict=True) if counts) / max(1, sum(among))


def recalls(scores: Sequence[float], judged: Sequence[Any], alarms: float = FALSE_ALARMS) -> dict[str, Any]:
    """Recall where so large a share of the honest texts (``alarms``) scores higher. Of equal scores on the line only the
    share counts that the false alarms leave room for, so that a filter with few different scores is not cheated."""
    both = list(zip(scores, judged, strict=True))
    honest = sorted((score for score, item in both if not item.promotional), reverse=True)
    allowed = int(len(honest) * alarms)
    line = honest[allowed]
    room = (allowed - sum(score > line for score in honest)) / honest.count(line)
    found = [((score > line) + room * (score == line), item.kind) for score, item in both if item.promotional]
    kinds = sorted({kind for _hit, kind in found})
    return {
        "recall": mean(hit for hit, _kind in found),
        "kinds": {kind: mean(hit for hit, of in found if of == kind) for kind in kinds},
    }


if __name__ == "__main__":
    main(sys.argv[1])
